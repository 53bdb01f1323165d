import type { Fidelity } from './fidelity.js';

/** Whether a person should look at the result. `review` never stops a batch. */
export interface Verdict {
  verdict: 'pass' | 'review';
  /** What is unusual, a sentence each; empty for `pass`. */
  reasons: string[];
}

/** Bounds beyond which a person should look, a row each. ΔE2000 of 1 is about the smallest difference people see. */
const BOUNDS: [fails: (f: Fidelity) => boolean, reason: (f: Fidelity) => string][] = [
  [
    (f) => f.deltaE00.mean > 1,
    (f) => `colours differ by ΔE2000 ${f.deltaE00.mean.toFixed(2)} on average (bound 1.00)`,
  ],
  [
    (f) => f.deltaE00.p95 > 4,
    (f) => `5 % of the pixels differ by ΔE2000 ${f.deltaE00.p95.toFixed(2)} or more (bound 4.00)`,
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
export function judge(fidelity: Fidelity): Verdict {
  const reasons = BOUNDS.filter(([fails]) => fails(fidelity)).map(([, reason]) => reason(fidelity));
  return { verdict: reasons.length ? 'review' : 'pass', reasons };
}
