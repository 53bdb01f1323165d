import { expect, test } from 'vitest';
import { countOf, duration, fileSize, percent, perHour } from './quantities.js';

test.each([
  [0, '0.0 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [59.6, '1 min 0 s'],
  [130, '2 min 10 s'],
  [3600, '1 h 0 min'],
  [11_100, '3 h 5 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  [840, '840 B'],
  [1000, '1.0 KB'],
  [48_400, '48 KB'],
  [999_600, '1.0 MB'],
  [31_000_000, '31 MB'],
  [999_600_000, '1.0 GB'],
  [42_000_000_000, '42 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(fileSize(bytes)).toBe(text);
});

test('only what is complete is 100 %', () => {
  expect([0, 0.5, 0.9999, 1].map(percent)).toEqual(['0 %', '50.0 %', '99.9 %', '100 %']);
});

test('one thing is not many', () => {
  expect([countOf(1, 'picture'), countOf(1200, 'picture')]).toEqual(['1 picture', '1,200 pictures']);
});

test('a run of no time or no things has no pace', () => {
  expect([perHour(100, 36), perHour(0, 36), perHour(5, 0)]).toEqual(['10,000', '–', '–']);
});
