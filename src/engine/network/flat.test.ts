import { describe, expect, it } from 'vitest';
import { coreOf } from './core.js';
import { FLAT_RADIUS, keepFlat } from './flat.js';
import { MODELS } from './registry.js';
import { planTiles } from './tiles.js';

const SCALE = 2;

/**
 * A picture through tiles: what the network made is 0.5 everywhere, what was kept flat is the input.
 *
 * @returns for each input pixel whether its block is the input's colour; a block is never half of it
 */
function kept(
  width: number,
  height: number,
  colour: (x: number, y: number) => number,
  maxPixels = 1e6,
  halo = 19,
) {
  const flat: boolean[] = [];
  for (const tile of planTiles(width, height, halo, 1, maxPixels)) {
    const { outer } = tile;
    const planes = new Float32Array(3 * outer.width * outer.height);
    for (let plane = 0; plane < 3; plane++)
      for (let y = 0; y < outer.height; y++)
        for (let x = 0; x < outer.width; x++)
          planes[(plane * outer.height + y) * outer.width + x] =
            colour(outer.left + x, outer.top + y) + plane / 10;
    const result = new Float32Array(planes.length * SCALE ** 2).fill(0.5);
    const core = coreOf(result, tile, SCALE);
    keepFlat(planes, tile, core, SCALE);
    for (let y = 0; y < tile.height; y++)
      for (let x = 0; x < tile.width; x++) {
        const values = [0, 1, 2].flatMap((plane) =>
          [0, 1].flatMap((dy) =>
            [0, 1].map(
              (dx) =>
                result[
                  core.start + plane * core.planeSize + (y * SCALE + dy) * core.stride + x * SCALE + dx
                ] -
                plane / 10,
            ),
          ),
        );
        const wanted = colour(tile.left + x, tile.top + y);
        const same = values.every((value) => Math.abs(value - wanted) < 1e-6);
        expect(
          same || values.every((value, i) => Math.abs(value + Math.floor(i / 4) / 10 - 0.5) < 1e-6),
        ).toBe(true);
        flat[(tile.top + y) * width + tile.left + x] = same;
      }
  }
  return flat;
}

describe('flat areas', () => {
  it('stay exactly what they are, to the picture’s border', () => {
    expect(kept(40, 30, () => 0.25).every(Boolean)).toBe(true);
    expect(kept(1, 1, () => 0.25)).toEqual([true]);
    expect(kept(3, 50, () => 0.25).every(Boolean)).toBe(true);
  });

  it('end a radius before anything else', () => {
    const flat = kept(60, 50, (x, y) => (x === 30 && y === 20 ? 0.75 : 0.25));
    for (let y = 0; y < 50; y++)
      for (let x = 0; x < 60; x++)
        expect(flat[y * 60 + x]).toBe(Math.abs(x - 30) > FLAT_RADIUS || Math.abs(y - 20) > FLAT_RADIUS);
  });

  it('are not the insides of a JPEG’s blocks', () => {
    const flat = kept(64, 64, (x, y) => 0.1 + (Math.floor(x / 8) + Math.floor(y / 8)) / 100);
    expect(flat.some(Boolean)).toBe(false);
  });

  it('are the same whatever tiles the picture is cut into', () => {
    const colour = (x: number, y: number) => (Math.hypot(x - 50, y - 45) < 20 ? 0.75 : 0.25);
    const whole = kept(130, 110, colour);
    expect(kept(130, 110, colour, 4000)).toEqual(whole);
    expect(kept(130, 110, colour, 1500, 7)).toEqual(whole);
    expect(whole.filter(Boolean).length).toBeGreaterThan(5000);
  });

  it('need no more halo than every network has', () => {
    for (const { halo } of MODELS) expect(halo).toBeGreaterThanOrEqual(FLAT_RADIUS);
  });
});
