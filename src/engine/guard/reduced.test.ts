import { describe, expect, test } from 'vitest';
import { coreOf } from '../network/core.js';
import { planTiles, type Tile } from '../network/tiles.js';
import { newReduced, resultPlanes, wholeTile } from '../testing/guarded.js';
import { placeReduced, type ReducedResult } from './reduced.js';

/** Planes that hold a tile's core alone, placed. */
function place(planes: Float32Array, tile: Tile, scale: number, reduced: ReducedResult, width: number) {
  const alone = { ...tile, outer: tile };
  placeReduced(coreOf(planes, alone, scale), alone, scale, reduced, width);
}

describe('reduced result', () => {
  test.each([2, 4])('is the mean of each input pixel’s %i× box, as a 16-bit tone', (scale) => {
    const [width, height] = [3, 2];
    const [w, h] = [width * scale, height * scale];
    const planes = Float32Array.from({ length: 3 * w * h }, (_, i) => ((i * 37) % 101) / 100);
    const reduced = newReduced({ width, height });
    place(planes, wholeTile({ width, height }), scale, reduced, width);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < 3; c++) {
          let sum = 0;
          for (let dy = 0; dy < scale; dy++)
            for (let dx = 0; dx < scale; dx++)
              sum += planes[c * w * h + (y * scale + dy) * w + x * scale + dx];
          expect(reduced[(y * width + x) * 3 + c]).toBe(Math.round((sum / scale ** 2) * 65535));
        }
  });

  test('is the same whether placed whole or tile by tile', () => {
    const size = { width: 45, height: 38 };
    const sample = (x: number, y: number, c: number) => ((x * 31 + y * 17 + c * 7) % 100) / 100;
    const whole = newReduced(size);
    place(resultPlanes(size, 2, sample), wholeTile(size), 2, whole, size.width);
    const tiled = newReduced(size).fill(1);
    const tiles = planTiles(size.width, size.height, 4, 4, 400);
    expect(tiles.length).toBeGreaterThan(4);
    for (const tile of tiles) {
      const planes = resultPlanes(tile, 2, (x, y, c) => sample(tile.left + x, tile.top + y, c));
      place(planes, tile, 2, tiled, size.width);
    }
    expect([...tiled]).toEqual([...whole]);
  });
});
