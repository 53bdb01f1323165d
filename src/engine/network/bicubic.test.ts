import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cubic, enlargeBicubic } from './bicubic.js';

const scales = fc.constantFrom(2, 4);

describe('cubic kernel', () => {
  test('is 1 at 0 and 0 at every other sample', () => {
    expect(cubic(0)).toBe(1);
    for (const distance of [1, -1, 2, -2, 2.5, 9]) expect(cubic(distance)).toBeCloseTo(0, 12);
  });

  test('has the values of Keys with a = -0.5', () => {
    expect(cubic(0.5)).toBe(0.5625);
    expect(cubic(-0.5)).toBe(0.5625);
    expect(cubic(1.5)).toBe(-0.0625);
  });
});

describe('bicubic enlargement', () => {
  test('equals values computed by hand', () => {
    // One row, 2×: outputs lie a quarter pixel left and right of each input. Distances of 1.75, 1.25, 0.75 and 0.25
    // weigh -0.0234375, -0.0703125, 0.2265625 and 0.8671875.
    const row = enlargeBicubic(Float32Array.of(0, 0, 64, 0, 128, 128), 1, 1, 6, 2);
    expect(row).toHaveLength(6 * 2 * 2);
    expect(row[3]).toBeCloseTo(0.2265625 * 64, 4);
    expect(row[4]).toBeCloseTo(0.8671875 * 64, 4);
    expect(row[5]).toBeCloseTo(0.8671875 * 64 - 0.0234375 * 128, 4);
    expect(row[6]).toBeCloseTo(0.2265625 * 64 - 0.0703125 * 128, 4);
    expect([...row.subarray(12)]).toEqual([...row.subarray(0, 12)]);
  });

  test('keeps a constant', () => {
    fc.assert(
      fc.property(scales, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (scale, w, h) => {
        const out = enlargeBicubic(new Float32Array(w * h).fill(0.7), 1, h, w, scale);
        expect(out).toHaveLength(w * h * scale * scale);
        for (const value of out) expect(value).toBeCloseTo(0.7, 6);
      }),
    );
  });

  test.each([2, 4])('keeps linear ramps linear inside, at the place of the centre (%i×)', (scale) => {
    const [width, height] = [9, 8];
    const plane = Float32Array.from(
      { length: width * height },
      (_, i) => (i % width) + 10 * Math.floor(i / width),
    );
    const out = enlargeBicubic(plane, 1, height, width, scale);
    for (let y = 2 * scale; y < (height - 2) * scale; y++)
      for (let x = 2 * scale; x < (width - 2) * scale; x++) {
        const expected = (x + 0.5) / scale - 0.5 + 10 * ((y + 0.5) / scale - 0.5);
        expect(out[y * width * scale + x]).toBeCloseTo(expected, 4);
      }
  });

  test.each([2, 4])('is centred: the centre of mass of an impulse stays where it was (%i×)', (scale) => {
    const [width, height, column, row] = [11, 9, 6, 3];
    const plane = new Float32Array(width * height);
    plane[row * width + column] = 1;
    const out = enlargeBicubic(plane, 1, height, width, scale);
    const sums = { mass: 0, x: 0, y: 0 };
    for (const [i, value] of out.entries()) {
      sums.mass += value;
      sums.x += value * ((i % (width * scale)) + 0.5);
      sums.y += value * (Math.floor(i / (width * scale)) + 0.5);
    }
    expect(sums.mass).toBeCloseTo(scale * scale, 4);
    expect(sums.x / sums.mass).toBeCloseTo((column + 0.5) * scale, 4);
    expect(sums.y / sums.mass).toBeCloseTo((row + 0.5) * scale, 4);
  });

  test('takes each channel for itself', () => {
    const [one, other] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(9, 7, 5, 3)];
    const both = enlargeBicubic(Float32Array.of(...one, ...other), 2, 2, 2, 4);
    expect([...both]).toEqual([...enlargeBicubic(one, 1, 2, 2, 4), ...enlargeBicubic(other, 1, 2, 2, 4)]);
  });
});
