import type { Size } from '../engine/raster.js';
import { chamfer, PIXEL } from './distance.js';

/** Half the width of the widest spur, in pixels of the working size. */
const THIN = 2.5;

/** The network's answer below which it does not see a thin part. */
const UNSEEN = 0.3;

/**
 * Drop thin parts that the network does not see: joints of a floor and cables run into a product and are cut out with it,
 * because they end where its colours end. What survives an opening (erosion, then dilation) is not thin.
 *
 * @param mask `[H, W]`, 1 = subject; changed in place
 * @param subject how surely the network sees each pixel as subject, 0..1
 */
export function dropSpurs(mask: Uint8Array, subject: Float32Array, { width, height }: Size): void {
  const toOutside = mask.map((value) => (value === 0 ? 0 : 255));
  chamfer(toOutside, width, height);
  const toCore = toOutside.map((distance) => (distance > THIN * PIXEL ? 0 : 255));
  chamfer(toCore, width, height);
  // A pixel more than was eroded, or corners would be rounded.
  const reach = (THIN + 1.5) * PIXEL;
  for (let i = 0; i < mask.length; i++)
    if (mask[i] === 1 && toCore[i] > reach && subject[i] < UNSEEN) mask[i] = 0;
}
