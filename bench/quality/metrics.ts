import type { RgbPicture } from '../reduce-bicubic.js';
import { boxColours, boxDeltaE } from './box-colour.js';
import { gmsd, prewitt } from './gmsd.js';
import { gradientDistance, gradientHistogram } from './gradient-histogram.js';
import { lumaPlane, planePsnr } from './plane.js';
import { ssim, ssimTruth } from './ssim.js';

/** The figures of one result, in the order of the tables. */
export const METRICS = [
  { id: 'psnr', title: 'PSNR-Y', digits: 2, better: 'more' },
  { id: 'ssim', title: 'SSIM-Y', digits: 4, better: 'more' },
  { id: 'deltaE', title: 'mean ΔE2000', digits: 2, better: 'less' },
  { id: 'deltaE99', title: 'p99 ΔE2000', digits: 2, better: 'less' },
  { id: 'gmsd', title: 'GMSD', digits: 4, better: 'less' },
  { id: 'gradients', title: 'gradient distance', digits: 2, better: 'less' },
] as const;

export type Scores = Record<(typeof METRICS)[number]['id'], number>;

/**
 * Prepare a truth; what comes back scores results of its size. Luma (BT.601, 16..235) is taken without a border of
 * `scale` pixels, as super-resolution papers do; colours are means of whole 8-pixel boxes.
 */
export function scorer(truth: RgbPicture, scale: number): (result: RgbPicture) => Scores {
  const luma = lumaPlane(truth, scale);
  const windows = ssimTruth(luma);
  const gradients = prewitt(luma);
  const histogram = gradientHistogram(luma);
  const colours = boxColours(truth);
  return (result) => {
    if (result.width !== truth.width || result.height !== truth.height)
      throw new Error(`${result.width}×${result.height} instead of ${truth.width}×${truth.height}`);
    const plane = lumaPlane(result, scale);
    const { mean, p99 } = boxDeltaE(colours, boxColours(result));
    return {
      psnr: planePsnr(luma, plane),
      ssim: ssim(windows, plane),
      deltaE: mean,
      deltaE99: p99,
      gmsd: gmsd(gradients, prewitt(plane)),
      gradients: gradientDistance(histogram, gradientHistogram(plane)),
    };
  };
}
