import { expect, test } from 'vitest';
import { segment } from './segment.js';
import { drawn, labOf } from './testing/drawn.js';

const side = 60;
const size = { width: side, height: side };
const split = drawn(size, (x) => (x < 30 ? [180, 40, 40] : [220, 220, 220]));

test('an outline a few pixels off moves to the picture’s own edge', () => {
  // The evidence ends at 33 and is weak around there; the colours change at 30.
  const odds = Float32Array.from({ length: side * side }, (_, i) => {
    const x = i % side;
    return x < 27 ? 4 : x < 33 ? 0.2 : x < 36 ? -0.4 : -4;
  });
  const mask = segment(labOf(split), odds, size, 6);
  expect(Array.from(mask)).toEqual(Array.from({ length: side * side }, (_, i) => (i % side < 30 ? 1 : 0)));
});

test('what is certain everywhere stays without a cut', () => {
  const odds = new Float32Array(side * side).fill(5);
  expect(segment(labOf(split), odds, size, 6).every((value) => value === 1)).toBe(true);
});
