import { describe, expect, test } from 'vitest';
import { pixelSource } from '../testing/pictures.js';
import { bleedColours } from './bleed.js';

const pixel = (samples: ArrayLike<number>, width: number, x: number, y: number) =>
  Array.from({ length: 4 }, (_, c) => samples[(y * width + x) * 4 + c]);

describe('colours under alpha 0', () => {
  test.each([8, 16] as const)('become their visible neighbours’, alpha stays 0 (%i bits)', (depth) => {
    const full = depth === 8 ? 255 : 65535;
    const colour = [200, 90, 30].map((tone) => tone * (depth === 8 ? 1 : 257));
    const seen = (x: number, y: number) => Math.hypot(x - 10, y - 8) < 5;
    const { samples } = pixelSource({ width: 23, height: 17, channels: 4, depth }, (x, y, c) =>
      seen(x, y) ? (c === 3 ? full : colour[c]) : 0,
    );
    bleedColours(samples, 23, 17);
    for (let y = 0; y < 17; y++)
      for (let x = 0; x < 23; x++)
        expect(pixel(samples, 23, x, y)).toEqual([...colour, seen(x, y) ? full : 0]);
  });

  test('come from the near side of a picture of two colours', () => {
    const { samples } = pixelSource({ width: 32, height: 8, channels: 4 }, (x, _y, c) =>
      x < 8 ? [250, 0, 0, 255][c] : x >= 24 ? [0, 0, 250, 255][c] : 0,
    );
    bleedColours(samples, 32, 8);
    expect(pixel(samples, 32, 8, 4)).toEqual([250, 0, 0, 0]);
    expect(pixel(samples, 32, 23, 4)).toEqual([0, 0, 250, 0]);
  });

  test('visible pixels keep theirs, however faint', () => {
    const { samples } = pixelSource({ width: 6, height: 5, channels: 4 }, (x, y, c) =>
      c === 3 ? (x === 2 ? 1 : 255) : x * 20 + y + c,
    );
    const before = [...samples];
    bleedColours(samples, 6, 5);
    expect([...samples]).toEqual(before);
  });

  test('weigh neighbours by their alpha', () => {
    const { samples } = pixelSource({ width: 2, height: 2, channels: 4 }, (x, y, c) => {
      if (y === 1) return 0;
      return c === 3 ? [240, 60][x] : [200, 100][x];
    });
    bleedColours(samples, 2, 2);
    expect(pixel(samples, 2, 0, 1)).toEqual([180, 180, 180, 0]);
  });

  test('of a picture without any visible pixel stay', () => {
    const { samples } = pixelSource({ width: 5, height: 3, channels: 4 }, () => 0);
    bleedColours(samples, 5, 3);
    expect(samples.every((v) => v === 0)).toBe(true);
  });

  test.each([
    [1, 1],
    [1, 9],
    [9, 1],
  ])('are filled in a picture of %i×%i', (width, height) => {
    const last = width * height - 1;
    const { samples } = pixelSource({ width, height, channels: 4 }, (x, y, c) =>
      y * width + x === last ? [10, 20, 30, 255][c] : 0,
    );
    bleedColours(samples, width, height);
    expect(pixel(samples, width, 0, 0).slice(0, 3)).toEqual([10, 20, 30]);
  });
});
