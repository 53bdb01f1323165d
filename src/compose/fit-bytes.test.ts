import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBytes } from './fit-bytes.js';

const quality = fc.integer({ min: 1, max: 100 });

test('finds the highest quality that fits, in at most eight encodings, or the smallest file that it may make', async () => {
  await fc.assert(
    fc.asyncProperty(quality, quality, fc.integer({ min: 1, max: 12_000 }), async (wanted, floor, limit) => {
      let encodings = 0;
      const sizeAt = (at: number) => 10 + at * at;
      const result = await fitBytes(
        async (at) => {
          encodings++;
          return new Uint8Array(sizeAt(at));
        },
        wanted,
        floor,
        limit,
      );
      expect(encodings).toBeLessThanOrEqual(8);
      const lowest = Math.min(floor, wanted);
      if (sizeAt(lowest) > limit) expect(result).toMatchObject({ fits: false, quality: lowest });
      else {
        expect(result.fits).toBe(true);
        expect(result.bytes.byteLength).toBeLessThanOrEqual(limit);
        if (result.quality < wanted) expect(sizeAt(result.quality + 1)).toBeGreaterThan(limit);
      }
    }),
  );
});
