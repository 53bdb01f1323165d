import { expect, test } from 'vitest';
import { BACKGROUND, SUBJECT, trimap, UNKNOWN } from './trimap.js';

const row = (alpha: number[]) => ({ width: alpha.length, height: 1, alpha: Uint8Array.from(alpha) });

test('what is nearer than the band to the contour is unknown', () => {
  const map = trimap(row([0, 0, 0, 0, 0, 255, 255, 255, 255, 255]), 2);
  const [b, u, s] = [BACKGROUND, UNKNOWN, SUBJECT];
  expect(Array.from(map)).toEqual([b, b, b, u, u, u, u, s, s, s]);
});

test('half-transparent pixels are unknown however far they are', () => {
  const map = trimap(row([0, 0, 100, 0, 0, 0, 0, 0]), 1);
  expect(map[2]).toBe(UNKNOWN);
  expect(map[7]).toBe(BACKGROUND);
  expect(trimap(row([255, 255, 200, 255]), 1)[2]).toBe(UNKNOWN);
});
