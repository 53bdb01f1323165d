import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ciede2000, type Lab } from '../testing/reference-colour.js';
import { deltaE2000 } from './delta-e.js';

/** Sharma, Wu, Dalal: "The CIEDE2000 color-difference formula" (2005), table 1: two colours and their difference. */
const PUBLISHED = [
  [50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425],
  [50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615],
  [50, 2.8361, -74.02, 50, 0, -82.7485, 3.4412],
  [50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0],
  [50, -1.1848, -84.8006, 50, 0, -82.7485, 1.0],
  [50, -0.9009, -85.5211, 50, 0, -82.7485, 1.0],
  [50, 0, 0, 50, -1, 2, 2.3669],
  [50, -1, 2, 50, 0, 0, 2.3669],
  [50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792],
  [50, 2.49, -0.001, 50, -2.49, 0.001, 7.1792],
  [50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195],
  [50, 2.49, -0.001, 50, -2.49, 0.0012, 7.2195],
  [50, -0.001, 2.49, 50, 0.0009, -2.49, 4.8045],
  [50, -0.001, 2.49, 50, 0.001, -2.49, 4.8045],
  [50, -0.001, 2.49, 50, 0.0011, -2.49, 4.7461],
  [50, 2.5, 0, 50, 0, -2.5, 4.3065],
  [50, 2.5, 0, 73, 25, -18, 27.1492],
  [50, 2.5, 0, 61, -5, 29, 22.8977],
  [50, 2.5, 0, 56, -27, -3, 31.903],
  [50, 2.5, 0, 58, 24, 15, 19.4535],
  [50, 2.5, 0, 50, 3.1736, 0.5854, 1.0],
  [50, 2.5, 0, 50, 3.2972, 0, 1.0],
  [50, 2.5, 0, 50, 1.8634, 0.5757, 1.0],
  [50, 2.5, 0, 50, 3.2592, 0.335, 1.0],
  [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
  [63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.263],
  [61.2901, 3.7196, -5.3901, 61.4292, 2.248, -4.962, 1.8731],
  [35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645],
  [22.7233, 20.0904, -46.694, 23.0331, 14.973, -42.5619, 2.0373],
  [36.4612, 47.858, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146],
  [90.8027, -2.0831, 1.441, 91.1528, -1.6435, 0.0447, 1.4441],
  [90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381],
  [6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377],
  [2.0776, 0.0795, -1.135, 0.9033, -0.0636, -0.5514, 0.9082],
];

/** Lab to four decimals. */
const component = (min: number, max: number) =>
  fc.integer({ min: min * 1e4, max: max * 1e4 }).map((value) => value / 1e4);
const lab = fc.tuple(component(0, 100), component(-110, 110), component(-110, 110));

describe('CIEDE2000', () => {
  test('the table has all 34 published pairs', () => {
    expect(PUBLISHED).toHaveLength(34);
  });

  test.each(PUBLISHED)('of (%d, %d, %d) and (%d, %d, %d) is the published %d', (...row) => {
    const [L1, a1, b1, L2, a2, b2, expected] = row;
    expect(Math.abs(deltaE2000(L1, a1, b1, L2, a2, b2) - expected)).toBeLessThanOrEqual(0.00005001);
  });

  test('agrees with the formula as published over all of Lab', () => {
    fc.assert(
      fc.property(lab, lab, (one, other) => {
        // Near opposite hues the mean hue jumps; which side rounding takes is open.
        const [angle1, angle2] = [Math.atan2(one[2], one[1]), Math.atan2(other[2], other[1])];
        fc.pre(Math.abs(Math.abs(angle1 - angle2) - Math.PI) > 0.01);
        expect(deltaE2000(...one, ...other)).toBeCloseTo(ciede2000(one, other), 4);
      }),
      { numRuns: 2000 },
    );
  });

  test('is symmetric and zero for a colour and itself', () => {
    fc.assert(
      fc.property(lab, lab, (one, other) => {
        expect(deltaE2000(...one, ...other)).toBeCloseTo(deltaE2000(...other, ...one), 4);
        expect(deltaE2000(...one, ...one)).toBeLessThan(1e-5);
      }),
    );
  });

  test('is symmetric and as published for exactly opposite hues too', () => {
    const one: Lab = [50, -20, 10];
    const other: Lab = [50, 40, -20];
    expect(deltaE2000(...one, ...other)).toBeCloseTo(ciede2000(one, other), 6);
    expect(deltaE2000(...other, ...one)).toBeCloseTo(ciede2000(other, one), 6);
    expect(ciede2000(one, other)).toBeCloseTo(ciede2000(other, one), 6);
  });
});
