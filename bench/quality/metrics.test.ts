import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RgbPicture } from '../reduce-bicubic.js';
import { boxColours, boxDeltaE } from './box-colour.js';
import { gmsd, prewitt } from './gmsd.js';
import { gradientDistance, gradientHistogram } from './gradient-histogram.js';
import { scorer } from './metrics.js';
import { lumaPlane, type Plane, planePsnr } from './plane.js';
import { ssim, ssimTruth } from './ssim.js';

const plane = (width: number, height: number, value: (x: number, y: number) => number): Plane => ({
  width,
  height,
  data: Float64Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))),
});

const picture = (width: number, height: number, value: (x: number, y: number, c: number) => number) => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) =>
    value(Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3),
  ),
});

const texture = (x: number, y: number) =>
  120 + 40 * Math.sin(x / 2) * Math.cos(y / 3) + ((x * 7 + y * 3) % 5);
const solid = (r: number, g: number, b: number): RgbPicture => picture(24, 16, (_x, _y, c) => [r, g, b][c]);

describe('luma', () => {
  test('is 16 for black, 235 for white, and leaves the border out', () => {
    const split = picture(8, 6, (x) => (x < 4 ? 0 : 255));
    const { width, height, data } = lumaPlane(split, 2);
    expect([width, height]).toEqual([4, 2]);
    for (const [i, expected] of [16, 16, 235, 235].entries()) expect(data[i]).toBeCloseTo(expected, 6);
  });

  test('PSNR of a constant shift is 20·log10(255 / shift)', () => {
    const shifted = plane(20, 20, (x, y) => texture(x, y) + 5);
    expect(planePsnr(plane(20, 20, texture), shifted)).toBeCloseTo(20 * Math.log10(51), 9);
  });
});

describe('SSIM', () => {
  test('is 1 for equal planes', () => {
    expect(ssim(ssimTruth(plane(30, 20, texture)), plane(30, 20, texture))).toBeCloseTo(1, 12);
  });

  test('of two constants is the luminance term alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 235 }), fc.integer({ min: 16, max: 235 }), (a, b) => {
        const c1 = 2.55 ** 2;
        const expected = (2 * a * b + c1) / (a * a + b * b + c1);
        const got = ssim(
          ssimTruth(plane(12, 13, () => a)),
          plane(12, 13, () => b),
        );
        expect(got).toBeCloseTo(expected, 6);
      }),
    );
  });

  test('of one window equals the formula computed directly', () => {
    const [a, b] = [plane(11, 11, texture), plane(11, 11, (x, y) => 0.7 * texture(y, x) + 20)];
    const weight = (i: number) => Math.exp(-(((i % 11) - 5) ** 2 + (Math.floor(i / 11) - 5) ** 2) / 4.5);
    const total = a.data.reduce((sum, _, i) => sum + weight(i), 0);
    const mean = (value: (i: number) => number) =>
      a.data.reduce((sum, _, i) => sum + weight(i) * value(i), 0) / total;
    const [ma, mb] = [mean((i) => a.data[i]), mean((i) => b.data[i])];
    const va = mean((i) => (a.data[i] - ma) ** 2);
    const vb = mean((i) => (b.data[i] - mb) ** 2);
    const cov = mean((i) => (a.data[i] - ma) * (b.data[i] - mb));
    const [c1, c2] = [2.55 ** 2, 7.65 ** 2];
    const expected = ((2 * ma * mb + c1) * (2 * cov + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
    expect(ssim(ssimTruth(a), b)).toBeCloseTo(expected, 9);
    expect(expected).toBeLessThan(0.9);
  });
});

describe('GMSD', () => {
  test('is 0 for equal pictures and for an even shift', () => {
    const gradients = prewitt(plane(30, 24, texture));
    expect(gmsd(gradients, gradients)).toBe(0);
    expect(gmsd(gradients, prewitt(plane(30, 24, (x, y) => texture(x, y) + 9)))).toBeCloseTo(0, 9);
  });

  test('sees a ramp as a gradient of its slope on the 0..255 scale', () => {
    // Halving makes a slope of 1 one of 2; 219 luma levels are 255.
    const gradients = prewitt(plane(20, 20, (x) => 16 + x));
    for (const gradient of gradients) expect(gradient).toBeCloseTo((4 * 255) / 219, 9);
  });

  test('of structure that is lost in one of two halves is half the spread', () => {
    const m = Float64Array.of(10, 10, 10, 10);
    const lost = 170 / (100 + 170);
    expect(gmsd(m, Float64Array.of(10, 10, 0, 0))).toBeCloseTo((1 - lost) / 2, 12);
  });
});

describe('gradient distance', () => {
  test('is 0 for equal pictures, and the difference of slopes for two ramps', () => {
    const slope = (s: number) => gradientHistogram(plane(12, 12, (x) => s * x));
    expect(gradientDistance(slope(3), slope(3))).toBe(0);
    expect(gradientDistance(slope(3), slope(7.5))).toBeCloseTo(4.5, 9);
  });
});

describe('ΔE2000 of boxes', () => {
  test('is 0 for equal pictures and the known difference of two greys', () => {
    expect(boxDeltaE(boxColours(solid(9, 99, 200)), boxColours(solid(9, 99, 200)))).toEqual({
      mean: 0,
      p99: 0,
    });
    // L* 53.585 and 57.094 (sRGB 128 and 137): ΔL' / SL by hand.
    const { mean } = boxDeltaE(boxColours(solid(128, 128, 128)), boxColours(solid(137, 137, 137)));
    const [a, b] = [53.585, 57.094];
    const square = ((a + b) / 2 - 50) ** 2;
    expect(mean).toBeCloseTo((b - a) / (1 + (0.015 * square) / Math.sqrt(20 + square)), 2);
  });

  test('p99 is the worst of few boxes, mean their mean', () => {
    const patched = solid(100, 100, 100);
    for (let y = 0; y < 8; y++) patched.data.fill(140, y * 72, y * 72 + 24);
    const { mean, p99 } = boxDeltaE(boxColours(solid(100, 100, 100)), boxColours(patched));
    expect(p99).toBeGreaterThan(10);
    expect(mean).toBeCloseTo(p99 / 6, 9);
  });
});

test('a scorer refuses a result of another size', () => {
  const score = scorer(
    picture(40, 40, (x, y) => texture(x, y)),
    2,
  );
  expect(() => score(picture(40, 38, () => 0))).toThrow('40×38 instead of 40×40');
});
