import type { Raster } from '../../engine/raster.js';

/** Depth of the border that is looked at, as a share of the shorter side. */
const DEPTH = 0.01;

/**
 * The share of the border's pixels that are exactly 255, 255, 255, in full resolution; fully see-through ones are white on
 * a white page. The border is the outermost hundredth of the shorter side, one pixel at least.
 */
export function whiteBorderShare(picture: Raster): number {
  const { width, height } = picture;
  const depth = Math.max(1, Math.round(Math.min(width, height) * DEPTH));
  let white = 0;
  let count = 0;
  const look = (y: number, from: number, to: number) => {
    white += whitePixels(picture, y, from, to);
    count += to - from;
  };
  for (let y = 0; y < height; y++) {
    if (y < depth || y >= height - depth || width <= 2 * depth) {
      look(y, 0, width);
      continue;
    }
    look(y, 0, depth);
    look(y, width - depth, width);
  }
  return white / count;
}

function whitePixels({ width, channels, samples }: Raster, y: number, from: number, to: number): number {
  let white = 0;
  for (let x = from, s = (y * width + from) * channels; x < to; x++, s += channels)
    if (
      (samples[s] === 255 && samples[s + 1] === 255 && samples[s + 2] === 255) ||
      (channels === 4 && samples[s + 3] === 0)
    )
      white++;
  return white;
}
