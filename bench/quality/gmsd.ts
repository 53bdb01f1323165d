import type { Plane } from './plane.js';

/** The constant of the paper, for luma 0..255. */
const T = 170;

/** Luma 0..255 at half size: means of 2×2 samples, every second one, as in the authors' code. */
function halved({ width, height, data }: Plane): Plane {
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
  const out = new Float64Array(w * h);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const i = 2 * y * width + 2 * x;
      const mean = (data[i] + data[i + 1] + data[i + width] + data[i + width + 1]) / 4;
      out[y * w + x] = ((mean - 16) * 255) / 219;
    }
  return { width: w, height: h, data: out };
}

/**
 * Gradient magnitude by the Prewitt operator (weights of a third) at every inner sample of the halved luma, for
 * {@link gmsd}.
 *
 * @param luma Y 16..235
 */
export function prewitt(luma: Plane): Float64Array {
  const { width, height, data } = halved(luma);
  const out = new Float64Array((width - 2) * (height - 2));
  for (let y = 1, at = 0; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const above = i - width;
      const below = i + width;
      const left = data[above - 1] + data[i - 1] + data[below - 1];
      const right = data[above + 1] + data[i + 1] + data[below + 1];
      const top = data[above - 1] + data[above] + data[above + 1];
      const bottom = data[below - 1] + data[below] + data[below + 1];
      const across = (left - right) / 3;
      const down = (top - bottom) / 3;
      out[at++] = Math.sqrt(across * across + down * down);
    }
  return out;
}

/**
 * Gradient magnitude similarity deviation: the standard deviation of (2·m·n + T) / (m² + n² + T) over the picture; 0 for
 * equal pictures, larger where structure differs unevenly (Xue, Zhang, Mou, Bovik: "Gradient magnitude similarity
 * deviation: a highly efficient perceptual image quality index", 2014).
 *
 * @param truth gradient magnitudes by {@link prewitt}, likewise `result`
 */
export function gmsd(truth: Float64Array, result: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < truth.length; i++) {
    const m = truth[i];
    const n = result[i];
    // Held against 1, near which most values lie: the sums keep their digits.
    const similarity = (2 * m * n + T) / (m * m + n * n + T) - 1;
    sum += similarity;
    squares += similarity * similarity;
  }
  const mean = sum / truth.length;
  return Math.sqrt(Math.max(0, squares / truth.length - mean * mean));
}
