import { describe, expect, it } from 'vitest';
import type { Raster } from '../../engine/raster.js';
import { drawn, product } from '../testing/drawn.js';
import { whiteBorderShare } from './border.js';

describe('the white border', () => {
  it('is whole around a product on white', () => {
    expect(whiteBorderShare(product({ width: 90, height: 70 }))).toBe(1);
  });

  it('is none where white is one tone less', () => {
    expect(whiteBorderShare(product({ width: 90, height: 70, backdrop: [255, 255, 254] }))).toBe(0);
  });

  it('counts every pixel of the outermost hundredth once', () => {
    const upperHalf = drawn(300, 200, (_, y) => (y < 100 ? [255, 255, 255] : [0, 0, 0]));
    expect(whiteBorderShare(upperHalf)).toBe(0.5);
    const oneSide = drawn(300, 200, (x) => (x < 2 ? [0, 0, 0] : [255, 255, 255]));
    // Two columns of 200 in a ring of 2 · 2 · (300 + 196) pixels.
    expect(whiteBorderShare(oneSide)).toBeCloseTo(1 - 400 / (4 * 496), 10);
  });

  it('is white where nothing is, and not where something can be seen through', () => {
    const clear = (alpha: number): Raster => ({
      width: 3,
      height: 3,
      channels: 4,
      samples: new Uint8Array(36).map((_, i) => (i % 4 === 3 ? alpha : 0)),
    });
    expect(whiteBorderShare(clear(0))).toBe(1);
    expect(whiteBorderShare(clear(1))).toBe(0);
  });

  it.each([
    [1, 1],
    [1, 9],
    [2, 3],
  ])('of a picture of %i×%i is all of it', (width, height) => {
    expect(whiteBorderShare(drawn(width, height, () => [255, 255, 255]))).toBe(1);
  });
});
