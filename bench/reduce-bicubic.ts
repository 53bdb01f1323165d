import { cubic } from '#heroshot/engine/network/bicubic.js';

/** An 8-bit RGB picture `[height, width, 3]`. */
export interface RgbPicture {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Weights of one output sample: `weights[k]` belongs to input sample `from + k`; they sum to 1. */
interface Taps {
  from: number;
  weights: number[];
}

/** Keys' kernel stretched by the factor, cut at the border and brought back to a sum of 1. */
function taps(centre: number, factor: number, length: number): Taps {
  const from = Math.max(0, Math.ceil(centre - 2 * factor));
  const to = Math.min(length - 1, Math.floor(centre + 2 * factor));
  const weights = Array.from({ length: to - from + 1 }, (_, i) => cubic((from + i - centre) / factor));
  const sum = weights.reduce((a, b) => a + b, 0);
  return { from, weights: weights.map((w) => w / sum) };
}

/**
 * Reduce to any smaller size with a centred, antialiased bicubic (Keys a = −0.5 stretched by the factor, as Pillow and
 * MATLAB do). The whole input maps to the whole output, so the factor may be a fraction and may differ by axis.
 *
 * @param sourceWidth columns that count; further ones are left out, likewise `sourceHeight`
 */
export function resizeBicubic(
  picture: RgbPicture,
  width: number,
  height: number,
  sourceWidth = picture.width,
  sourceHeight = picture.height,
): RgbPicture {
  const [across, down] = [sourceWidth / width, sourceHeight / height];
  const { data: source, width: stride } = picture;
  const row = width * 3;
  const narrow = new Float32Array(row * sourceHeight);
  const columns = Array.from({ length: width }, (_, x) =>
    taps((x + 0.5) * across - 0.5, across, sourceWidth),
  );
  for (let y = 0, at = 0; y < sourceHeight; y++)
    for (const { from, weights } of columns) {
      let [r, g, b] = [0, 0, 0];
      let s = (y * stride + from) * 3;
      for (let k = 0; k < weights.length; k++) {
        const weight = weights[k];
        r += weight * source[s++];
        g += weight * source[s++];
        b += weight * source[s++];
      }
      narrow[at++] = r;
      narrow[at++] = g;
      narrow[at++] = b;
    }
  const data = new Uint8ClampedArray(row * height);
  for (let y = 0; y < height; y++) {
    const { from, weights } = taps((y + 0.5) * down - 0.5, down, sourceHeight);
    for (let i = 0; i < row; i++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * narrow[(from + k) * row + i];
      data[y * row + i] = sum;
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}

/**
 * Reduce by a whole factor with a centred, antialiased bicubic: how the field makes its test inputs. Columns and rows
 * beyond a multiple of the factor are left out.
 */
export function reduceBicubic(picture: RgbPicture, factor: number): RgbPicture {
  const width = Math.floor(picture.width / factor);
  const height = Math.floor(picture.height / factor);
  return resizeBicubic(picture, width, height, width * factor, height * factor);
}
