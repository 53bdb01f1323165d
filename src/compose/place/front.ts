import { HeroshotError } from '../../engine/errors.js';
import type { Size } from '../../engine/raster.js';

/** What stays in front of a design: hands, hair, a strap. Any size in the photograph's proportions, `[H, W]`, 255 = in front. */
export interface Front extends Size {
  kept: Uint8Array;
}

/** Proportions that differ by more than this are another picture's. */
const ALIKE = 0.02;

/**
 * Refuse a mask that belongs to another picture or keeps nothing.
 *
 * @throws {HeroshotError} `bad_mask`
 */
export function checkFront(front: Front, photo: Size): void {
  const { width, height, kept } = front;
  const off = Math.abs((width / height / photo.width) * photo.height - 1);
  if (off > ALIKE && Math.abs((width * photo.height) / photo.width - height) > 1)
    throw new HeroshotError(
      'bad_mask',
      `the mask has ${width}×${height} pixels, the photo ${photo.width}×${photo.height}: their shapes differ`,
    );
  if (!kept.some((value) => value >= 128))
    throw new HeroshotError('bad_mask', 'the mask is empty: it keeps nothing in front of the design');
}

/** How much of a pixel of the photograph stays in front, 0..1, bilinear where the mask has another size. */
export function frontAt(front: Front | undefined, photo: Size): (x: number, y: number) => number {
  if (!front) return () => 0;
  const { width, height, kept } = front;
  if (width === photo.width && height === photo.height) return (x, y) => kept[y * width + x] / 255;
  const [across, down] = [width / photo.width, height / photo.height];
  return (x, y) => {
    const u = Math.min(Math.max((x + 0.5) * across - 0.5, 0), width - 1);
    const v = Math.min(Math.max((y + 0.5) * down - 0.5, 0), height - 1);
    const [left, top] = [u | 0, v | 0];
    const [right, below] = [left + 1 < width ? 1 : 0, top + 1 < height ? width : 0];
    const at = top * width + left;
    const a = kept[at] + (kept[at + right] - kept[at]) * (u - left);
    const b = kept[at + below] + (kept[at + below + right] - kept[at + below]) * (u - left);
    return (a + (b - a) * (v - top)) / 255;
  };
}
