import { CELL, type GuardGrid } from './grid.js';

/** Standard deviation of the guard's low-pass, in cells: 2 cells are 8 input pixels, the size of a JPEG block. */
const SIGMA = 2;

/** What the guard adds to the result's encoded values (0..1). */
export interface GuardField {
  columns: number;
  rows: number;
  /** `[rows, columns, 3]` at the centres of the cells. */
  values: Float32Array;
  /** Largest and mean absolute value. */
  max: number;
  mean: number;
}

function gaussian(sigma: number): Float64Array {
  const radius = Math.ceil(3 * sigma);
  return Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
}

/** Separable Gaussian over `[rows, columns, channels]`; beyond the border there is nothing (weights are blurred alike). */
function blur(data: Float32Array, rows: number, columns: number, channels: number): void {
  const kernel = gaussian(SIGMA);
  const radius = (kernel.length - 1) / 2;
  const width = columns * channels;
  const margin = radius * channels;
  const line = new Float32Array(width + 2 * margin);
  for (let start = 0; start < data.length; start += width) {
    line.set(data.subarray(start, start + width), margin);
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (let k = 0, at = i; k < kernel.length; k++, at += channels) sum += line[at] * kernel[k];
      data[start + i] = sum;
    }
  }
  const before = data.slice();
  const sums = new Float64Array(width);
  for (let y = 0; y < rows; y++) {
    sums.fill(0);
    for (let row = Math.max(0, y - radius); row <= Math.min(rows - 1, y + radius); row++) {
      const weight = kernel[row - y + radius];
      for (let i = 0, at = row * width; i < width; i++, at++) sums[i] += before[at] * weight;
    }
    data.set(sums, y * width);
  }
}

/**
 * What is missing from the result's low frequencies: back-projection of the mean colour of every region.
 * JPEG blocks and noise average out, so the damage that the network removed does not come back.
 *
 * The difference of each cell's mean colours, blurred by a Gaussian with normalised convolution. Encoded values are
 * compared, not linear light: `docs/decisions/0004-guard.md` has the measurements. Overwrites the grid.
 */
export function guardField({ columns, rows, errors, weights }: GuardGrid): GuardField {
  blur(errors, rows, columns, 3);
  blur(weights, rows, columns, 1);
  let max = 0;
  let sum = 0;
  for (let i = 0; i < errors.length; i++) {
    const weight = weights[Math.floor(i / 3)];
    errors[i] = weight > 1e-3 ? errors[i] / weight : 0;
    const size = Math.abs(errors[i]);
    if (size > max) max = size;
    sum += size;
  }
  return { columns, rows, values: errors, max, mean: sum / errors.length };
}

/**
 * The field along one row, bilinear between cell centres.
 *
 * @param y position in input pixels; the first pixel's centre is 0.5
 * @param out filled with `[columns, 3]`
 */
export function fieldRow(field: GuardField, y: number, out: Float32Array): void {
  const position = Math.min(Math.max(y / CELL - 0.5, 0), field.rows - 1);
  const top = Math.min(Math.floor(position), Math.max(0, field.rows - 2));
  const part = field.rows > 1 ? position - top : 0;
  const size = field.columns * 3;
  const below = field.rows > 1 ? size : 0;
  for (let i = 0, s = top * size; i < size; i++, s++)
    out[i] = field.values[s] + (field.values[s + below] - field.values[s]) * part;
}
