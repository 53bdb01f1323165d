import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pixels } from '../../engine/master.js';
import { allocateSamples } from '../../engine/picture.js';
import { fillLevels, fillRows, halvingsFor, levelSizes, MOST_TEXELS, type Texture } from './texture.js';

const side = fc.integer({ min: 1, max: 65_535 });

/** A texture with room for its levels, filled from a design. */
function textureOf(pixels: Pixels, halvings: number): Texture {
  const box = { left: 0, top: 0, width: pixels.width, height: pixels.height };
  const levels = levelSizes(pixels, halvings).map((size) => ({
    ...size,
    texels: new Uint16Array(new SharedArrayBuffer(size.width * size.height * 8)),
  }));
  const texture = { box, halvings, levels };
  fillRows({ pixels }, texture, undefined, 0, levels[0].height);
  fillLevels(texture);
  return texture;
}

describe('a texture', () => {
  test('fits into its memory, however large the design, and is no coarser than that takes', () => {
    fc.assert(
      fc.property(side, side, fc.integer({ min: 0, max: 6 }), (width, height, needed) => {
        const halvings = halvingsFor({ width, height }, needed);
        expect(halvings).toBeGreaterThanOrEqual(needed);
        const texels = (times: number) => (width * height) / 4 ** times;
        expect(texels(halvings)).toBeLessThanOrEqual(MOST_TEXELS);
        if (halvings > needed) expect(texels(halvings - 1)).toBeGreaterThan(MOST_TEXELS);
      }),
    );
  });

  test('takes for all its levels hardly more than a third on top of the finest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 64, max: 65_535 }),
        fc.integer({ min: 64, max: 65_535 }),
        (width, height) => {
          const levels = levelSizes({ width, height }, halvingsFor({ width, height }, 0));
          const sum = levels.reduce((texels, level) => texels + level.width * level.height, 0);
          // Sides are rounded up: a row and a column more at each level.
          expect(sum).toBeLessThan(
            (4 / 3) * levels[0].width * levels[0].height + 4 * (levels[0].width + levels[0].height),
          );
        },
      ),
    );
  });

  test.each([0, 1, 2])(
    'halved %i times keeps the design’s mean of premultiplied light on every level',
    (halvings) => {
      const [width, height] = [32, 16];
      const samples = allocateSamples(width * height * 4, 8);
      for (let i = 0; i < samples.length; i++) samples[i] = (i * 37 + (i >> 5) * 11) % 256;
      const { levels } = textureOf({ width, height, channels: 4, depth: 8, samples }, halvings);
      const mean = (level: Texture['levels'][number], c: number) => {
        let sum = 0;
        for (let i = c; i < level.texels.length; i += 4) sum += level.texels[i];
        return (sum * 4) / level.texels.length;
      };
      let alpha = 0;
      for (let i = 3; i < samples.length; i += 4) alpha += (samples[i] * 257 * 4) / samples.length;
      expect(mean(levels[0], 3)).toBeCloseTo(alpha, -1);
      for (const level of levels.slice(1, 3))
        for (const c of [0, 1, 2, 3]) expect(Math.abs(mean(level, c) - mean(levels[0], c))).toBeLessThan(2);
    },
  );
});
