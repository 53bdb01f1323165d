import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colourSpace } from '../colour/space.js';
import { labOf, type Rgb, SRGB } from '../testing/reference-colour.js';
import { toLab } from './lab.js';

function lab(...rgb: Rgb): number[] {
  const out = new Float32Array(3);
  const [r, g, b] = rgb.map((value) => Math.round(value * 65535));
  toLab(colourSpace(undefined), r, g, b, out, 0);
  return [...out];
}

describe('Lab of sRGB colours', () => {
  test.each<[string, Rgb, number[]]>([
    ['white', [1, 1, 1], [100, 0, 0]],
    ['black', [0, 0, 0], [0, 0, 0]],
    ['red', [1, 0, 0], [53.24, 80.09, 67.2]],
    ['green', [0, 1, 0], [87.73, -86.18, 83.18]],
    ['blue', [0, 0, 1], [32.3, 79.19, -107.86]],
    ['mid grey', [119 / 255, 119 / 255, 119 / 255], [50.03, 0, 0]],
    ['a dark tone on the linear part', [5 / 255, 5 / 255, 5 / 255], [1.37, 0, 0]],
  ])('%s is where it is published', (_name, rgb, expected) => {
    for (const [i, value] of lab(...rgb).entries()) expect(Math.abs(value - expected[i])).toBeLessThan(0.02);
  });

  test('the table is as good as the formula: within 0.01 of every component', () => {
    const tone = fc.integer({ min: 0, max: 65535 }).map((code) => code / 65535);
    fc.assert(
      fc.property(tone, tone, tone, (...rgb) => {
        const exact = labOf(SRGB, rgb);
        for (const [i, value] of lab(...rgb).entries()) expect(Math.abs(value - exact[i])).toBeLessThan(0.01);
      }),
      { numRuns: 1000 },
    );
  });

  test('is written where it is asked to be', () => {
    const out = new Float32Array(6).fill(-1);
    toLab(colourSpace(undefined), 65535, 65535, 65535, out, 3);
    expect([...out.subarray(0, 3)]).toEqual([-1, -1, -1]);
    expect(out[3]).toBeCloseTo(100, 2);
  });
});
