import type { LumaWindow } from './luma.js';

/**
 * Standard deviation of the noise on the 0..255 scale, from the flattest tenth of the picture.
 *
 * Immerkær's operator (J. Immerkær, "Fast noise variance estimation", 1996) per 8×8 block. Blocks near black or white
 * are left out: clipping hides their noise. Where every block is textured no flat area speaks for the noise, so the
 * flattest tenth must also agree with each other, otherwise the estimate falls towards 0.
 */
export function estimateNoise(windows: LumaWindow[]): number {
  const levels: number[] = [];
  for (const { width, height, data } of windows)
    for (let top = 0; top + 8 <= height; top += 8)
      for (let left = 0; left + 8 <= width; left += 8) {
        let energy = 0;
        let mean = 0;
        for (let y = top + 1; y < top + 7; y++)
          for (let x = left + 1; x < left + 7; x++) {
            const i = y * width + x;
            const up = data[i - width - 1] - 2 * data[i - width] + data[i - width + 1];
            const here = data[i - 1] - 2 * data[i] + data[i + 1];
            const down = data[i + width - 1] - 2 * data[i + width] + data[i + width + 1];
            const r = up - 2 * here + down;
            energy += r * r;
            mean += data[i];
          }
        mean /= 36;
        if (mean > 12 && mean < 243) levels.push(Math.sqrt(energy / 36) / 6);
      }
  if (levels.length < 24) return 0;
  levels.sort((a, b) => a - b);
  const at = (share: number) => levels[Math.floor(share * (levels.length - 1))];
  // Of white noise the 10th percentile of such block values is 0.76 sigma and the 2nd 0.65.
  const sigma = at(0.1) / 0.76;
  const spread = at(0.02) / 0.65 / Math.max(sigma, 1e-6);
  return sigma * Math.min(1, Math.max(0, (spread - 0.35) / 0.4));
}
