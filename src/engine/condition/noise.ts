import type { LumaWindow } from './luma.js';

const BLOCK = 8;

/** What the fine structure of a picture's blocks says. */
export interface NoiseMeasure {
  /** Standard deviation of white noise on the 0..255 scale, 0 where there is none to be sure of. */
  sigma: number;
  /** Fine structure of the typical block, noise or texture, on the same scale: what sharpening would amplify. */
  grain: number;
}

/**
 * Noise, from the flattest tenth of the picture (J. Immerkær, "Fast noise variance estimation", 1996, per 8×8 block).
 *
 * Cautious, because taking fabric for noise erases it: blocks near black or white are left out (clipping hides their
 * noise), the flattest blocks must agree with each other, and the typical block must not hold much more than they do:
 * noise is everywhere alike, a weave is not.
 */
export function measureNoise(windows: LumaWindow[]): NoiseMeasure {
  const levels = windows.flatMap(blockLevels).sort((a, b) => a - b);
  if (levels.length < 24) return { sigma: 0, grain: 0 };
  const at = (share: number) => levels[Math.floor(share * (levels.length - 1))];
  // Of white noise the 10th percentile of such block levels is 0.76 sigma and the 2nd 0.65.
  const sigma = at(0.1) / 0.76;
  const grain = at(0.5);
  const agreement = at(0.02) / 0.65 / Math.max(sigma, 1e-6);
  const trust = ramp(agreement, 0.35, 0.75) * (1 - ramp(grain / Math.max(sigma, 1e-6), 1.3, 1.7));
  return { sigma: sigma * trust, grain };
}

/** 0 up to `from`, 1 from `to` on, straight between. */
function ramp(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

/** The level of Immerkær's operator in every block that is neither nearly black nor nearly white. */
function blockLevels(window: LumaWindow): number[] {
  const { width, height, data } = window;
  const levels: number[] = [];
  for (let top = 0; top + BLOCK <= height; top += BLOCK)
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      let energy = 0;
      let mean = 0;
      for (let y = top + 1; y < top + BLOCK - 1; y++)
        for (let x = left + 1; x < left + BLOCK - 1; x++) {
          const i = y * width + x;
          const r = operator(window, i);
          energy += r * r;
          mean += data[i];
        }
      mean /= 36;
      if (mean > 12 && mean < 243) levels.push(Math.sqrt(energy / 36) / 6);
    }
  return levels;
}

/** Immerkær's operator at a sample: the difference of two Laplacians, blind to edges and slopes. */
function operator({ width, data }: LumaWindow, i: number): number {
  const up = data[i - width - 1] - 2 * data[i - width] + data[i - width + 1];
  const here = data[i - 1] - 2 * data[i] + data[i + 1];
  const down = data[i + width - 1] - 2 * data[i + width] + data[i + width + 1];
  return up - 2 * here + down;
}
