import { expect, test } from 'vitest';
import { boxOf } from './subject.js';

test('the box of a mask and how many pixels it has', () => {
  const mask = new Uint8Array(60);
  for (const i of [13, 15, 34]) mask[i] = 1;
  expect(boxOf(mask, { width: 10, height: 6 })).toEqual({
    box: { left: 3, top: 1, width: 3, height: 3 },
    pixels: 3,
  });
  expect(boxOf(new Uint8Array(60), { width: 10, height: 6 })).toBeUndefined();
});
