import type { Plane } from './resample.js';

/** Standard deviation of noise above which it is texture, which noise would not look like. */
const MOST = 6;

/** A number −1..1 that belongs to a pixel, the same in every run (a mix of 32-bit hashes, after Murmur3's finaliser). */
function hashed(x: number, y: number): number {
  let h = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1;
}

/**
 * Noise like a plate's own, for pixels that had to be filled; without it they are as smooth as nothing around them. Its
 * strength is the median absolute Laplacian of the green plane around the hole (Immerkær 1996, by the median).
 */
export function grain({ width, height, samples }: Plane, hole: Uint8Array): (x: number, y: number) => number {
  const counts = new Uint32Array(1024);
  let total = 0;
  const green = (i: number) => samples[3 * i + 1];
  for (let y = 1; y < height - 1; y += 3)
    for (let x = 1; x < width - 1; x += 3) {
      const i = y * width + x;
      if (hole[i] > 0) continue;
      const around = green(i - 1) + green(i + 1) + green(i - width) + green(i + width);
      counts[Math.min(1023, Math.abs(around - 4 * green(i)))]++;
      total++;
    }
  let rest = total / 2;
  const median = counts.findIndex((count) => {
    rest -= count;
    return rest <= 0;
  });
  // A Laplacian of white noise has √20 times its deviation; a median of |x| is 0.6745 deviations.
  const sigma = Math.min(MOST, median / 0.6745 / Math.sqrt(20));
  // Three hashes sum to a bell with a deviation of 1. Half a level of dither keeps smooth fills from showing steps.
  const dither = sigma > 0 ? 0.5 : 0;
  return (x, y) => {
    const bell = hashed(x, y) + hashed(x + 7919, y) + hashed(x, y + 104729);
    return sigma * bell + dither * hashed(x + 31, y + 17);
  };
}
