import { describe, expect, test } from 'vitest';
import type { Picture } from '../picture.js';
import { pixelSource } from '../testing/pictures.js';
import { lumaWindows } from './luma.js';

type Size = Parameters<typeof pixelSource>[0];
const picture = (size: Size, sample: (x: number, y: number, c: number) => number): Picture => ({
  ...pixelSource(size, sample),
  format: 'png',
  metadata: { colourName: 'sRGB', exif: {} },
  notes: [],
});

describe('luma windows', () => {
  test.each([8, 16] as const)('of a small picture are the whole, Rec. 601, 0..255 (%i bits)', (depth) => {
    const unit = depth === 8 ? 1 : 257;
    const [window, ...others] = lumaWindows(
      picture({ width: 7, height: 5, depth }, (x, y, c) => [10 * x, 20 * y, 100][c] * unit),
    );
    expect(others).toEqual([]);
    expect([window.width, window.height]).toEqual([7, 5]);
    for (let y = 0; y < 5; y++)
      for (let x = 0; x < 7; x++)
        expect(window.data[y * 7 + x]).toBeCloseTo(0.299 * 10 * x + 0.587 * 20 * y + 11.4, 3);
  });

  test('lay alpha on white', () => {
    const [{ data }] = lumaWindows(
      picture({ width: 3, height: 1, channels: 4 }, (x, _y, c) => (c === 3 ? [0, 51, 255][x] : 100)),
    );
    expect(data[0]).toBeCloseTo(255, 3);
    expect(data[1]).toBeCloseTo(0.2 * 100 + 0.8 * 255, 3);
    expect(data[2]).toBeCloseTo(100, 3);
  });

  test('of a large picture are bounded and reach from corner to corner', () => {
    const [width, height] = [1500, 1200];
    const windows = lumaWindows(picture({ width, height }, (x, y) => ((x * 7 + y * 13) % 250) + 1));
    const pixels = windows.reduce((sum, window) => sum + window.data.length, 0);
    expect(pixels).toBeLessThanOrEqual(1_640_000);
    const first = windows[0];
    const last = windows[windows.length - 1];
    expect(first.data[0]).toBeCloseTo(1, 3);
    expect(last.data[last.data.length - 1]).toBeCloseTo((((width - 1) * 7 + (height - 1) * 13) % 250) + 1, 3);
  });

  test('of a long thin picture fit into it', () => {
    for (const [width, height] of [
      [200_000, 8],
      [8, 200_000],
    ])
      for (const window of lumaWindows(picture({ width, height }, () => 80))) {
        expect(window.data).toHaveLength(window.width * window.height);
        expect(window.data.every((value) => Math.abs(value - 80) < 0.01)).toBe(true);
      }
  });
});
