import type { RgbPicture } from '../reduce-bicubic.js';

/** Weights of a sampled Gaussian out to four standard deviations; they sum to 1. The middle one is the centre. */
export function gaussianWeights(sigma: number): Float64Array {
  const radius = Math.max(1, Math.ceil(4 * sigma));
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** Convolve every row of `[height, row]` samples that lie `step` apart; beyond the border the last sample repeats. */
function convolveRows(
  data: ArrayLike<number>,
  row: number,
  step: number,
  weights: Float64Array,
): Float32Array {
  const radius = (weights.length - 1) / 2;
  const out = new Float32Array(data.length);
  const padded = new Float32Array(row + 2 * radius * step);
  for (let start = 0; start < data.length; start += row) {
    for (let i = 0; i < padded.length; i++) {
      const at = i - radius * step;
      const inside = at < 0 ? i % step : at >= row ? row - step + (at % step) : at;
      padded[i] = data[start + inside];
    }
    for (let i = 0; i < row; i++) {
      let sum = 0;
      for (let k = 0, s = i; k < weights.length; k++, s += step) sum += weights[k] * padded[s];
      out[start + i] = sum;
    }
  }
  return out;
}

function convolveColumns(data: Float32Array, row: number, weights: Float64Array): Uint8Array {
  const radius = (weights.length - 1) / 2;
  const last = data.length / row - 1;
  const out = new Uint8ClampedArray(data.length);
  const sums = new Float64Array(row);
  for (let y = 0; y <= last; y++) {
    sums.fill(0);
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k];
      const start = Math.min(Math.max(y + k - radius, 0), last) * row;
      for (let i = 0; i < row; i++) sums[i] += weight * data[start + i];
    }
    out.set(sums, y * row);
  }
  return new Uint8Array(out.buffer);
}

/**
 * Blur by a true Gaussian, rounded to 8 bits once. (sharp's `blur` cuts its kernel where it falls below a fifth of its
 * peak, which leaves a deviation about a sixth smaller than asked.)
 *
 * @param sigma standard deviation in the picture's own pixels
 */
export function gaussianBlur({ width, height, data }: RgbPicture, sigma: number): RgbPicture {
  const weights = gaussianWeights(sigma);
  const rows = convolveRows(data, width * 3, 3, weights);
  return { width, height, data: convolveColumns(rows, width * 3, weights) };
}
