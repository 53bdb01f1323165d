import { expect, test } from 'vitest';
import { createCanvas, fillBox } from './canvas.js';
import { whitenessOf } from './whiteness.js';

test('a fault is counted where it lies: beside an edge, away from edges, on the border', async () => {
  const canvas = await createCanvas({ width: 36, height: 20 }, 3);
  fillBox(canvas, [255, 255, 255], { left: 0, top: 0, width: 36, height: 20 });
  // The subject takes the second block of the first row.
  fillBox(canvas, [10, 20, 30], { left: 9, top: 2, width: 4, height: 4 });
  const white = {
    pixels: 36 * 20 - 16,
    exact: 36 * 20 - 16,
    lowest: 255,
    lowestClear: 255,
    lowestBorder: 255,
  };
  const faulty = (x: number, y: number, tone: number) => {
    const decoded = Uint8Array.from(canvas.samples);
    decoded[(y * 36 + x) * 3 + 1] = tone;
    return whitenessOf(canvas, decoded, 8);
  };
  expect(whitenessOf(canvas, canvas.samples, 8)).toEqual(white);
  const one = { ...white, exact: white.exact - 1 };
  expect(faulty(10, 3, 0)).toEqual(white);
  expect(faulty(15, 6, 240)).toEqual({ ...one, lowest: 240 });
  expect(faulty(20, 6, 250)).toEqual({ ...one, lowest: 250, lowestClear: 250 });
  expect(faulty(35, 19, 254)).toEqual({ ...one, lowest: 254, lowestClear: 254, lowestBorder: 254 });
  expect(faulty(12, 0, 251)).toEqual({ ...one, lowest: 251, lowestBorder: 251 });
});
