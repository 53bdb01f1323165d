import { describe, expect, test } from 'vitest';
import { colourSpace } from '../colour/space.js';
import type { PixelSource } from '../network/planes.js';
import { canvasOf, guardOf, resultPlanes } from '../testing/guarded.js';
import { pixelSource } from '../testing/pictures.js';
import { ciede2000, labOf, type Rgb, SRGB } from '../testing/reference-colour.js';
import { finishRows } from './finish.js';
import { COLOUR_BOUND, type Held, heldShares, lumaOf, NOTHING_HELD } from './hold.js';

const SCALE = 2;
const SIZE = { width: 48, height: 40 };
const sRGB = colourSpace(undefined);

/** Fine chroma in a mid-grey picture: red and green threads, which average out over any region. */
const threads = (strength: number) =>
  pixelSource(SIZE, (x, _y, c) =>
    Math.round(128 + [1, -0.51, 0][c] * strength * Math.sin((x * Math.PI) / 4)),
  );

/** What is left of a result's difference, guarded with a share: mean ΔE2000 of its 2×2 boxes to the input. */
function leftOver(source: PixelSource, planes: Float32Array, held: Held): number {
  const guard = guardOf(source, SCALE, planes, held);
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

function sharesFor(source: PixelSource, planes: Float32Array): Held {
  const { reduced, field } = guardOf(source, SCALE, planes);
  return heldShares(source, reduced, field, sRGB);
}

const grey = resultPlanes(SIZE, SCALE, () => 128 / 255);

/** Only chroma comes back. */
const chromaOnly = (chroma: number): Held => ({ chroma, luma: 0 });

describe('shares of the input’s fine structure that come back', () => {
  test('are none where colours hold anyway', () => {
    expect(sharesFor(threads(1), grey)).toEqual(NOTHING_HELD);
    expect(leftOver(threads(1), grey, NOTHING_HELD)).toBeLessThan(COLOUR_BOUND);
  });

  test('are what keeps the mean ΔE2000 within its bound, and hardly more', () => {
    // A network that took away a part of the colour of the threads.
    const source = threads(10);
    const planes = resultPlanes(
      SIZE,
      SCALE,
      (x, y, c) => (128 + ((source.samples[(y * SIZE.width + x) * 3 + c] - 128) * 6) / 10) / 255,
    );
    expect(leftOver(source, planes, NOTHING_HELD)).toBeGreaterThan(1);
    const held = sharesFor(source, planes);
    expect(held.chroma).toBeGreaterThan(0);
    expect(held.chroma).toBeLessThan(1);
    expect(held.luma).toBe(0);
    expect(leftOver(source, planes, held)).toBeLessThan(1);
    expect(leftOver(source, planes, held)).toBeGreaterThan(0.6);
  });

  test('are all of the chroma, and then luma, where chroma is not enough', () => {
    // A network that took away most of a weave of light and dark threads.
    const weave = (strength: number) =>
      pixelSource(SIZE, (x) => Math.round(128 + strength * Math.sin((x * Math.PI) / 4)));
    const held = sharesFor(weave(10), grey);
    expect(held.chroma).toBe(1);
    expect(held.luma).toBeGreaterThan(0);
    expect(held.luma).toBeLessThan(1);
    expect(leftOver(weave(10), grey, { chroma: 1, luma: 0 })).toBeGreaterThan(1);
    expect(leftOver(weave(10), grey, held)).toBeLessThan(1);
  });

  test('are a little more than all where all is not enough, and never more than helps', () => {
    const fine = pixelSource(SIZE, (x) => Math.round(128 + 60 * Math.sin((x * Math.PI) / 1.7)));
    const held = sharesFor(fine, grey);
    expect(held.luma).toBe(held.chroma);
    expect(held.luma).toBeGreaterThan(1);
    expect(leftOver(fine, grey, held)).toBeLessThan(leftOver(fine, grey, { chroma: 1, luma: 1 }));
  });

  test('are of the colours alone where luma is to change', () => {
    const weave = pixelSource(SIZE, (x) => Math.round(128 + 40 * Math.sin((x * Math.PI) / 4)));
    const only = (source: PixelSource) => {
      const { reduced, field } = guardOf(source, SCALE, grey);
      return heldShares(source, reduced, field, sRGB, 'colours');
    };
    expect(only(weave)).toEqual(NOTHING_HELD);
    expect(only(threads(60)).chroma).toBeGreaterThan(0);
    expect(only(threads(60)).luma).toBe(0);
  });

  test('does not count what is hidden under alpha', () => {
    const opaque = threads(60);
    const hidden = pixelSource({ ...SIZE, channels: 4 }, (x, y, c) =>
      c === 3 ? 0 : opaque.samples[(y * SIZE.width + x) * 3 + c],
    );
    expect(sharesFor(hidden, grey)).toEqual(NOTHING_HELD);
  });
});

describe('bringing chroma back', () => {
  const source = threads(30);

  function restored(share: number) {
    const canvas = canvasOf(source, SCALE, grey);
    const out = new Uint16Array(canvas.samples.length);
    finishRows(canvas, guardOf(source, SCALE, grey, chromaOnly(share)), SCALE, 0, canvas.height, out);
    return out;
  }

  test('leaves luma as the network made it', () => {
    const [without, all] = [restored(0), restored(1)];
    for (let i = 0; i < all.length; i += 3) {
      const luma = (s: Uint16Array) => lumaOf(s[i], s[i + 1], s[i + 2]);
      expect(Math.abs(luma(all) - luma(without))).toBeLessThan(3);
    }
  });

  test('brings colours nearer to the input with every share', () => {
    const left = [0, 0.25, 0.5, 0.75, 1].map((share) => leftOver(source, grey, chromaOnly(share)));
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect(left[4]).toBeLessThan(left[0] / 2);
  });

  test('gives the same rows in bands as at once', () => {
    const canvas = canvasOf(source, SCALE, grey);
    const guard = guardOf(source, SCALE, grey, chromaOnly(0.7));
    const banded = new Uint16Array(canvas.samples.length);
    for (const [from, to] of [
      [0, 7],
      [7, 50],
      [50, 80],
    ])
      finishRows(canvas, guard, SCALE, from, to, banded);
    expect([...banded]).toEqual([...restored(0.7)]);
  });

  test('does nothing where the result has the input’s structure', () => {
    const planes = resultPlanes(SIZE, SCALE, (x, y, c) => source.samples[(y * SIZE.width + x) * 3 + c] / 255);
    const canvas = canvasOf(source, SCALE, planes);
    const out = new Uint16Array(canvas.samples.length);
    finishRows(canvas, guardOf(source, SCALE, planes, { chroma: 1, luma: 1 }), SCALE, 0, canvas.height, out);
    for (let i = 0; i < out.length; i++) expect(Math.abs(out[i] - canvas.samples[i])).toBeLessThan(4);
  });
});
