import { describe, expect, test } from 'vitest';
import { colourSpace } from '../colour/space.js';
import type { PixelSource } from '../network/planes.js';
import { canvasOf, guardOf, resultPlanes } from '../testing/guarded.js';
import { pixelSource } from '../testing/pictures.js';
import { ciede2000, labOf, type Rgb, SRGB } from '../testing/reference-colour.js';
import { COLOUR_BOUND, chromaShare, toCb, toCr } from './chroma.js';
import { finishRows } from './finish.js';

const SCALE = 2;
const SIZE = { width: 48, height: 40 };
const sRGB = colourSpace(undefined);

/** Fine chroma in a mid-grey picture: red and green threads, which average out over any region. */
const threads = (strength: number) =>
  pixelSource(SIZE, (x, _y, c) =>
    Math.round(128 + [1, -0.51, 0][c] * strength * Math.sin((x * Math.PI) / 4)),
  );

/** What is left of a result's difference, guarded with a share: mean ΔE2000 of its 2×2 boxes to the input. */
function leftOver(source: PixelSource, planes: Float32Array, share: number): number {
  const guard = guardOf(source, SCALE, planes, share);
  const canvas = canvasOf(source, SCALE, planes);
  const out = new Uint16Array(canvas.samples.length);
  finishRows(canvas, guard, SCALE, 0, canvas.height, out);
  const { width, height, channels } = source;
  let sum = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const box = [0, 1, 2].map((c) => {
        const at = (dx: number, dy: number) => out[((2 * y + dy) * 2 * width + 2 * x + dx) * channels + c];
        return (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4 / 65535;
      }) as unknown as Rgb;
      const pixel = [0, 1, 2].map(
        (c) => source.samples[(y * width + x) * channels + c] / 255,
      ) as unknown as Rgb;
      sum += ciede2000(labOf(SRGB, pixel), labOf(SRGB, box));
    }
  return sum / width / height;
}

function shareFor(source: PixelSource, planes: Float32Array): number {
  const { reduced, field } = guardOf(source, SCALE, planes);
  return chromaShare(source, reduced, field, sRGB);
}

const grey = resultPlanes(SIZE, SCALE, () => 128 / 255);

describe('chroma', () => {
  test('of grey is none; of blue and red it is the published half', () => {
    expect(toCb(0.4, 0.4, 0.4)).toBeCloseTo(0, 9);
    expect(toCr(0.4, 0.4, 0.4)).toBeCloseTo(0, 9);
    expect([toCb(0, 0, 1), toCr(1, 0, 0)]).toEqual([0.5, 0.5]);
  });
});

describe('share of the input’s fine chroma that comes back', () => {
  test('is none where colours hold anyway', () => {
    expect(shareFor(threads(1), grey)).toBe(0);
    expect(leftOver(threads(1), grey, 0)).toBeLessThan(COLOUR_BOUND);
  });

  test('is what keeps the mean ΔE2000 within its bound, and hardly more', () => {
    // A network that took away a part of the colour of the threads.
    const source = threads(10);
    const planes = resultPlanes(
      SIZE,
      SCALE,
      (x, y, c) => (128 + ((source.samples[(y * SIZE.width + x) * 3 + c] - 128) * 6) / 10) / 255,
    );
    expect(leftOver(source, planes, 0)).toBeGreaterThan(1);
    const share = shareFor(source, planes);
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1);
    expect(leftOver(source, planes, share)).toBeLessThan(1);
    expect(leftOver(source, planes, share)).toBeGreaterThan(0.6);
  });

  test('is all of it where that is not enough', () => {
    expect(shareFor(threads(60), grey)).toBe(1);
  });

  test('does not count what is hidden under alpha', () => {
    const opaque = threads(60);
    const hidden = pixelSource({ ...SIZE, channels: 4 }, (x, y, c) =>
      c === 3 ? 0 : opaque.samples[(y * SIZE.width + x) * 3 + c],
    );
    expect(shareFor(hidden, grey)).toBe(0);
  });
});

describe('bringing chroma back', () => {
  const source = threads(30);

  function restored(share: number) {
    const canvas = canvasOf(source, SCALE, grey);
    const out = new Uint16Array(canvas.samples.length);
    finishRows(canvas, guardOf(source, SCALE, grey, share), SCALE, 0, canvas.height, out);
    return out;
  }

  test('leaves luma as the network made it', () => {
    const [without, all] = [restored(0), restored(1)];
    for (let i = 0; i < all.length; i += 3) {
      const luma = (s: Uint16Array) => 0.299 * s[i] + 0.587 * s[i + 1] + 0.114 * s[i + 2];
      expect(Math.abs(luma(all) - luma(without))).toBeLessThan(3);
    }
  });

  test('brings colours nearer to the input with every share', () => {
    const left = [0, 0.25, 0.5, 0.75, 1].map((share) => leftOver(source, grey, share));
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect(left[4]).toBeLessThan(left[0] / 2);
  });

  test('gives the same rows in bands as at once', () => {
    const canvas = canvasOf(source, SCALE, grey);
    const guard = guardOf(source, SCALE, grey, 0.7);
    const banded = new Uint16Array(canvas.samples.length);
    for (const [from, to] of [
      [0, 7],
      [7, 50],
      [50, 80],
    ])
      finishRows(canvas, guard, SCALE, from, to, banded);
    expect([...banded]).toEqual([...restored(0.7)]);
  });

  test('does nothing where the result has the input’s chroma', () => {
    const planes = resultPlanes(SIZE, SCALE, (x, y, c) => source.samples[(y * SIZE.width + x) * 3 + c] / 255);
    const canvas = canvasOf(source, SCALE, planes);
    const out = new Uint16Array(canvas.samples.length);
    finishRows(canvas, guardOf(source, SCALE, planes, 1), SCALE, 0, canvas.height, out);
    for (let i = 0; i < out.length; i++) expect(Math.abs(out[i] - canvas.samples[i])).toBeLessThan(4);
  });
});
