import { describe, expect, test } from 'vitest';
import type { Fidelity } from './fidelity.js';
import { judge } from './verdict.js';

/** Fidelity that lies on every bound. */
const BOUND: Fidelity = {
  deltaE00: { mean: 1, p95: 4, max: 40 },
  regionDeltaE00: { mean: 2, p99: 2.5, max: 40 },
  consistencyPsnr: 28,
  flatAreas: { share: 0.5, kept: 0.97 },
};

describe('verdict', () => {
  test('a result on every bound passes without reasons', () => {
    expect(judge(BOUND)).toEqual({ verdict: 'pass', reasons: [] });
  });

  test.each<[string, Partial<Fidelity>, RegExp]>([
    ['mean ΔE2000', { deltaE00: { ...BOUND.deltaE00, mean: 1.01 } }, /ΔE2000 1\.01 on average/],
    ['p95 of ΔE2000', { deltaE00: { ...BOUND.deltaE00, p95: 4.02 } }, /5 %.*4\.02/],
    ['p99 of the regions', { regionDeltaE00: { ...BOUND.regionDeltaE00, p99: 2.51 } }, /regions.*2\.51/],
    ['consistency', { consistencyPsnr: 27.9 }, /27\.9 dB/],
    ['flat areas', { flatAreas: { share: 0.5, kept: 0.96 } }, /4\.0 % of the flat areas/],
  ])('a result beyond the bound of %s is for a person to review, with the reason', (_name, part, reason) => {
    const { verdict, reasons } = judge({ ...BOUND, ...part });
    expect(verdict).toBe('review');
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(reason);
  });

  test('lost flat areas do not count where there were hardly any', () => {
    expect(judge({ ...BOUND, flatAreas: { share: 0.02, kept: 0 } }).verdict).toBe('pass');
  });

  test('every broken bound is a reason', () => {
    const worst: Fidelity = {
      deltaE00: { mean: 9, p95: 9, max: 9 },
      regionDeltaE00: { mean: 9, p99: 9, max: 9 },
      consistencyPsnr: 9,
      flatAreas: { share: 1, kept: 0 },
    };
    expect(judge(worst).reasons).toHaveLength(5);
  });

  test('what removing measured noise or blur changes is granted to pixels, not to regions', () => {
    const changed = { ...BOUND, deltaE00: { ...BOUND.deltaE00, mean: 1.4, p95: 5 } };
    expect(judge(changed).verdict).toBe('review');
    expect(judge(changed, { noise: 0.2, blur: 0 }).verdict).toBe('pass');
    expect(judge(changed, { noise: 0, blur: 0.3 }).verdict).toBe('pass');
    const region = { ...BOUND, regionDeltaE00: { ...BOUND.regionDeltaE00, p99: 2.6 } };
    expect(judge(region, { noise: 0.7, blur: 0.7 }).verdict).toBe('review');
  });
});
