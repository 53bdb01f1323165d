import { cubic } from '../../engine/network/bicubic.js';

/** Weights of one axis: output `i` is the sum of `weights[i·count + k] · input[first[i] + k]`. */
export interface Taps {
  count: number;
  first: Int32Array;
  weights: Float32Array;
}

/**
 * Put the mean of weights exactly on their centre: a kernel that was widened by a fraction misses it by up to 0.03 samples,
 * which in a moving picture is a tremble.
 */
function centred(weights: Float32Array, from: number, count: number, centre: number): void {
  let mean = 0;
  for (let k = 0; k < count; k++) mean += k * weights[from + k];
  const left = from + Math.floor(centre);
  weights[left] -= centre - mean;
  weights[left + 1] += centre - mean;
}

/**
 * Taps that read `length` samples at evenly spaced fractional positions: output `i` lies at
 * `start + (i + 0.5) · step − 0.5`. Where the step is above 1 the kernel is as much wider, so that nothing aliases. Beyond
 * the ends the last sample goes on. Keys' cubic (a = −0.5).
 */
export function tapsFor(length: number, start: number, step: number, outputs: number): Taps {
  const wide = Math.max(1, step);
  const count = Math.min(length, Math.ceil(4 * wide) + 1);
  const first = new Int32Array(outputs);
  const weights = new Float32Array(outputs * count);
  const reach = Math.ceil(2 * wide);
  for (let i = 0; i < outputs; i++) {
    const centre = start + (i + 0.5) * step - 0.5;
    const from = Math.min(Math.max(0, Math.ceil(centre - 2 * wide)), length - count);
    first[i] = from;
    let sum = 0;
    for (let j = Math.floor(centre) - reach; j <= Math.ceil(centre) + reach; j++) {
      const weight = cubic((j - centre) / wide);
      if (weight === 0) continue;
      const at = Math.min(Math.max(0, Math.min(Math.max(0, j), length - 1) - from), count - 1);
      weights[i * count + at] += weight;
      sum += weight;
    }
    for (let k = 0; k < count; k++) weights[i * count + k] /= sum;
    if (centre - 2 * wide > 0 && centre + 2 * wide < length - 1)
      centred(weights, i * count, count, centre - from);
  }
  return { count, first, weights };
}
