import { describe, expect, it } from 'vitest';
import { powerSpectrum } from './spectrum.js';

/** One window whose luma is a function of column and row. */
const window = (side: number, tone: (x: number, y: number) => number) => ({
  count: 1,
  width: side,
  height: side,
  planes: Float32Array.from({ length: 3 * side * side }, (_, i) =>
    tone((i % (side * side)) % side, Math.floor((i % (side * side)) / side)),
  ),
});

const peak = (power: Float64Array) => power.indexOf(Math.max(...power));

describe('the power spectrum', () => {
  it.each([3, 8, 16, 31])('of a wave of %i periods in 64 pixels has its peak there', (periods) => {
    const wave = (at: number) => 0.5 + 0.4 * Math.sin((2 * Math.PI * periods * at) / 64);
    for (const tone of [(x: number) => wave(x), (_: number, y: number) => wave(y)])
      expect(peak(powerSpectrum(window(128, tone), 0) as Float64Array)).toBe(periods);
  });

  it('agrees with the plain sum of the discrete Fourier transform', () => {
    const line = Array.from({ length: 64 }, (_, x) => ((x * 37) % 11) / 11);
    const mean = line.reduce((sum, value) => sum + value) / 64;
    const hann = (x: number) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (x + 0.5)) / 64);
    const power = powerSpectrum(
      window(64, (x) => line[x]),
      0,
    ) as Float64Array;
    for (const k of [1, 5, 20, 32]) {
      const [re, im] = [Math.cos, Math.sin].map((wave) =>
        line.reduce((sum, value, x) => sum + (value - mean) * hann(x) * wave((2 * Math.PI * k * x) / 64), 0),
      );
      // 32 equal lines; the columns are flat. Planes hold 32-bit numbers.
      expect(power[k] / (32 * (re ** 2 + im ** 2))).toBeCloseTo(1, 3);
    }
  });

  it('is not taken of a window below 64 pixels', () => {
    expect(
      powerSpectrum(
        window(63, () => 0),
        0,
      ),
    ).toBeUndefined();
  });
});
