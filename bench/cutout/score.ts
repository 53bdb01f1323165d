import { chamfer, PIXEL } from '#heroshot/cutout/distance.js';
import type { Matte } from '#heroshot/engine/raster.js';

/** How near a matte comes to the truth. */
export interface Score {
  /** Intersection over union of both, cut at a half. */
  iou: number;
  /** Mean absolute error of alpha, 0..1, within {@link NEAR} pixels of the true edge. */
  edge: number;
}

/** Pixels on both sides of the true edge that count for its error. */
export const NEAR = 10;

/** Hold a matte against the true one of the same size. */
export function scoreOf(matte: Matte, truth: Matte): Score {
  const { width, height, alpha: true_ } = truth;
  const far = new Uint8Array(true_.length).fill(255);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const side = true_[i] > 127;
      if ((x > 0 && side !== true_[i - 1] > 127) || (y > 0 && side !== true_[i - width] > 127)) far[i] = 0;
    }
  chamfer(far, width, height);
  let [both, either, error, near] = [0, 0, 0, 0];
  for (let i = 0; i < true_.length; i++) {
    const [inTruth, inMatte] = [true_[i] > 127, matte.alpha[i] > 127];
    if (inTruth && inMatte) both++;
    if (inTruth || inMatte) either++;
    if (far[i] > NEAR * PIXEL) continue;
    error += Math.abs(true_[i] - matte.alpha[i]) / 255;
    near++;
  }
  return { iou: either === 0 ? 1 : both / either, edge: near === 0 ? 0 : error / near };
}
