import { describe, expect, it } from 'vitest';
import { enlargeBicubic } from '../../engine/network/bicubic.js';
import { noisePicture } from '../../engine/testing/pictures.js';
import { enlargeExactly } from './resample.js';

const enlarge = (
  samples: Uint8Array,
  width: number,
  height: number,
  channels: number,
  to: [number, number],
) => {
  const out = new Uint8Array(to[0] * to[1] * channels);
  enlargeExactly({ width, height, channels, samples }, { width: to[0], height: to[1] }, out);
  return out;
};

describe('exact enlargement', () => {
  it.each([2, 4])('at %i× is the network’s own bicubic, rounded', (scale) => {
    const { width, height, samples } = noisePicture(13, 9);
    const planes = new Float32Array(3 * width * height);
    for (let i = 0; i < planes.length; i++)
      planes[i] = samples[(i % (width * height)) * 3 + Math.floor(i / (width * height))];
    const expected = enlargeBicubic(planes, 3, height, width, scale);
    const size = width * height * scale ** 2;
    const made = enlarge(samples as Uint8Array, width, height, 3, [width * scale, height * scale]);
    for (let i = 0; i < made.length; i++) {
      const exact = Math.min(255, Math.max(0, expected[(i % 3) * size + Math.floor(i / 3)]));
      expect(Math.abs(made[i] - exact)).toBeLessThanOrEqual(0.51);
    }
  });

  it('is centred: a symmetric picture stays symmetric at any factor', () => {
    const row = Uint8Array.from([10, 80, 200, 80, 10]);
    for (const length of [5, 7, 8, 13, 31]) {
      const made = enlarge(row, 5, 1, 1, [length, 3]);
      expect([...made].reverse()).toEqual([...made]);
    }
  });

  it('at 1× changes nothing, and keeps flat colours flat', () => {
    const { width, height, samples } = noisePicture(8, 8, 3, 2);
    expect(enlarge(samples as Uint8Array, width, height, 3, [8, 8])).toEqual(Uint8Array.from(samples));
    expect(new Set(enlarge(new Uint8Array(75).fill(137), 5, 5, 3, [17, 9]))).toEqual(new Set([137]));
  });

  it('lets nothing bleed from under transparent pixels', () => {
    // Opaque red beside transparent green.
    const made = enlarge(Uint8Array.from([200, 0, 0, 255, 0, 255, 0, 0]), 2, 1, 4, [8, 1]);
    for (let i = 0; i < made.length; i += 4) {
      expect(made[i + 1]).toBe(0);
      if (made[i + 3] > 0) expect(made[i]).toBeGreaterThan(198);
    }
    expect(made[3]).toBe(255);
    expect(made.at(-1)).toBe(0);
  });

  it('refuses to reduce', () => {
    expect(() => enlarge(new Uint8Array(12), 2, 2, 3, [1, 2])).toThrow(RangeError);
  });
});
