import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPassing, isPassingStatus, waitBefore } from './retry.js';

const plan = { retries: 3, base: 500, longest: 60_000 };
const NOW = Date.parse('2026-01-01T00:00:00Z');
const wait = (attempt: number, retryAfter?: string, random = 1) =>
  waitBefore(attempt, plan, retryAfter, NOW, () => random);

describe('retries', () => {
  it('wait twice as long each time, then give up', () => {
    expect([1, 2, 3, 4].map((attempt) => wait(attempt))).toEqual([500, 1000, 2000, undefined]);
  });

  it('are spread, so that many do not come back together', () => {
    expect(wait(2, undefined, 0.25)).toBe(250);
  });

  it('wait as long as the server asks, in seconds or until a date', () => {
    expect(wait(1, '7')).toBe(7000);
    expect(wait(1, 'Thu, 01 Jan 2026 00:00:30 GMT')).toBe(30_000);
    expect(wait(1, 'Wed, 31 Dec 2025 00:00:00 GMT', 0)).toBe(0);
    expect(wait(1, 'soon')).toBe(500);
  });

  it('do not wait for a server that asks for an hour', () => {
    expect(wait(1, '3600')).toBeUndefined();
  });

  it('never wait longer than the plan says, whatever the header', () => {
    fc.assert(
      fc.property(
        fc.nat(6),
        fc.string(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, header, random) => {
          const milliseconds = wait(attempt + 1, header, random) ?? 0;
          expect(milliseconds).toBeGreaterThanOrEqual(0);
          expect(milliseconds).toBeLessThanOrEqual(plan.longest);
        },
      ),
    );
  });

  it('are for faults that pass', () => {
    expect([429, 408, 500, 503].every(isPassingStatus)).toBe(true);
    expect([400, 401, 403, 404, 410].some(isPassingStatus)).toBe(false);
    const broken = Object.assign(new Error('x'), { code: 'ECONNRESET' });
    expect(isPassing(new AggregateError([broken]))).toBe(true);
    expect(isPassing(Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }))).toBe(false);
    expect(isPassing(undefined)).toBe(false);
  });
});
