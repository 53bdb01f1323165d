import { describe, expect, test } from 'vitest';
import type { PixelSource } from '../network/planes.js';
import { guarded, resultPlanes } from '../testing/guarded.js';
import { pixelSource, productScene } from '../testing/pictures.js';

const SCALE = 2;

function scene(width: number, height: number): PixelSource {
  const data = productScene(width, height);
  return pixelSource({ width, height }, (x, y, c) => data[(y * width + x) * 3 + c]);
}

/** A result that is the input's pixels repeated, plus an error. */
function withError(source: PixelSource, error: (x: number, y: number, c: number) => number): Float32Array {
  const { samples, width, channels } = source;
  return resultPlanes(
    source,
    SCALE,
    (x, y, c) => samples[(y * width + x) * channels + c] / 255 + error(x, y, c),
  );
}

/** Largest difference of the mean colours of 16×16 input pixels, in levels. */
function regionDifference(source: PixelSource, { out, width }: ReturnType<typeof guarded>): number {
  let largest = 0;
  for (let top = 0; top + 16 <= source.height; top += 16)
    for (let left = 0; left + 16 <= source.width; left += 16)
      for (let c = 0; c < 3; c++) {
        let [before, after] = [0, 0];
        for (let y = top; y < top + 16; y++)
          for (let x = left; x < left + 16; x++) {
            before += source.samples[(y * source.width + x) * source.channels + c];
            for (const [dx, dy] of [
              [0, 0],
              [1, 0],
              [0, 1],
              [1, 1],
            ])
              after += out[((y * SCALE + dy) * width + x * SCALE + dx) * source.channels + c] / 4;
          }
        largest = Math.max(largest, Math.abs(before - after) / 256);
      }
  return largest;
}

describe('guard', () => {
  test('a colour cast of the whole picture goes', () => {
    const source = scene(64, 48);
    const cast = withError(source, (_x, _y, c) => [0.04, -0.03, 0.02][c]);
    const result = guarded(source, SCALE, cast);
    expect(regionDifference(source, result)).toBeLessThan(0.5);
    expect(result.field.max).toBeCloseTo(0.04, 3);
  });

  test('a cast that changes over the picture comes back to within a level and a half of 255', () => {
    const source = scene(96, 64);
    const cast = withError(source, (x, y, c) => 0.04 * Math.sin(x / 32 + c) + (0.02 * y) / 64 - 0.01);
    expect(regionDifference(source, guarded(source, SCALE, cast))).toBeLessThan(1.5);
  });

  test('the same result without the cast is left as it is', () => {
    const source = scene(32, 32);
    const { out, field } = guarded(
      source,
      SCALE,
      withError(source, () => 0),
    );
    expect(field.max).toBeLessThan(1e-5);
    for (let y = 0; y < 64; y++)
      for (let x = 0; x < 64; x++)
        for (let c = 0; c < 3; c++)
          expect(out[(y * 64 + x) * 3 + c]).toBe(source.samples[((y >> 1) * 32 + (x >> 1)) * 3 + c]);
  });

  test('pure white stays white beside a product that came out too bright', () => {
    const source = pixelSource({ width: 64, height: 32 }, (x) => (x < 32 ? 90 : 255));
    const { out, field } = guarded(
      source,
      SCALE,
      withError(source, (x) => (x < 32 ? 0.1 : 0)),
    );
    expect(field.max).toBeGreaterThan(0.05);
    for (let y = 0; y < 64; y++) for (let x = 64; x < 128; x++) expect(out[(y * 128 + x) * 3]).toBe(255);
    // And the product is mended: far from the white by all of its error.
    expect(Math.abs(out[(32 * 128 + 4) * 3] - 90)).toBeLessThanOrEqual(1);
  });

  test('pure black stays black beside a product that came out too dark', () => {
    const source = pixelSource({ width: 64, height: 32 }, (x) => (x < 32 ? 160 : 0));
    const { out } = guarded(
      source,
      SCALE,
      withError(source, (x) => (x < 32 ? -0.1 : 0)),
    );
    for (let y = 0; y < 64; y++) for (let x = 64; x < 128; x++) expect(out[(y * 128 + x) * 3]).toBe(0);
  });

  test('noise that the network removed does not come back', () => {
    const noisy = pixelSource({ width: 64, height: 64 }, (x, y) => 128 + ((x * 7 + y * 11) % 2 ? 12 : -12));
    const clean = resultPlanes(noisy, SCALE, () => 128 / 255);
    const { out } = guarded(noisy, SCALE, clean);
    for (const value of out) expect(Math.abs(value - 128)).toBeLessThanOrEqual(1);
  });

  test('what is hidden under alpha 0 does not tint what is seen', () => {
    const source = pixelSource({ width: 32, height: 32, channels: 4 }, (x, _y, c) =>
      c === 3 ? (x < 16 ? 255 : 0) : x < 16 ? 120 : 0,
    );
    const planes = resultPlanes(source, SCALE, () => 120 / 255);
    const { out, field } = guarded(source, SCALE, planes);
    expect(field.max).toBeLessThan(1e-4);
    expect(out[0]).toBe(120);
    expect(out[31 * 4]).toBe(120);
  });

  test('a picture narrower than a cell is guarded too', () => {
    const source = pixelSource({ width: 3, height: 50 }, (_x, y) => 40 + y);
    const { out } = guarded(
      source,
      SCALE,
      withError(source, () => 0.05),
    );
    for (let y = 8; y < 92; y++) expect(Math.abs(out[y * 6 * 3] - (40 + (y >> 1)))).toBeLessThanOrEqual(1);
  });

  test('16-bit samples are guarded on their own scale', () => {
    const source = pixelSource({ width: 16, height: 16, depth: 16 }, () => 20000);
    const { out } = guarded(
      source,
      SCALE,
      resultPlanes(source, SCALE, () => 0.4),
      16,
    );
    for (const value of out) expect(Math.abs(value - 20000)).toBeLessThanOrEqual(2);
  });
});
