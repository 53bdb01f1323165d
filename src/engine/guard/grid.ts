import type { PixelSource } from '../network/planes.js';
import type { Tile } from '../network/tiles.js';

/** Side of a guard cell in input pixels. Tile cores start on multiples of it. */
export const CELL = 4;

/** Colours of input and result per cell of {@link CELL}² input pixels. */
export interface GuardGrid {
  columns: number;
  rows: number;
  /** Sums of encoded colours 0..1 times weight, `[rows, columns, 3]`. */
  input: Float32Array<SharedArrayBuffer>;
  result: Float32Array<SharedArrayBuffer>;
  /** Sums of weights (alpha, or 1 a pixel), `[rows, columns]`. */
  weights: Float32Array<SharedArrayBuffer>;
}

/** Number of cells along a side of `pixels`. */
export const cells = (pixels: number) => Math.ceil(pixels / CELL);

/**
 * Add a tile to the grid.
 *
 * @param core colours of the result, `[3, scale·height, scale·width]`, 0..1
 */
export function collectColours(
  core: Float32Array,
  source: PixelSource,
  tile: Tile,
  scale: number,
  grid: GuardGrid,
): void {
  const { samples, channels } = source;
  const full = source.depth === 8 ? 255 : 65535;
  const wide = tile.width * scale;
  const size = wide * tile.height * scale;
  const sums = new Float32Array(tile.width);
  const perSample = 1 / (scale * scale);
  for (let y = 0; y < tile.height; y++) {
    const cellRow = Math.floor((tile.top + y) / CELL) * grid.columns;
    const row = ((tile.top + y) * source.width + tile.left) * channels;
    for (let c = 0; c < 3; c++) {
      boxSums(core, c * size + y * scale * wide, wide, scale, sums);
      for (let x = 0, s = row; x < tile.width; x++, s += channels) {
        const weight = channels === 4 ? samples[s + 3] / full : 1;
        const cell = cellRow + ((tile.left + x) >> 2);
        grid.input[cell * 3 + c] += (samples[s + c] / full) * weight;
        grid.result[cell * 3 + c] += sums[x] * perSample * weight;
        if (c === 0) grid.weights[cell] += weight;
      }
    }
  }
}

/** Sums over scale×scale boxes along one row of boxes; scale is 2 or 4. */
function boxSums(core: Float32Array, from: number, stride: number, scale: number, out: Float32Array): void {
  out.fill(0);
  for (let dy = 0; dy < scale; dy++)
    for (let x = 0, s = from + dy * stride; x < out.length; x++, s += scale) {
      let sum = core[s] + core[s + 1];
      if (scale === 4) sum += core[s + 2] + core[s + 3];
      out[x] += sum;
    }
}
