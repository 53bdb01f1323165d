import { expect, test } from 'vitest';
import { HeroshotError } from '../../engine/errors.js';
import { fullDisk, Pause } from './pause.js';

test('workers that come to the same pause wait together, and it is told once', async () => {
  const told: string[] = [];
  let looks = 0;
  const pause = new Pause({
    lookEvery: 1,
    onPause: (message) => told.push(message),
    onGoOn: () => told.push('on'),
  });
  const obstacle = { message: 'the source is gone', stands: async () => ++looks < 3 };
  await Promise.all([pause.wait(obstacle), pause.wait(obstacle), pause.wait(obstacle)]);
  expect(told).toEqual(['the source is gone', 'on']);
  expect(looks).toBe(3);
});

test('a stop ends a pause at once, and nothing goes on', async () => {
  const stop = new AbortController();
  const told: string[] = [];
  const pause = new Pause({ signal: stop.signal, lookEvery: 1e6, onGoOn: () => told.push('on') });
  const waiting = pause.wait({ message: '', stands: async () => true });
  stop.abort();
  await waiting;
  expect(told).toEqual([]);
});

test('a disk with room is full no longer; one that is gone stays so', async () => {
  const error = new HeroshotError('disk_full', 'no space left to write a.png');
  expect(await fullDisk('.', error).stands()).toBe(false);
  expect(await fullDisk('nowhere-at-all', error).stands()).toBe(true);
});
