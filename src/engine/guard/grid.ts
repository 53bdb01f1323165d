import type { ColourSpace } from '../colour/space.js';
import type { PixelSource } from '../network/planes.js';
import type { Tile } from '../network/tiles.js';

/** Side of a guard cell in input pixels. Tile cores start on multiples of it. */
export const CELL = 4;

/** Where the result's colours differ from the input's, per cell of {@link CELL}² input pixels. */
export interface GuardGrid {
  columns: number;
  rows: number;
  /** Sums of linear-light differences input − output, `[rows, columns, 3]`. */
  errors: Float32Array<SharedArrayBuffer>;
  /** Sums of weights (alpha, or 1 a pixel), `[rows, columns]`. */
  weights: Float32Array<SharedArrayBuffer>;
}

/** Number of cells along a side of `pixels`. */
export const cells = (pixels: number) => Math.ceil(pixels / CELL);

/**
 * Hold a tile's result against its input: the result is reduced to input size by area averaging *of its encoded values*,
 * as pictures are reduced everywhere, and both are compared in linear light at the same resolution. (Averaging the
 * enlarged picture in linear light instead would see every sharpened edge as a change of colour.)
 *
 * @param core colours of the result, `[3, scale·height, scale·width]`, 0..1
 */
export function collectErrors(
  core: Float32Array,
  source: PixelSource,
  tile: Tile,
  scale: number,
  space: ColourSpace,
  grid: GuardGrid,
): void {
  const { samples, channels } = source;
  const toTone = source.depth === 8 ? 257 : 1;
  const opaque = source.depth === 8 ? 255 : 65535;
  const wide = tile.width * scale;
  const size = wide * tile.height * scale;
  const means = new Float32Array(tile.width);
  const boxToTone = 65535 / (scale * scale);
  for (let y = 0; y < tile.height; y++) {
    const cellRow = Math.floor((tile.top + y) / CELL) * grid.columns;
    const row = ((tile.top + y) * source.width + tile.left) * channels;
    for (let c = 0; c < 3; c++) {
      const linear = space.linear[c];
      boxMeans(core, c * size + y * scale * wide, wide, scale, means);
      for (let x = 0, s = row; x < tile.width; x++, s += channels) {
        const weight = channels === 4 ? samples[s + 3] / opaque : 1;
        const cell = cellRow + ((tile.left + x) >> 2);
        const error = linear[samples[s + c] * toTone] - linear[(means[x] * boxToTone + 0.5) | 0];
        grid.errors[cell * 3 + c] += error * weight;
        if (c === 0) grid.weights[cell] += weight;
      }
    }
  }
}

/** Sums over scale×scale boxes along one row of boxes. */
function boxMeans(core: Float32Array, from: number, stride: number, scale: number, out: Float32Array): void {
  out.fill(0);
  for (let dy = 0; dy < scale; dy++)
    for (let x = 0, s = from + dy * stride; x < out.length; x++, s += scale) {
      let sum = core[s] + core[s + 1];
      if (scale === 4) sum += core[s + 2] + core[s + 3];
      out[x] += sum;
    }
}
