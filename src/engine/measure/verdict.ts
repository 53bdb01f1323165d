import type { Condition } from '../picture.js';
import type { Fidelity } from './fidelity.js';

/** Whether a person should look at the result. `review` never stops a batch. */
export interface Verdict {
  verdict: 'pass' | 'review';
  /** What is unusual, a sentence each; empty for `pass`. */
  reasons: string[];
}

/** Measured damage that was removed, as the network was told of it. */
export type Removed = Pick<Condition, 'noise' | 'blur'>;

/**
 * What removed damage adds to the bounds of single pixels, per unit of the condition. Without its noise each pixel differs, by
 * ΔE2000 0.2 on average for each of 255 levels of σ, and half of that is granted; a sharpened one differs along
 * its edges. The means of regions are not affected.
 */
const GRANTED = { mean: { noise: 2.5, blur: 2 }, p95: { noise: 6, blur: 12 } };

const bound = (of: 'mean' | 'p95', base: number, { noise, blur }: Removed) =>
  base + GRANTED[of].noise * noise + GRANTED[of].blur * blur;
const meanBound = (removed: Removed) => bound('mean', 1, removed);
const p95Bound = (removed: Removed) => bound('p95', 4, removed);

/** Bounds beyond which a person should look, a row each. ΔE2000 of 1 is about the smallest difference people see. */
const BOUNDS: [
  fails: (f: Fidelity, removed: Removed) => boolean,
  reason: (f: Fidelity, removed: Removed) => string,
][] = [
  [
    (f, removed) => f.deltaE00.mean > meanBound(removed),
    (f, removed) =>
      `colours differ by ΔE2000 ${f.deltaE00.mean.toFixed(2)} on average (bound ${meanBound(removed).toFixed(2)})`,
  ],
  [
    (f, removed) => f.deltaE00.p95 > p95Bound(removed),
    (f, removed) =>
      `5 % of the pixels differ by ΔE2000 ${f.deltaE00.p95.toFixed(2)} or more (bound ${p95Bound(removed).toFixed(2)})`,
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

/** Judge measured fidelity. */
export function judge(fidelity: Fidelity, removed: Removed = { noise: 0, blur: 0 }): Verdict {
  const reasons = BOUNDS.filter(([fails]) => fails(fidelity, removed)).map(([, reason]) =>
    reason(fidelity, removed),
  );
  return { verdict: reasons.length ? 'review' : 'pass', reasons };
}
