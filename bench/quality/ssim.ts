import type { Plane } from './plane.js';

/** Side of the window. */
const SIDE = 11;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** 11 samples of a Gaussian, σ 1.5, sum 1. */
const WINDOW = (() => {
  const raw = Float64Array.from({ length: SIDE }, (_, i) => Math.exp(-((i - 5) ** 2) / (2 * 1.5 ** 2)));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((weight) => weight / sum);
})();

/** Gaussian mean of a product `a·b` (of `a` alone without `b`) at every place where the window fits. */
function windowMeans(a: Plane, b?: Plane): Float64Array {
  const { width, height } = a;
  const inner = width - SIDE + 1;
  const [w0, w1, w2, w3, w4, w5] = WINDOW;
  const rows = new Float64Array(inner * height);
  const product = new Float64Array(width);
  for (let y = 0, at = 0; y < height; y++) {
    const start = y * width;
    for (let x = 0; x < width; x++) product[x] = a.data[start + x] * (b ? b.data[start + x] : 1);
    // Written out because it is most of the bench's own time; the window is symmetric.
    for (let x = 0; x < inner; x++)
      rows[at++] =
        w0 * (product[x] + product[x + 10]) +
        w1 * (product[x + 1] + product[x + 9]) +
        w2 * (product[x + 2] + product[x + 8]) +
        w3 * (product[x + 3] + product[x + 7]) +
        w4 * (product[x + 4] + product[x + 6]) +
        w5 * product[x + 5];
  }
  const out = new Float64Array(inner * (height - SIDE + 1));
  for (let y = 0, at = 0; y <= height - SIDE; y++, at += inner)
    for (let k = 0; k < SIDE; k++) {
      const weight = WINDOW[k];
      const start = (y + k) * inner;
      for (let x = 0; x < inner; x++) out[at + x] += weight * rows[start + x];
    }
  return out;
}

/** A truth with its window statistics, which every result is held against. */
export interface SsimTruth {
  plane: Plane;
  means: Float64Array;
  squares: Float64Array;
}

/** Statistics of a truth of at least 11×11 samples. */
export const ssimTruth = (plane: Plane): SsimTruth => ({
  plane,
  means: windowMeans(plane),
  squares: windowMeans(plane, plane),
});

/**
 * Mean structural similarity, 1 for equal planes (Wang, Bovik, Sheikh, Simoncelli: "Image quality assessment: from error
 * visibility to structural similarity", 2004): 11×11 Gaussian window of σ 1.5, K1 = 0.01, K2 = 0.03, peak 255, only
 * where the window fits.
 */
export function ssim({ plane, means, squares }: SsimTruth, result: Plane): number {
  const own = windowMeans(result);
  const ownSquares = windowMeans(result, result);
  const products = windowMeans(plane, result);
  let sum = 0;
  for (let i = 0; i < own.length; i++) {
    const both = own[i] * means[i];
    const powers = own[i] * own[i] + means[i] * means[i];
    const variances = squares[i] + ownSquares[i] - powers;
    sum += ((2 * both + C1) * (2 * (products[i] - both) + C2)) / ((powers + C1) * (variances + C2));
  }
  return sum / own.length;
}
