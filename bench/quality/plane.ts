import { luma } from '../psnr.js';
import type { RgbPicture } from '../reduce-bicubic.js';

/** Samples `[height, width]` of one kind. */
export interface Plane {
  width: number;
  height: number;
  data: Float64Array;
}

/** Y (BT.601, 16..235) of a picture without a border of `border` pixels. */
export function lumaPlane(picture: RgbPicture, border: number): Plane {
  const width = picture.width - 2 * border;
  const height = picture.height - 2 * border;
  const data = new Float64Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    let i = ((y + border) * picture.width + border) * 3;
    for (let x = 0; x < width; x++, i += 3) data[at++] = luma(picture.data, i);
  }
  return { width, height, data };
}

/** PSNR of two planes in dB, peak 255. */
export function planePsnr(a: Plane, b: Plane): number {
  let squares = 0;
  for (let i = 0; i < a.data.length; i++) squares += (a.data[i] - b.data[i]) ** 2;
  return 10 * Math.log10(255 ** 2 / (squares / a.data.length));
}
