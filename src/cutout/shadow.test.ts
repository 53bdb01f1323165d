import { expect, test } from 'vitest';
import { couldBeShadow } from './shadow.js';
import { drawn, labOf } from './testing/drawn.js';

const lab = (...colour: number[]) => labOf(drawn({ width: 1, height: 1 }, () => colour));
const paint = Array.from(lab(120, 160, 210));

test('the same paint under less light could be shadow; another paint, more light or near black could not', () => {
  expect(couldBeShadow(lab(94, 126, 166), 0, paint)).toBe(true);
  expect(couldBeShadow(lab(166, 120, 94), 0, paint)).toBe(false);
  expect(couldBeShadow(lab(160, 200, 240), 0, paint)).toBe(false);
  expect(couldBeShadow(lab(20, 30, 42), 0, paint)).toBe(false);
});
