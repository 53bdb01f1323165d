import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Histogram } from './histogram.js';

const values = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 300 });

function histogramOf(numbers: number[]): Histogram {
  const histogram = new Histogram();
  for (const number of numbers) histogram.add(number);
  return histogram;
}

describe('histogram', () => {
  test('without values has mean, maximum and percentile 0', () => {
    const empty = new Histogram();
    expect([empty.mean, empty.max, empty.percentile(0.95)]).toEqual([0, 0, 0]);
  });

  test('keeps mean and maximum exactly, also beyond its range', () => {
    fc.assert(
      fc.property(values, (numbers) => {
        const histogram = histogramOf(numbers);
        expect(histogram.mean).toBeCloseTo(numbers.reduce((a, b) => a + b, 0) / numbers.length, 9);
        expect(histogram.max).toBe(Math.max(...numbers));
      }),
    );
  });

  test('percentiles are within a step of the sorted values', () => {
    const inRange = fc.array(fc.double({ min: 0, max: 39.9, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(inRange, fc.constantFrom(0.5, 0.95, 0.99, 1), (numbers, share) => {
        const sorted = numbers.toSorted((a, b) => a - b);
        const expected = sorted[Math.ceil(share * sorted.length - 1e-9) - 1];
        expect(Math.abs(histogramOf(numbers).percentile(share) - expected)).toBeLessThanOrEqual(0.0101);
      }),
    );
  });

  test('merged parts are the whole', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const merged = histogramOf(one);
        merged.merge(structuredClone({ ...histogramOf(other) }));
        const whole = histogramOf([...one, ...other]);
        expect(merged.counts.every((count, bin) => count === whole.counts[bin])).toBe(true);
        expect(merged.count).toBe(whole.count);
        expect(merged.max).toBe(whole.max);
        expect(merged.mean).toBeCloseTo(whole.mean, 9);
      }),
    );
  });
});
