import { expect, test } from 'vitest';
import { HeroshotError } from '../../engine/errors.js';
import { countingRunner, RECIPE, sourceOf } from '../testing/fake-catalog.js';
import { estimate } from './estimate.js';
import { survey } from './survey.js';

/** Pictures whose text is their size. */
const sizes: Record<string, string | Error> = {
  tiny: '200x100',
  small: '600x800',
  again: '600x800',
  large: '3000x2000',
  bad: 'nothing',
  lost: new HeroshotError('file_not_found', 'lost.png does not exist'),
};
const inspect = async (bytes: Uint8Array) => {
  const [width, height] = Buffer.from(bytes).toString().split('x').map(Number);
  if (!height) throw new HeroshotError('corrupt_image', 'no picture');
  return { width, height };
};

test('a survey counts what is too small, too large, double and broken, with an example of each', async () => {
  const found = await survey(sourceOf(sizes), inspect);
  expect(found).toMatchObject({
    pictures: 6,
    toMake: 3,
    duplicates: 1,
    remote: 0,
    tooSmall: { count: 1, example: 'tiny.png' },
    tooLarge: { count: 1, example: 'large.png' },
    pixels: 200 * 100 + 600 * 800 + 3000 * 2000,
  });
  expect([...found.problems]).toEqual([
    ['corrupt_image', { count: 1, example: 'bad.png' }],
    ['file_not_found', { count: 1, example: 'lost.png' }],
  ]);
});

test('of many pictures a few are kept as samples, spread over the whole source', async () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`p${i}`, `${100 + i}x100`]));
  const { samples } = await survey(sourceOf(many), inspect);
  expect(samples.length).toBeGreaterThanOrEqual(6);
  expect(samples.length).toBeLessThan(12);
  expect(samples[0].width).toBe(100);
  expect(samples.at(-1)?.width).toBeGreaterThan(800);
});

test('an estimate scales what the samples took by pixels, and counts the copies', async () => {
  const source = sourceOf({ a: '100x100', b: '100x100 ', c: '100x100  ', d: '100x100   ', e: '100x100' });
  const found = await survey(source, inspect);
  const { runner, made } = countingRunner();
  const expected = await estimate(found, source, runner, RECIPE);
  expect(made).toHaveLength(4);
  expect(found.duplicates).toBe(1);
  // Each is 'master of ' and "shop's " with the text: 17 bytes and twice its length.
  const each = [8, 9, 10].map((length) => 17 + 2 * length).reduce((a, b) => a + b) / 3;
  expect(expected?.bytes).toBeCloseTo(5 * each, 6);
  expect(expected?.measured).toBe(4);
});

test('where nothing can be done there is no estimate', async () => {
  const source = sourceOf({ bad: 'nothing' });
  const { runner } = countingRunner();
  expect(await estimate(await survey(source, inspect), source, runner, RECIPE)).toBeUndefined();
});
