import type { PixelSource } from '../network/planes.js';
import { CLIPPING_SHIFT, clippingBias } from './clipping.js';
import type { ReducedResult } from './reduced.js';

/** Side of a guard cell in input pixels. */
export const CELL = 4;

/** How far the result's colours are from the input's, per cell of {@link CELL}² input pixels. */
export interface GuardGrid {
  columns: number;
  rows: number;
  /** Sums of encoded differences input − result (0..1) times weight, `[rows, columns, 3]`. */
  errors: Float32Array;
  /** Sums of weights (alpha, or 1 a pixel), `[rows, columns]`. */
  weights: Float32Array;
}

/** Number of cells along a side of `pixels`. */
export const cells = (pixels: number) => Math.ceil(pixels / CELL);

/**
 * Sum up the differences between a picture and its reduced result. What noise lost by clipping is no difference: a white
 * ground under noise is darker in the mean than it is without.
 *
 * @param noise standard deviation of the noise that the network removed, 0..1 of the range
 * @param errors memory for the grid's errors: `cells(width) × cells(height) × 3`
 */
export function collectErrors(
  source: PixelSource,
  reduced: ReducedResult,
  noise = 0,
  errors: Float32Array = new Float32Array(cells(source.width) * cells(source.height) * 3),
): GuardGrid {
  const { width, height, channels, samples } = source;
  const [columns, rows] = [cells(width), cells(height)];
  errors.fill(0);
  const weights = new Float32Array(columns * rows);
  const unit = source.depth === 8 ? 1 / 255 : 1 / 65535;
  const bias = clippingBias(noise);
  const expected = (tone: number) => tone / 65535 + bias[tone >> CLIPPING_SHIFT];
  for (let y = 0, s = 0, r = 0; y < height; y++) {
    const row = Math.floor(y / CELL) * columns;
    for (let x = 0; x < width; x++, s += channels, r += 3) {
      const cell = row + (x >> 2);
      const weight = channels === 4 ? samples[s + 3] * unit : 1;
      weights[cell] += weight;
      errors[cell * 3] += (samples[s] * unit - expected(reduced[r])) * weight;
      errors[cell * 3 + 1] += (samples[s + 1] * unit - expected(reduced[r + 1])) * weight;
      errors[cell * 3 + 2] += (samples[s + 2] * unit - expected(reduced[r + 2])) * weight;
    }
  }
  return { columns, rows, errors, weights };
}
