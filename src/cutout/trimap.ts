import type { Matte } from '../engine/raster.js';
import { chamfer, PIXEL } from './distance.js';

/** Values of a trimap. */
export const [BACKGROUND, UNKNOWN, SUBJECT] = [0, 1, 2];

/**
 * Which pixels of a matte are certain: opaque or transparent, and further than `band` pixels from its half-transparent
 * contour. 3 bytes a pixel of the matte.
 *
 * @returns `[H, W]` of {@link BACKGROUND}, {@link UNKNOWN}, {@link SUBJECT}
 */
export function trimap({ alpha, width, height }: Matte, band: number): Uint8Array {
  const toOutside = alpha.map((value) => (value < 128 ? 0 : 255));
  chamfer(toOutside, width, height);
  const toInside = alpha.map((value) => (value < 128 ? 255 : 0));
  chamfer(toInside, width, height);
  const limit = band * PIXEL;
  return alpha.map((value, i) => {
    if (value >= 128) return value >= 250 && toOutside[i] > limit ? SUBJECT : UNKNOWN;
    return value <= 5 && toInside[i] > limit ? BACKGROUND : UNKNOWN;
  });
}
