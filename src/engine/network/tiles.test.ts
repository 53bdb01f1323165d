import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MODELS } from './registry.js';
import { CORE_ALIGN, MAX_TILE_PIXELS, planTiles } from './tiles.js';

const plan = fc.record({
  width: fc.integer({ min: 1, max: 700 }),
  height: fc.integer({ min: 1, max: 700 }),
  halo: fc.integer({ min: 1, max: 24 }),
  workers: fc.integer({ min: 1, max: 16 }),
  maxPixels: fc.integer({ min: 6000, max: 120_000 }),
});

describe('tiles', () => {
  test('cover every pixel exactly once by their cores', () => {
    fc.assert(
      fc.property(plan, ({ width, height, halo, workers, maxPixels }) => {
        const covered = new Uint8Array(width * height);
        for (const tile of planTiles(width, height, halo, workers, maxPixels)) {
          expect(tile.width).toBeGreaterThan(0);
          expect(tile.height).toBeGreaterThan(0);
          expect(tile.left + tile.width).toBeLessThanOrEqual(width);
          for (let y = tile.top; y < tile.top + tile.height; y++)
            for (let x = tile.left; x < tile.left + tile.width; x++) covered[y * width + x]++;
        }
        expect(covered.every((times) => times === 1)).toBe(true);
      }),
    );
  });

  test('have the whole halo around them, cut only where the picture ends', () => {
    fc.assert(
      fc.property(plan, ({ width, height, halo, workers, maxPixels }) => {
        for (const { left, top, outer, ...tile } of planTiles(width, height, halo, workers, maxPixels)) {
          expect(outer.left).toBe(Math.max(0, left - halo));
          expect(outer.top).toBe(Math.max(0, top - halo));
          expect(outer.left + outer.width).toBe(Math.min(width, left + tile.width + halo));
          expect(outer.top + outer.height).toBe(Math.min(height, top + tile.height + halo));
        }
      }),
    );
  });

  test('are bounded in size with their halo', () => {
    fc.assert(
      fc.property(plan, ({ width, height, halo, workers, maxPixels }) => {
        for (const { outer } of planTiles(width, height, halo, workers, maxPixels))
          expect(outer.width * outer.height).toBeLessThanOrEqual(maxPixels);
      }),
    );
  });

  test.each([
    [50_000_000, 1],
    [1, 50_000_000],
    [7000, 7000],
    [24_000, 2000],
  ])('of the largest picture (%i×%i) are bounded and soon planned', (width, height) => {
    const start = performance.now();
    const tiles = planTiles(width, height, 19, 16);
    expect(performance.now() - start).toBeLessThan(2000);
    let area = 0;
    for (const tile of tiles) {
      area += tile.width * tile.height;
      if (tile.outer.width * tile.outer.height > MAX_TILE_PIXELS.float32) expect.fail('a tile is too large');
    }
    expect(area).toBe(width * height);
  });

  test('start on multiples of the alignment', () => {
    expect(CORE_ALIGN).toBe(4);
    fc.assert(
      fc.property(plan, ({ width, height, halo, workers, maxPixels }) => {
        for (const { left, top } of planTiles(width, height, halo, workers, maxPixels))
          expect([left % CORE_ALIGN, top % CORE_ALIGN]).toEqual([0, 0]);
      }),
    );
  });

  test('a small picture is one tile, whatever the workers', () => {
    for (const [width, height] of [
      [1, 1],
      [1, 300],
      [37, 37],
    ])
      expect(planTiles(width, height, 19, 16)).toHaveLength(1);
  });

  test('there is one for each worker where the picture has enough pixels', () => {
    for (const workers of [2, 3, 4, 8])
      expect(planTiles(600, 400, 19, workers).length).toBeGreaterThanOrEqual(workers);
  });

  test('a supplier’s picture in int8 is two tiles for each of two threads', () => {
    expect(planTiles(600, 800, 19, 2, MAX_TILE_PIXELS.int8)).toHaveLength(4);
  });

  test('halos cost less than as much again on a usual picture', () => {
    for (const { halo } of MODELS) {
      const outer = planTiles(800, 600, halo, 4).reduce(
        (sum, tile) => sum + tile.outer.width * tile.outer.height,
        0,
      );
      expect(outer).toBeLessThan(2 * 800 * 600);
    }
  });
});
