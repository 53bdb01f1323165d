import { beforeAll, describe, expect, test } from 'vitest';
import { NETWORKS } from '../testing/networks.js';
import { noisePicture } from '../testing/pictures.js';
import { coreOf } from './core.js';
import { colourPlanes, type PixelSource } from './planes.js';
import { readWeights } from './registry.js';
import { loadNetwork, type Network } from './session.js';
import { planTiles, type Tile } from './tiles.js';

const CONDITION = { compression: 0.5, noise: 0.3, blur: 0.2 };

/** What the network makes of a picture by these tiles: `[3, scale·H, scale·W]`. */
async function byTiles(network: Network, source: PixelSource, tiles: Tile[], scale: number) {
  const whole = new Float32Array(3 * source.width * source.height * scale ** 2).fill(-9);
  for (const tile of tiles) {
    const { width, height } = tile.outer;
    const planes = new Float32Array(3 * width * height);
    const result = new Float32Array(planes.length * scale ** 2);
    colourPlanes(source, tile, planes);
    await network.run(planes, height, width, CONDITION, result, scale);
    const core = coreOf(result, tile, scale);
    const [w, h, stride] = [core.width, core.height, source.width * scale];
    for (let c = 0; c < 3; c++)
      for (let y = 0; y < h; y++) {
        const from = core.start + c * core.planeSize + y * core.stride;
        const row = result.subarray(from, from + w);
        whole.set(row, (c * source.height * scale + tile.top * scale + y) * stride + tile.left * scale);
      }
  }
  return whole;
}

const farthest = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

const inOne = ({ width, height }: PixelSource, halo: number) =>
  planTiles(width, height, halo, 1, Number.MAX_SAFE_INTEGER);

describe.each(NETWORKS)('tiles of $id', (model) => {
  const { halo, scale } = model;
  let network: Network;
  beforeAll(async () => {
    network = await loadNetwork(await readWeights(model), 'cpu');
  });

  test.each([
    [61, 64, 4],
    [90, 47, 6],
    [1, 120, 2],
    [130, 3, 4],
    [14, 9, 4],
  ])('give the same picture as the whole at once (%i×%i)', async (width, height, workers) => {
    const source = noisePicture(width, height);
    const whole = await byTiles(network, source, inOne(source, halo), scale);
    // Planned for tiles smaller than the picture, whether or not that pays.
    const tiles = planTiles(width, height, halo, workers, 2600);
    const tiled = await byTiles(network, source, tiles, scale);
    expect(farthest(tiled, whole)).toBeLessThan(1e-4);
  });

  test('would not with half the halo', async () => {
    const source = noisePicture(61, 64);
    const whole = await byTiles(network, source, inOne(source, halo), scale);
    const tiles = planTiles(61, 64, Math.floor(halo / 2), 4, 2600);
    expect(tiles.length).toBeGreaterThan(1);
    const tiled = await byTiles(network, source, tiles, scale);
    expect(farthest(tiled, whole)).toBeGreaterThan(1e-4);
  });
});
