import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_ASKED_MS, SCHEDULE_S, waitBefore } from './schedule.js';

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the schedule of attempts', () => {
  it('is at once, then 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h', () => {
    const waits = SCHEDULE_S.map((_, i) => waitBefore(i + 1, 0, () => 0.5));
    expect(waits).toEqual([0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400].map((s) => s * 1000));
  });

  it('ends after the tenth', () => expect(waitBefore(11)).toBeUndefined());

  it('draws each wait up to a fifth longer or shorter, and leaves 0 s at 0', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), share, (attempt, drawn) => {
        const wait = waitBefore(attempt, 0, () => drawn) as number;
        const seconds = SCHEDULE_S[attempt - 1];
        expect(wait).toBeGreaterThanOrEqual(seconds * 800);
        expect(wait).toBeLessThanOrEqual(seconds * 1200);
      }),
    );
    expect(waitBefore(2, 0, () => 0)).toBe(4000);
    expect(waitBefore(2, 0, () => 0.999999)).toBe(6000);
  });

  it('waits at least as long as the endpoint asks, up to a day', () => {
    expect(waitBefore(2, 60_000, () => 0)).toBe(60_000);
    expect(waitBefore(2, 60_000, () => 0.5)).toBe(66_000);
    expect(waitBefore(2, Infinity, () => 0)).toBe(LONGEST_ASKED_MS);
  });

  it('is not hurried by an endpoint that asks for less', () => {
    expect(waitBefore(3, 1000, () => 0.5)).toBe(300_000);
  });

  it('gives no further attempt because an endpoint asks for one', () => {
    expect(waitBefore(11, 60_000)).toBeUndefined();
  });
});
