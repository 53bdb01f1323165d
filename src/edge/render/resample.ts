import { cubic } from '../../engine/network/bicubic.js';
import type { Size } from '../../engine/raster.js';

/** Samples 0..255, `[H, W, channels]`; with 2 or 4 channels the last is straight alpha. */
export interface Samples extends Size {
  channels: number;
  samples: Uint8Array;
}

/** Source positions and weights of each output position: four taps. */
interface Taps {
  at: Int32Array;
  weight: Float32Array;
}

/**
 * Centred taps of Keys' kernel (a = −0.5): output position X lies at (X + 0.5) · from / to − 0.5; beyond the border the last
 * sample repeats. The network's own skip at whole scales.
 */
function tapsOf(from: number, to: number): Taps {
  const [at, weight] = [new Int32Array(to * 4), new Float32Array(to * 4)];
  for (let x = 0; x < to; x++) {
    const centre = ((x + 0.5) * from) / to - 0.5;
    const base = Math.floor(centre) - 1;
    for (let tap = 0; tap < 4; tap++) {
      at[4 * x + tap] = Math.min(Math.max(base + tap, 0), from - 1);
      weight[4 * x + tap] = cubic(centre - base - tap);
    }
  }
  return { at, weight };
}

/**
 * Enlarge exactly, by any factor from 1: half-pixel centred, without the shift of libvips' enlargement. Colours are
 * weighted by their alpha, so that what lies under transparent pixels doesn't bleed.
 *
 * Memory beyond the result: four rows.
 *
 * @param out room for the result
 * @throws {RangeError} where the result would be smaller
 */
export function enlargeExactly(from: Samples, to: Size, out: Uint8Array): void {
  const { width, height, channels, samples } = from;
  if (to.width < width || to.height < height) throw new RangeError('this only enlarges');
  const across = tapsOf(width, to.width);
  const down = tapsOf(height, to.height);
  const hasAlpha = channels === 2 || channels === 4;
  const rowLength = to.width * channels;
  const rows = Array.from({ length: 4 }, () => ({ y: -1, values: new Float32Array(rowLength) }));
  const rowOf = (y: number): Float32Array => {
    const found = rows.find((row) => row.y === y);
    if (found) return found.values;
    // Taps of one output row lie within four source rows: what has the least number is done with.
    const oldest = rows.reduce((a, b) => (b.y < a.y ? b : a));
    oldest.y = y;
    enlargeRow(
      samples.subarray(y * width * channels, (y + 1) * width * channels),
      channels,
      hasAlpha,
      across,
      oldest.values,
    );
    return oldest.values;
  };
  for (let y = 0; y < to.height; y++) {
    const [a, b, c, d] = [0, 1, 2, 3].map((tap) => rowOf(down.at[4 * y + tap]));
    const [wa, wb, wc, wd] = down.weight.subarray(4 * y, 4 * y + 4);
    const start = y * rowLength;
    const blend = (i: number) => wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
    if (!hasAlpha) for (let i = 0; i < rowLength; i++) out[start + i] = clamped(blend(i));
    else
      for (let i = 0; i < rowLength; i += channels) {
        const alpha = Math.min(255, Math.max(0, blend(i + channels - 1)));
        for (let k = 0; k < channels - 1; k++)
          out[start + i + k] = alpha > 0 ? clamped((blend(i + k) * 255) / alpha) : 0;
        out[start + i + channels - 1] = clamped(alpha);
      }
  }
}

const clamped = (value: number) => (value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0);

function enlargeRow(
  row: Uint8Array,
  channels: number,
  hasAlpha: boolean,
  { at, weight }: Taps,
  out: Float32Array,
): void {
  const values = hasAlpha ? premultiplied(row, channels) : row;
  for (let x = 0, i = 0; i < out.length; x++)
    for (let k = 0; k < channels; k++, i++) {
      const t = 4 * x;
      out[i] =
        weight[t] * values[at[t] * channels + k] +
        weight[t + 1] * values[at[t + 1] * channels + k] +
        weight[t + 2] * values[at[t + 2] * channels + k] +
        weight[t + 3] * values[at[t + 3] * channels + k];
    }
}

function premultiplied(row: Uint8Array, channels: number): Float32Array {
  const values = Float32Array.from(row);
  for (let i = 0; i < row.length; i += channels) {
    const alpha = row[i + channels - 1] / 255;
    for (let k = 0; k < channels - 1; k++) values[i + k] *= alpha;
  }
  return values;
}
