import type { Size } from '../../engine/raster.js';

/** Bytes of a frame in planar 4:2:0. */
export const frameBytes = ({ width, height }: Size): number => (width * height * 3) / 2;

const [KR, KB] = [0.2126, 0.0722];
const KG = 1 - KR - KB;

const limited = (value: number, low: number, high: number) =>
  value < low ? low : value > high ? high : Math.round(value);

/**
 * RGB 0..255 as planar Y'CbCr 4:2:0 of limited range: ITU-R BT.709-6, items 3.2 to 3.4 (Y 16..235, Cb and Cr 16..240).
 * Colour sits beside the left one of each two columns and between two rows, where MPEG-2 and H.264 decoders expect it: it
 * is filtered by 1-2-1 across and averaged down.
 *
 * @param rgb `[H, W, 3]`; values outside 0..255 are clipped, in place
 * @param out `width × height × 1.5` bytes: Y, Cb, Cr
 */
export function toYuv420(rgb: Float32Array, { width, height }: Size, out: Uint8Array): void {
  const lumas = width * height;
  for (let i = 0, o = 0; o < lumas; i += 3, o++) {
    for (let c = i; c < i + 3; c++)
      if (rgb[c] < 0) rgb[c] = 0;
      else if (rgb[c] > 255) rgb[c] = 255;
    const y = KR * rgb[i] + KG * rgb[i + 1] + KB * rgb[i + 2];
    out[o] = limited(16 + (219 / 255) * y, 16, 235);
  }
  const [cb, cr] = [lumas, lumas + lumas / 4];
  const row = width * 3;
  for (let y = 0, o = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2, o++) {
      const here = y * row + x * 3;
      const before = x > 0 ? here - 3 : here;
      let [r, g, b] = [0, 0, 0];
      for (const down of [0, row]) {
        const [p, q, n] = [before + down, here + down, here + 3 + down];
        r += rgb[p] + 2 * rgb[q] + rgb[n];
        g += rgb[p + 1] + 2 * rgb[q + 1] + rgb[n + 1];
        b += rgb[p + 2] + 2 * rgb[q + 2] + rgb[n + 2];
      }
      [r, g, b] = [r / 8, g / 8, b / 8];
      const luma = KR * r + KG * g + KB * b;
      out[cb + o] = limited(128 + ((224 / 255) * (b - luma)) / (2 - 2 * KB), 16, 240);
      out[cr + o] = limited(128 + ((224 / 255) * (r - luma)) / (2 - 2 * KR), 16, 240);
    }
}
