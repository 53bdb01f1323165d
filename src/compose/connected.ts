import type { Box } from '../engine/raster.js';

/** A part smaller than this share of the largest is a speck, not a piece of the subject. */
const SPECK = 0.04;

interface Part {
  left: number;
  right: number;
  top: number;
  bottom: number;
  pixels: number;
}

/** Label one part of a mask, four-connected, and take it out of the mask. */
function takePart(mask: Uint8Array, width: number, height: number, start: number, stack: number[]): Part {
  const part = { left: width, right: 0, top: height, bottom: 0, pixels: 0 };
  stack.push(start);
  mask[start] = 0;
  for (let pixel = stack.pop(); pixel !== undefined; pixel = stack.pop()) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    part.pixels++;
    part.left = Math.min(part.left, x);
    part.right = Math.max(part.right, x);
    part.top = Math.min(part.top, y);
    part.bottom = Math.max(part.bottom, y);
    const near = [x > 0 ? pixel - 1 : -1, x < width - 1 ? pixel + 1 : -1, pixel - width, pixel + width];
    for (const next of near)
      if (next >= 0 && next < mask.length && mask[next] === 1) {
        mask[next] = 0;
        stack.push(next);
      }
  }
  return part;
}

/**
 * The box around the connected parts of a mask that are more than specks, and how many pixels they have.
 *
 * @param mask `[H, W]`, 1 = set; emptied on the way
 */
export function largestParts(
  mask: Uint8Array,
  width: number,
  height: number,
): (Box & { pixels: number }) | undefined {
  const parts: Part[] = [];
  const stack: number[] = [];
  for (let i = 0; i < mask.length; i++)
    if (mask[i] === 1) parts.push(takePart(mask, width, height, i, stack));
  const largest = Math.max(0, ...parts.map(({ pixels }) => pixels));
  const pieces = parts.filter(({ pixels }) => pixels >= largest * SPECK);
  if (pieces.length === 0) return undefined;
  const left = Math.min(...pieces.map((part) => part.left));
  const top = Math.min(...pieces.map((part) => part.top));
  return {
    left,
    top,
    width: Math.max(...pieces.map((part) => part.right)) + 1 - left,
    height: Math.max(...pieces.map((part) => part.bottom)) + 1 - top,
    pixels: pieces.reduce((sum, { pixels }) => sum + pixels, 0),
  };
}
