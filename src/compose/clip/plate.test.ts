import { describe, expect, test } from 'vitest';
import type { Box, Raster } from '../../engine/raster.js';
import { plateOf } from './plate.js';

/** A photograph `[H, W, 3]` of a dark subject before a plain or a striped ground. */
function photo(width: number, height: number, subject: Box, plain: boolean): Raster {
  const samples = new Uint8Array(width * height * 3);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i += 3) {
      const inside =
        x >= subject.left &&
        x < subject.left + subject.width &&
        y >= subject.top &&
        y < subject.top + subject.height;
      samples.fill(inside ? 40 : plain ? 240 : 120 + 100 * Math.sin(x / 5) * Math.cos(y / 9), i, i + 3);
    }
  return { width, height, channels: 3, samples };
}
const tall = { width: 108, height: 192 };
const framed = (master: Raster, subject: Box, frame = tall) =>
  plateOf({ master, subject, frame, density: 1, shape: 'frame' });

describe('a plate', () => {
  test('gives a subject room before a plain backdrop, which is continued', async () => {
    const subject = { left: 10, top: 60, width: 280, height: 180 };
    const { plate, plain, subject: found } = await framed(photo(300, 300, subject, true), subject);
    expect(plain).toBe(true);
    expect(found?.width).toBeLessThan(0.88 * plate.width);
    expect(found?.width).toBeGreaterThan(0.82 * plate.width);
    expect(plate.samples.subarray(0, 3)).toEqual(Uint8Array.of(240, 240, 240));
  });

  test('does not let a subject float that the photograph itself cuts', async () => {
    const subject = { left: 60, top: 160, width: 180, height: 140 };
    const { plate } = await framed(photo(300, 300, subject, true), subject);
    const foot = ((plate.height - 1) * plate.width + (plate.width >> 1)) * 3;
    expect(plate.samples[foot]).toBeLessThan(60);
  });

  test('cuts a little of a subject that the border cuts already rather than continuing the scene', async () => {
    const subject = { left: 30, top: 60, width: 150, height: 240 };
    const scene = photo(200, 300, subject, false);
    const { plate, plain, subject: found } = await framed(scene, subject);
    expect(plain).toBe(false);
    // All of the photograph's height, nothing blurred above or below: its stripes are there to the last row.
    const row = (y: number) => plate.samples.subarray(y * plate.width * 3, (y + 1) * plate.width * 3);
    expect(Math.max(...row(0)) - Math.min(...row(0))).toBeGreaterThan(150);
    expect(found?.width).toBeGreaterThan(0.7 * plate.width);
  });

  test('never cuts a subject that stands free in a scene', async () => {
    const subject = { left: 40, top: 10, width: 120, height: 280 };
    const square = { width: 108, height: 108 };
    const { subject: found, plate } = await framed(photo(200, 300, subject, false), subject, square);
    expect(found?.height).toBeLessThanOrEqual(plate.height);
    expect(Math.abs((found?.height ?? 0) / (found?.width ?? 1) - 280 / 120)).toBeLessThan(0.15);
  });

  test('keeps a scene’s subject whole where the shape would take too much of it', async () => {
    const subject = { left: 10, top: 40, width: 280, height: 120 };
    const { subject: found, plate } = await framed(photo(300, 200, subject, false), subject);
    expect(found?.width).toBeGreaterThan(0.9 * plate.width);
    expect((found?.height ?? 0) / (found?.width ?? 1)).toBeCloseTo(120 / 280, 1);
  });
});
