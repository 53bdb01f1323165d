import type { Box } from '../engine/raster.js';
import type { Canvas } from './canvas.js';

/** How white a file's background is once decoded: every sample 255 or not. */
export interface Whiteness {
  /** Pixels that were pure white before encoding. */
  pixels: number;
  /** How many of them are pure white after decoding. */
  exact: number;
  /** Lowest sample among them: a codec rings into the white beside an edge. */
  lowest: number;
  /** Lowest sample among those away from edges: in coding blocks that were white altogether. */
  lowestClear: number;
  /** Lowest sample among those on the outermost rows and columns. */
  lowestBorder: number;
}

/** Add what a block of the canvas shows to the sum. */
function addBlock(sum: Whiteness, canvas: Canvas, decoded: Uint8Array, block: Box): void {
  const { width, height, samples, channels } = canvas;
  let [pixels, exact, lowest] = [0, 0, 255];
  for (let y = block.top; y < block.top + block.height; y++) {
    let pixel = y * width + block.left;
    for (const end = pixel + block.width; pixel < end; pixel++) {
      const at = pixel * channels;
      if ((samples[at] & samples[at + 1] & samples[at + 2]) !== 255) continue;
      pixels++;
      const to = pixel * 3;
      if ((decoded[to] & decoded[to + 1] & decoded[to + 2]) === 255) {
        exact++;
        continue;
      }
      const tone = Math.min(decoded[to], decoded[to + 1], decoded[to + 2]);
      lowest = Math.min(lowest, tone);
      const x = pixel - y * width;
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1)
        sum.lowestBorder = Math.min(sum.lowestBorder, tone);
    }
  }
  sum.pixels += pixels;
  sum.exact += exact;
  sum.lowest = Math.min(sum.lowest, lowest);
  if (pixels === block.width * block.height) sum.lowestClear = Math.min(sum.lowestClear, lowest);
}

/**
 * Hold a decoded file against the canvas that it was encoded from.
 *
 * @param decoded `[H, W, 3]`
 * @param side of the coding blocks, in pixels: within one a codec spreads an edge's error
 */
export function whitenessOf(canvas: Canvas, decoded: Uint8Array, side: number): Whiteness {
  const { width, height } = canvas;
  const sum = { pixels: 0, exact: 0, lowest: 255, lowestClear: 255, lowestBorder: 255 };
  for (let top = 0; top < height; top += side)
    for (let left = 0; left < width; left += side)
      addBlock(sum, canvas, decoded, {
        left,
        top,
        width: Math.min(side, width - left),
        height: Math.min(side, height - top),
      });
  return sum;
}
