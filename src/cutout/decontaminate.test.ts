import { expect, test } from 'vitest';
import type { Raster } from '../engine/raster.js';
import { decontaminate } from './decontaminate.js';
import { disc, painted, type Rgb } from './testing/drawn.js';

const matte = disc(80, 26, 5);
const red: Rgb = [210, 30, 30];

function cleaned(back: Rgb): { before: Raster; after: Raster } {
  const before = painted(matte, red, back);
  const after = { ...before, samples: before.samples.slice() };
  decontaminate(after, matte);
  return { before, after };
}

test('a green background leaves no green in the soft edge of a red disc', () => {
  const { before, after } = cleaned([20, 200, 40]);
  let [mostGreen, leastRed] = [0, 255];
  matte.alpha.forEach((alpha, i) => {
    if (alpha === 0 || alpha === 255) return;
    mostGreen = Math.max(mostGreen, after.samples[3 * i + 1]);
    leastRed = Math.min(leastRed, after.samples[3 * i]);
  });
  expect(mostGreen).toBeLessThan(36);
  expect(leastRed).toBeGreaterThan(200);
  const sure = ({ samples }: Raster) => samples.filter((_, s) => matte.alpha[Math.floor(s / 3)] % 255 === 0);
  expect(Buffer.compare(sure(after), sure(before))).toBe(0);
});

test('edges against a nearly white background stay as they are', () => {
  const { before, after } = cleaned([240, 242, 238]);
  expect(Buffer.compare(after.samples, before.samples)).toBe(0);
});

test('a picture with alpha of its own stays as it is', () => {
  const samples = new Uint8Array(80 * 80 * 4).map((_, i) => i % 251);
  const own: Raster = { width: 80, height: 80, channels: 4, samples: samples.slice() };
  decontaminate(own, matte);
  expect(Buffer.compare(own.samples, samples)).toBe(0);
});

test('without any known background nothing is taken out', () => {
  const everywhere = { ...matte, alpha: matte.alpha.map(() => 200) };
  const before = painted(matte, red, [20, 200, 40]);
  const after = { ...before, samples: before.samples.slice() };
  decontaminate(after, everywhere);
  expect(Buffer.compare(after.samples, before.samples)).toBe(0);
});
