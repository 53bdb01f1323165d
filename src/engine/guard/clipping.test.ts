import { describe, expect, test } from 'vitest';
import { normalNumbers } from '../testing/pictures.js';
import { CLIPPING_SHIFT, clippingBias } from './clipping.js';

describe('what clipping adds to the mean of noisy samples', () => {
  test('is nothing without noise', () => {
    expect(clippingBias(0).every((value) => value === 0)).toBe(true);
  });

  test('is s/√(2π) at black, as much below white, and nothing in the middle', () => {
    const bias = clippingBias(0.04);
    const most = 0.04 / Math.sqrt(2 * Math.PI);
    expect(bias[0]).toBeCloseTo(most, 5);
    expect(bias[65535 >> CLIPPING_SHIFT]).toBeCloseTo(-most, 5);
    expect(Math.abs(bias[32768 >> CLIPPING_SHIFT])).toBeLessThan(1e-6);
  });

  test.each([0.01, 0.05, 0.97, 1])('is what samples of tone %d show', (tone) => {
    const next = normalNumbers(5);
    let sum = 0;
    for (let i = 0; i < 200_000; i++) sum += Math.min(1, Math.max(0, tone + next() * 0.03));
    expect(clippingBias(0.03)[(tone * 65535) >> CLIPPING_SHIFT]).toBeCloseTo(sum / 200_000 - tone, 3);
  });
});
