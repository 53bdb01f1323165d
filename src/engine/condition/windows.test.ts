import { describe, expect, test } from 'vitest';
import { pixelSource as picture } from '../testing/pictures.js';
import { busyWindows } from './windows.js';

describe('windows for the estimate', () => {
  test.each([8, 16] as const)('of a small picture are the whole, 0..1 (%i bits)', (depth) => {
    const unit = depth === 8 ? 1 : 257;
    const small = picture(
      { width: 20, height: 17, depth },
      (x, y, c) => [10 * x, 8 * y + 4 * x, 100][c] * unit,
    );
    const { count, width, height, planes } = busyWindows(small);
    expect([count, width, height]).toEqual([1, 20, 17]);
    for (let y = 0; y < 17; y++)
      for (let x = 0; x < 20; x++) {
        expect(planes[y * 20 + x] * 255).toBeCloseTo(10 * x, 3);
        expect(planes[340 + y * 20 + x] * 255).toBeCloseTo(8 * y + 4 * x, 3);
        expect(planes[680 + y * 20 + x] * 255).toBeCloseTo(100, 3);
      }
  });

  test('lay alpha on white', () => {
    const { planes } = busyWindows(
      picture({ width: 16, height: 16, channels: 4 }, (x, _y, c) =>
        c === 3 ? [0, 51, 255][x % 3] : c === 1 ? 100 + x : 100,
      ),
    );
    expect(planes[0]).toBeCloseTo(1, 3);
    expect(planes[1]).toBeCloseTo((0.2 * 100 + 0.8 * 255) / 255, 3);
    expect(planes[2]).toBeCloseTo(100 / 255, 3);
  });

  test('are the busiest places, as many as asked for, on multiples of 8', () => {
    const stripes = picture({ width: 700, height: 500 }, (x, y) =>
      x >= 500 && y < 200 ? (x % 2) * 90 : x % 8 === 0 && y % 8 === 0 ? 200 : 100,
    );
    const { count, planes } = busyWindows(stripes, 64, 4);
    expect(count).toBe(4);
    for (let i = 0; i < 4; i++) {
      const [first, second] = [planes[i * 3 * 4096], planes[i * 3 * 4096 + 1]];
      expect(Math.abs(first - second) * 255).toBeCloseTo(90, 1);
      expect(first).toBe(0);
    }
  });

  test('are none of a flat picture, nor of one too small to judge', () => {
    expect(busyWindows(picture({ width: 300, height: 200 }, () => 80)).count).toBe(0);
    expect(busyWindows(picture({ width: 300, height: 15 }, (x) => 80 + (x % 9))).count).toBe(0);
  });

  test('fit into a long thin picture, and are bounded', () => {
    for (const [width, height] of [
      [200_000, 16],
      [16, 200_000],
    ]) {
      const windows = busyWindows(picture({ width, height }, (x, y) => 80 + ((x ^ y) & 1)));
      expect(windows.count).toBe(24);
      expect(windows.planes).toHaveLength(24 * 3 * 128 * 16);
      expect(windows.planes.every((value) => value > 79 / 255 && value < 82 / 255)).toBe(true);
    }
  });
});
