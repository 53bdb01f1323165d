import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { degrade, QUALITY_KINDS, trueCondition } from '../degrade.js';
import { type RgbPicture, reduceBicubic } from '../reduce-bicubic.js';
import { gaussianBlur, gaussianWeights } from './gaussian.js';
import { decodeRgb } from './truth.js';

const truth: RgbPicture = {
  width: 96,
  height: 80,
  data: Uint8Array.from({ length: 96 * 80 * 3 }, (_, i) => (i * 7 + Math.floor(i / 288) * 31) % 251),
};
const named = (name: string) => {
  const found = QUALITY_KINDS.find((kind) => kind.name === name);
  if (!found) throw new Error(name);
  return found;
};

describe.each(QUALITY_KINDS.map((kind) => [kind.name, kind] as const))('damage %s', (_name, kind) => {
  test('is the same in every run, of the reduced size, and JPEG only where it says so', async () => {
    const [first, second] = [
      await degrade(truth, 4, kind, reduceBicubic),
      await degrade(truth, 4, kind, reduceBicubic),
    ];
    expect(first.equals(second)).toBe(true);
    const { format, width, height } = await sharp(first).metadata();
    expect([format, width, height]).toEqual([kind.quality ? 'jpeg' : 'png', 24, 20]);
  });
});

test('every damage differs from every other', async () => {
  const files = await Promise.all(QUALITY_KINDS.map((kind) => degrade(truth, 4, kind, reduceBicubic)));
  const pixels = await Promise.all(files.map(async (file) => (await decodeRgb(file)).data.join()));
  expect(new Set(pixels).size).toBe(QUALITY_KINDS.length);
});

test('the network is told what was done', () => {
  expect(trueCondition(named('clean'))).toEqual({ compression: 0, noise: 0, blur: 0 });
  expect(trueCondition(named('q30'))).toEqual({ compression: 0.7, noise: 0, blur: 0 });
  expect(trueCondition(named('noise 10'))).toEqual({ compression: 0, noise: 0.4, blur: 0 });
  expect(trueCondition(named('blur 0.8 + q75'))).toEqual({ compression: 0.25, noise: 0, blur: 0.4 });
  expect(trueCondition(named('resized JPEG'))).toEqual({ compression: 0.2, noise: 0, blur: 0 });
});

describe('Gaussian', () => {
  test('has the deviation that is asked for', () => {
    for (const sigma of [0.8, 1.6, 3.2]) {
      const weights = gaussianWeights(sigma);
      const radius = (weights.length - 1) / 2;
      const variance = weights.reduce((sum, weight, i) => sum + weight * (i - radius) ** 2, 0);
      expect(Math.sqrt(variance)).toBeCloseTo(sigma, 2);
    }
  });

  test('keeps constants and blurs along both axes alike', () => {
    const flat = { width: 20, height: 17, data: new Uint8Array(20 * 17 * 3).fill(77) };
    expect(new Set(gaussianBlur(flat, 3.2).data)).toEqual(new Set([77]));
    const spot = { width: 21, height: 21, data: new Uint8Array(21 * 21 * 3) };
    spot.data.fill(255, (10 * 21 + 10) * 3, (10 * 21 + 10) * 3 + 3);
    const { data } = gaussianBlur(spot, 1);
    const at = (x: number, y: number) => data[(y * 21 + x) * 3];
    expect(at(10, 10)).toBe(Math.round(255 / (2 * Math.PI)));
    for (const [x, y] of [
      [11, 10],
      [12, 10],
      [11, 12],
    ])
      expect([at(x, y), at(20 - x, y), at(y, x)]).toEqual([at(x, y), at(x, y), at(x, y)]);
  });
});
