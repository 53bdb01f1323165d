import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { decoded } from '../src/engine/testing/decoded.js';
import { productScene } from '../src/engine/testing/pictures.js';
import { createEngine, MODELS } from '../src/index.js';

const engine = createEngine({ threads: 2 });
afterAll(() => engine.close());

const shared = MODELS.filter(({ scale, networkScale }) => scale === 2 && networkScale === 4);

// While the registry has no weights of 2×, its 2× is the 4× network's.
describe.runIf(shared.length > 0)('2×', () => {
  test('is the 4× result reduced by exact 2×2 area averaging', async () => {
    const [width, height] = [61, 46];
    const file = await sharp(productScene(width, height), { raw: { width, height, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    const [small, large] = await Promise.all(
      ([2, 4] as const).map(async (scale) =>
        decoded((await engine.enhance(file, { scale, guard: false })).bytes),
      ),
    );
    let farthest = 0;
    for (let y = 0; y < small.height; y++)
      for (let x = 0; x < small.width; x++)
        for (let c = 0; c < 3; c++) {
          const at = (dx: number, dy: number) =>
            large.samples[((2 * y + dy) * large.width + 2 * x + dx) * 3 + c];
          const mean = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
          farthest = Math.max(farthest, Math.abs(small.samples[(y * small.width + x) * 3 + c] - mean));
        }
    // 16-bit samples: each result is rounded once.
    expect(farthest * 65535).toBeLessThan(1.01);
  });
});
