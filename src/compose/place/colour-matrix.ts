import { multiply } from '../../engine/colour/rgb-space.js';
import { colourSpace } from '../../engine/colour/space.js';
import { inverse, type Matrix } from './homography.js';

/**
 * Linear RGB of one profile to linear RGB of another, 3×3 row by row; `undefined` where they are the same space.
 *
 * Both by way of XYZ: relative colorimetric, as profiles of the matrix kind define it.
 */
export function colourMatrix(from: Uint8Array | undefined, to: Uint8Array | undefined): number[] | undefined {
  const back = inverse(colourSpace(to).toXyz as unknown as Matrix);
  const product = multiply(back, colourSpace(from).toXyz);
  // Two makers' sRGB profiles differ in the fourth digit.
  const same = product.every((value, i) => Math.abs(value - (i % 4 === 0 ? 1 : 0)) < 2e-3);
  return same ? undefined : product;
}
