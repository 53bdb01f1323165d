import type { Fidelity } from './fidelity.js';

/** Whether a person should look at the result. `review` never stops a batch. */
export interface Verdict {
  verdict: 'pass' | 'review';
  /** What is unusual, a sentence each; empty for `pass`. */
  reasons: string[];
}

/**
 * What removed noise adds to the bounds of single pixels, per unit of the condition (σ / 25): without it each differs, by
 * ΔE2000 0.2 on average for each of 255 levels that σ has. Half of that is granted; the means of regions are not affected.
 */
const OF_NOISE = { mean: 2.5, p95: 6 };

/** Bounds beyond which a person should look, a row each. ΔE2000 of 1 is about the smallest difference people see. */
const BOUNDS: [
  fails: (f: Fidelity, noise: number) => boolean,
  reason: (f: Fidelity, noise: number) => string,
][] = [
  [
    (f, noise) => f.deltaE00.mean > meanBound(noise),
    (f, noise) =>
      `colours differ by ΔE2000 ${f.deltaE00.mean.toFixed(2)} on average (bound ${meanBound(noise).toFixed(2)})`,
  ],
  [
    (f, noise) => f.deltaE00.p95 > p95Bound(noise),
    (f, noise) =>
      `5 % of the pixels differ by ΔE2000 ${f.deltaE00.p95.toFixed(2)} or more (bound ${p95Bound(noise).toFixed(2)})`,
  ],
  [
    (f) => f.regionDeltaE00.p99 > 2.5,
    (f) =>
      `the mean colour of 1 % of all regions moved by ΔE2000 ${f.regionDeltaE00.p99.toFixed(2)} or more (bound 2.50)`,
  ],
  [
    (f) => f.consistencyPsnr < 28,
    (f) => `reduced again it is only ${f.consistencyPsnr.toFixed(1)} dB near the input (bound 28)`,
  ],
  [
    (f) => f.flatAreas.share > 0.02 && f.flatAreas.kept < 0.97,
    (f) => `${((1 - f.flatAreas.kept) * 100).toFixed(1)} % of the flat areas did not stay flat (bound 3 %)`,
  ],
];

const meanBound = (noise: number) => 1 + OF_NOISE.mean * noise;
const p95Bound = (noise: number) => 4 + OF_NOISE.p95 * noise;

/**
 * Judge measured fidelity.
 *
 * @param noise the noise that was measured and removed, as the network was told of it
 */
export function judge(fidelity: Fidelity, noise = 0): Verdict {
  const reasons = BOUNDS.filter(([fails]) => fails(fidelity, noise)).map(([, reason]) =>
    reason(fidelity, noise),
  );
  return { verdict: reasons.length ? 'review' : 'pass', reasons };
}
