import { describe, expect, test } from 'vitest';
import { pixelSource, randomNumbers } from '../testing/pictures.js';
import { reducedRows } from './reduce.js';

/** Mean of the box around a reduced pixel, on white, 0..65535: written down without any cleverness. */
function boxMean(picture: ReturnType<typeof pixelSource>, scale: number, x: number, y: number, c: number) {
  const { samples, channels, width, depth } = picture;
  const full = depth === 8 ? 255 : 65535;
  let sum = 0;
  for (let dy = 0; dy < scale; dy++)
    for (let dx = 0; dx < scale; dx++) {
      const at = ((y * scale + dy) * width + x * scale + dx) * channels;
      const alpha = channels === 4 ? samples[at + 3] / full : 1;
      sum += (samples[at + c] / full) * alpha + 1 - alpha;
    }
  return (sum / scale ** 2) * 65535;
}

describe('reduction by area averaging', () => {
  for (const scale of [1, 2, 4])
    for (const channels of [3, 4] as const)
      for (const depth of [8, 16] as const)
        test(`is the mean of ${scale}×${scale} boxes on white (${channels} channels, ${depth} bits)`, () => {
          const random = randomNumbers(scale * 100 + channels * 10 + depth);
          const top = depth === 8 ? 256 : 65536;
          const [width, height] = [5, 6];
          const picture = pixelSource(
            { width: width * scale, height: height * scale, channels, depth },
            () => random() * top,
          );
          // Rows from the middle: what lies above must not leak in.
          const out = new Float32Array(3 * width * 3).fill(7);
          reducedRows(picture, scale, 2, 3, out);
          for (let y = 0; y < 3; y++)
            for (let x = 0; x < width; x++)
              for (let c = 0; c < 3; c++)
                expect(
                  Math.abs(out[(y * width + x) * 3 + c] - boxMean(picture, scale, x, y + 2, c)),
                ).toBeLessThan(0.05);
        });

  test('does not touch what lies behind its rows', () => {
    const picture = pixelSource({ width: 4, height: 4 }, () => 10);
    const out = new Float32Array(4 * 3 * 2).fill(-5);
    reducedRows(picture, 1, 0, 1, out);
    expect([...out.subarray(12)]).toEqual(Array(12).fill(-5));
  });
});
