import type { Size } from '../engine/raster.js';
import { components, meanOver } from './components.js';
import { chamfer, PIXEL } from './distance.js';

/** Half the width of the widest spur, in pixels of the working size. */
const THIN = 2.5;

/** The network's answer below which it does not see a thin part. */
const UNSEEN = 0.3;

/** The same for thin parts that run out of the picture, as joints of a floor do: stems, arms and straps are seen better. */
const UNSEEN_LEAVING = 0.62;

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
  const thin = mask.map((value, i) => (value === 1 && toCore[i] > reach ? 1 : 0));
  for (const part of components(thin, width, height, 1)) {
    const limit = part.touchesBorder && meanOver(subject, part) < UNSEEN_LEAVING ? 1 : UNSEEN;
    for (const i of part.pixels) if (subject[i] < limit) mask[i] = 0;
  }
}
