import { describe, expect, test } from 'vitest';
import { randomNumbers } from '../testing/pictures.js';
import { averagePlanes, type Canvas, type Core, coreOf, placeAlpha, placeColours } from './core.js';
import type { Tile } from './tiles.js';

/** A core of 4×3 in the middle of an outer tile of 9×7. */
const TILE: Tile = { left: 8, top: 4, width: 4, height: 3, outer: { left: 5, top: 2, width: 9, height: 7 } };

function newCanvas(width: number, height: number, channels: 3 | 4): Canvas {
  const samples = new Uint16Array(new SharedArrayBuffer(width * height * channels * 2)).fill(4321);
  return { width, height, channels, samples };
}

function randomPlanes(scale: number): Float32Array {
  const random = randomNumbers(3);
  return Float32Array.from({ length: 3 * 9 * 7 * scale ** 2 }, () => random());
}

/** Where a sample of the core lies in the network's result. */
function coreSample(scale: number, c: number, x: number, y: number) {
  const stride = 9 * scale;
  return c * stride * 7 * scale + (2 * scale + y) * stride + 3 * scale + x;
}

describe('core of a tile', () => {
  test.each([2, 4])('is the part of the result that belongs to it (%i×)', (scale) => {
    const planes = randomPlanes(scale);
    const canvas = newCanvas(20 * scale, 12 * scale, 3);
    placeColours(coreOf(planes, TILE, scale), TILE, scale, canvas);
    for (let y = 0; y < 3 * scale; y++)
      for (let x = 0; x < 4 * scale; x++)
        for (let c = 0; c < 3; c++)
          expect(canvas.samples[((4 * scale + y) * canvas.width + 8 * scale + x) * 3 + c]).toBe(
            Math.floor(planes[coreSample(scale, c, x, y)] * 65535 + 0.5),
          );
  });

  test('is clamped to 0..1', () => {
    const planes = Float32Array.from({ length: 36 }, (_, i) => [-0.5, 0.5, 1.5, Number.NaN][i % 4]);
    const tile = { left: 0, top: 0, width: 3, height: 1, outer: { left: 0, top: 0, width: 3, height: 1 } };
    const canvas = newCanvas(6, 2, 3);
    placeColours(coreOf(planes, tile, 2), tile, 2, canvas);
    expect(new Set(canvas.samples)).toEqual(new Set([0, 32768, 65535]));
  });
});

describe('planes of a grey picture', () => {
  test('all become their mean, in the core alone', () => {
    const planes = Float32Array.of(0.1, 0.4, -0.2, 0.5, 0.6, 0.9);
    averagePlanes({ planes, start: 1, stride: 2, planeSize: 2, width: 1, height: 1 });
    for (const [i, value] of [0.1, 0.6, -0.2, 0.6, 0.6, 0.6].entries())
      expect(planes[i]).toBeCloseTo(value, 6);
  });
});

describe('canvas', () => {
  const tile: Tile = {
    left: 1,
    top: 1,
    width: 2,
    height: 1,
    outer: { left: 0, top: 0, width: 4, height: 3 },
  };
  const planes = Float32Array.from({ length: 3 * 4 * 2 }, (_, i) => i / 24);
  const core: Core = { planes, start: 0, stride: 4, planeSize: 8, width: 4, height: 2 };

  test.each([3, 4] as const)(
    'takes colours at their place and nothing beside it (%i channels)',
    (channels) => {
      const canvas = newCanvas(8, 6, channels);
      placeColours(core, tile, 2, canvas);
      for (let y = 0; y < 6; y++)
        for (let x = 0; x < 8; x++)
          for (let c = 0; c < channels; c++) {
            const inside = x >= 2 && x < 6 && y >= 2 && y < 4 && c < 3;
            const expected = inside ? Math.round(planes[c * 8 + (y - 2) * 4 + x - 2] * 65535) : 4321;
            expect(canvas.samples[(y * 8 + x) * channels + c]).toBe(expected);
          }
    },
  );

  test('takes alpha as one value or as the mean of three planes', () => {
    const canvas = newCanvas(8, 6, 4);
    placeAlpha(1, tile, 2, canvas);
    expect(canvas.samples[(2 * 8 + 2) * 4 + 3]).toBe(65535);
    expect(canvas.samples[(2 * 8 + 2) * 4]).toBe(4321);
    placeAlpha(core, tile, 2, canvas);
    expect(canvas.samples[(3 * 8 + 5) * 4 + 3]).toBe(Math.round(((7 + 15 + 23) / 3 / 24) * 65535));
    expect(canvas.samples[(3 * 8 + 6) * 4 + 3]).toBe(4321);
  });
});
