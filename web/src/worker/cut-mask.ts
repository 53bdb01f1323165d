import { planeAround } from '../../../src/compose/border-plane.js';

/** Distance from the backdrop, of 255, at which a pixel is subject, at least. */
const DISTANCE = 14;

/**
 * What a small copy shows in front of its backdrop: everything that can't be reached from the border over pixels of the backdrop, so
 * that white parts of a product stay.
 *
 * @param samples `[H, W, 3]`
 * @returns `[H, W]`, 255 = subject
 */
export function cutMask(samples: Uint8Array, width: number, height: number): Uint8Array {
  const { colours, spread } = planeAround(samples, width, height);
  const limit = Math.max(DISTANCE, 4 * spread);
  const isBackdrop = (pixel: number) => {
    for (let at = pixel * 3; at < pixel * 3 + 3; at++)
      if (Math.abs((samples[at] ?? 0) - (colours[at] ?? 0)) > limit) return false;
    return true;
  };
  const mask = new Uint8Array(width * height).fill(255);
  const stack: number[] = [];
  const visit = (x: number, y: number) => {
    const pixel = y * width + x;
    if (x < 0 || y < 0 || x >= width || y >= height || mask[pixel] === 0 || !isBackdrop(pixel)) return;
    mask[pixel] = 0;
    stack.push(pixel);
  };
  for (let x = 0; x < width; x++) for (const y of [0, height - 1]) visit(x, y);
  for (let y = 0; y < height; y++) for (const x of [0, width - 1]) visit(x, y);
  for (let pixel = stack.pop(); pixel !== undefined; pixel = stack.pop()) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    visit(x - 1, y);
    visit(x + 1, y);
    visit(x, y - 1);
    visit(x, y + 1);
  }
  return mask;
}
