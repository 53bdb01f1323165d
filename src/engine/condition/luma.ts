import type { Picture } from '../picture.js';

/** A part of a picture's luma (Rec. 601, 0..255), row by row. */
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
export function lumaWindows(picture: Picture): LumaWindow[] {
  const { width, height } = picture;
  if (width * height <= WHOLE) return [readWindow(picture, 0, 0, width, height)];
  const windows: LumaWindow[] = [];
  const w = Math.min(WINDOW, width);
  const h = Math.min(WINDOW, height);
  for (let row = 0; row < GRID; row++)
    for (let column = 0; column < GRID; column++) {
      const left = Math.round(((width - w) * column) / (GRID - 1) / 8) * 8;
      const top = Math.round(((height - h) * row) / (GRID - 1) / 8) * 8;
      windows.push(readWindow(picture, Math.min(left, width - w), Math.min(top, height - h), w, h));
    }
  return windows;
}

function readWindow(picture: Picture, left: number, top: number, width: number, height: number): LumaWindow {
  const { samples, channels } = picture;
  const unit = picture.depth === 8 ? 1 : 1 / 257;
  const data = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    let s = ((top + y) * picture.width + left) * channels;
    for (let x = 0; x < width; x++, at++, s += channels) {
      let value = (0.299 * samples[s] + 0.587 * samples[s + 1] + 0.114 * samples[s + 2]) * unit;
      if (channels === 4) {
        const alpha = (samples[s + 3] * unit) / 255;
        value = value * alpha + 255 * (1 - alpha);
      }
      data[at] = value;
    }
  }
  return { width, height, data };
}
