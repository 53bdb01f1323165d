import type { Picture } from '../picture.js';

/** Weights of R, G and B: Rec. 601 luma, and green alone, whose noise is that of one sensor channel. */
export const LUMA = [0.299, 0.587, 0.114] as const;
export const GREEN = [0, 1, 0] as const;
type Weights = readonly [number, number, number];

/** A part of a picture's luma or green (0..255), row by row. */
export interface LumaWindow {
  width: number;
  height: number;
  data: Float32Array;
}

const WHOLE = 1_500_000;
const WINDOW = 320;
const GRID = 4;

/**
 * The luma on which damage is measured: the whole picture up to 1.5 megapixels, else 16 windows spread over it, so that
 * time and memory stay bounded. Corners lie on multiples of 8 to keep the JPEG grid. Alpha is laid on white.
 */
export function lumaWindows(picture: Picture, weights: Weights = LUMA): LumaWindow[] {
  const { width, height } = picture;
  if (width * height <= WHOLE) return [readWindow(picture, weights, 0, 0, width, height)];
  const windows: LumaWindow[] = [];
  const w = Math.min(WINDOW, width);
  const h = Math.min(WINDOW, height);
  for (let row = 0; row < GRID; row++)
    for (let column = 0; column < GRID; column++) {
      const left = Math.round(((width - w) * column) / (GRID - 1) / 8) * 8;
      const top = Math.round(((height - h) * row) / (GRID - 1) / 8) * 8;
      windows.push(readWindow(picture, weights, Math.min(left, width - w), Math.min(top, height - h), w, h));
    }
  return windows;
}

function readWindow(
  picture: Picture,
  [red, green, blue]: Weights,
  left: number,
  top: number,
  width: number,
  height: number,
): LumaWindow {
  const { samples, channels } = picture;
  const unit = picture.depth === 8 ? 1 : 1 / 257;
  const data = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    let s = ((top + y) * picture.width + left) * channels;
    for (let x = 0; x < width; x++, at++, s += channels) {
      let value = (red * samples[s] + green * samples[s + 1] + blue * samples[s + 2]) * unit;
      if (channels === 4) {
        const alpha = (samples[s + 3] * unit) / 255;
        value = value * alpha + 255 * (1 - alpha);
      }
      data[at] = value;
    }
  }
  return { width, height, data };
}
