import type { RgbPicture } from './reduce-bicubic.js';

/** Y (BT.601, 16..235) of the pixel whose red sample is `data[i]`. */
export const luma = (data: Uint8Array, i: number) =>
  16 + (65.481 * data[i] + 128.553 * data[i + 1] + 24.966 * data[i + 2]) / 255;

/** PSNR of Y (BT.601, 16..235) in dB without a border, as super-resolution papers measure it. */
export function psnrY(a: RgbPicture, b: RgbPicture, border: number): number {
  let squares = 0;
  let count = 0;
  for (let y = border; y < a.height - border; y++)
    for (let x = border; x < a.width - border; x++) {
      const i = (y * a.width + x) * 3;
      squares += (luma(a.data, i) - luma(b.data, i)) ** 2;
      count++;
    }
  return 10 * Math.log10(255 ** 2 / (squares / count));
}
