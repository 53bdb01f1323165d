import type { Size } from '../../engine/raster.js';

/** A plane of luma, 0..255, `[H, W]`. */
export interface Luma extends Size {
  values: Float32Array;
}

/** Luma (BT.709) of RGB `[H, W, 3]`. */
export function lumaOf(rgb: Float32Array, { width, height }: Size): Luma {
  const values = new Float32Array(width * height);
  for (let i = 0, o = 0; o < values.length; i += 3, o++)
    values[o] = 0.2126 * rgb[i] + 0.7152 * rgb[i + 1] + 0.0722 * rgb[i + 2];
  return { width, height, values };
}

/** Half the size, each pixel the mean of four. */
export function halvedPlane({ width, height, values }: Luma): Luma {
  const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const out = new Float32Array(w * h);
  const at = (x: number, y: number) => values[Math.min(height - 1, y) * width + Math.min(width - 1, x)];
  for (let y = 0, o = 0; y < h; y++)
    for (let x = 0; x < w; x++, o++)
      out[o] =
        (at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1)) / 4;
  return { width: w, height: h, values: out };
}

/** The value at a place between pixels, bilinearly; the border goes on outside. */
export function sampled({ width, height, values }: Luma, x: number, y: number): number {
  const u = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
  const v = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
  const [i, j] = [Math.floor(u), Math.floor(v)];
  const [fx, fy] = [u - i, v - j];
  const at = j * width + i;
  const right = i < width - 1 ? at + 1 : at;
  const down = j < height - 1 ? width : 0;
  const top = (1 - fx) * values[at] + fx * values[right];
  return (1 - fy) * top + fy * ((1 - fx) * values[at + down] + fx * values[right + down]);
}
