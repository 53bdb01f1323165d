import { describe, expect, test } from 'vitest';
import { enlargeBicubic } from '#heroshot/engine/network/bicubic.js';
import { type RgbPicture, reduceBicubic, resizeBicubic } from '../reduce-bicubic.js';
import { BICUBIC, enlarge, LANCZOS3 } from './polyphase.js';

const picture = (width: number, height: number, value: (x: number, y: number) => number): RgbPicture => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) =>
    value(Math.floor(i / 3) % width, Math.floor(i / 3 / width)),
  ),
});

/** Centre of mass of what lies above a background of 40, in pixels. */
function centre({ width, data }: RgbPicture): [number, number] {
  let [mass, x, y] = [0, 0, 0];
  for (let i = 0; i < data.length; i += 3) {
    const pixel = i / 3;
    mass += data[i] - 40;
    x += (data[i] - 40) * ((pixel % width) + 0.5);
    y += (data[i] - 40) * (Math.floor(pixel / width) + 0.5);
  }
  return [x / mass, y / mass];
}

const kernels = [
  ['bicubic', BICUBIC],
  ['Lanczos-3', LANCZOS3],
] as const;

describe.each(kernels)('%s enlargement', (_name, kernel) => {
  test.each([2, 4])('keeps a constant exactly (%i×)', (scale) => {
    const out = enlarge(
      picture(7, 5, () => 173),
      scale,
      kernel,
    );
    expect([out.width, out.height]).toEqual([7 * scale, 5 * scale]);
    expect(new Set(out.data)).toEqual(new Set([173]));
  });

  test.each([2, 4])('is centred: a spot stays where it was (%i×)', (scale) => {
    const spot = picture(21, 19, (x, y) => 40 + 150 * Math.exp(-((x - 9) ** 2 + (y - 11) ** 2) / 6));
    const [x, y] = centre(enlarge(spot, scale, kernel));
    const [ownX, ownY] = centre(spot);
    expect(x / scale).toBeCloseTo(ownX, 1);
    expect(y / scale).toBeCloseTo(ownY, 1);
  });

  test('keeps a ramp at the place of the centre', () => {
    const out = enlarge(
      picture(16, 3, (x) => 20 + 12 * x),
      4,
      kernel,
    );
    for (let x = 16; x < 48; x++) {
      const expected = 20 + 12 * ((x + 0.5) / 4 - 0.5);
      expect(Math.abs(out.data[x * 3] - expected)).toBeLessThan(1.2);
    }
  });
});

test("bicubic equals the engine's own", () => {
  const small = picture(9, 8, (x, y) => (x * 37 + y * 61) % 256);
  const plane = Float32Array.from({ length: 72 }, (_, i) => small.data[i * 3]);
  const expected = new Uint8ClampedArray(enlargeBicubic(plane, 1, 8, 9, 4));
  const got = enlarge(small, 4, BICUBIC).data.filter((_, i) => i % 3 === 0);
  for (const [i, value] of got.entries()) expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(1);
  expect(got.filter((value, i) => value !== expected[i]).length).toBeLessThan(3);
});

test('Lanczos-3 has the weights of the formula', () => {
  // An impulse of 100 on one row, 2×: 0.25 pixels off, over the sum of the six weights of that phase.
  const sinc = (x: number) => Math.sin(Math.PI * x) / (Math.PI * x);
  const weight = (d: number) => sinc(d) * sinc(d / 3);
  const sum = [-2.75, -1.75, -0.75, 0.25, 1.25, 2.25].reduce((total, d) => total + weight(d), 0);
  const out = enlarge(
    picture(13, 1, (x) => (x === 6 ? 100 : 0)),
    2,
    LANCZOS3,
  );
  expect(out.data[12 * 3]).toBe(Math.round((100 * weight(0.25)) / sum));
  expect(out.data[11 * 3]).toBe(Math.round((100 * weight(0.75)) / sum));
});

describe('bicubic reduction', () => {
  test('by a fraction keeps constants and is centred', () => {
    const constant = resizeBicubic(
      picture(30, 21, () => 91),
      20,
      14,
    );
    expect(new Set(constant.data)).toEqual(new Set([91]));
    const spot = picture(60, 48, (x, y) => 40 + 150 * Math.exp(-((x - 27) ** 2 + (y - 31) ** 2) / 40));
    const small = resizeBicubic(spot, 23, 18);
    const [x, y] = centre(small);
    const [ownX, ownY] = centre(spot);
    expect(x * (60 / 23)).toBeCloseTo(ownX, 1);
    expect(y * (48 / 18)).toBeCloseTo(ownY, 1);
  });

  test('by a whole factor leaves out what is beyond a multiple', () => {
    const wide = picture(18, 9, (x, y) => (x >= 16 || y >= 8 ? 255 : 10));
    expect(new Set(reduceBicubic(wide, 4).data)).toEqual(new Set([10]));
  });
});
