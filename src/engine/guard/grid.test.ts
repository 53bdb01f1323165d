import { describe, expect, test } from 'vitest';
import { newReduced } from '../testing/guarded.js';
import { pixelSource, randomNumbers } from '../testing/pictures.js';
import { CELL, cells, collectErrors } from './grid.js';

/** A reduced result whose tones (0..1) come from a function. */
function reducedOf(
  size: { width: number; height: number },
  tone: (x: number, y: number, c: number) => number,
) {
  const reduced = newReduced(size);
  for (let i = 0; i < reduced.length; i++) {
    const pixel = Math.floor(i / 3);
    reduced[i] = tone(pixel % size.width, Math.floor(pixel / size.width), i % 3) * 65535;
  }
  return reduced;
}

describe('guard grid', () => {
  test('has a cell for each 4×4 input pixels, and partial ones at the border', () => {
    expect(CELL).toBe(4);
    expect([1, 4, 5, 8, 9].map(cells)).toEqual([1, 1, 2, 2, 3]);
  });

  test('sums differences per cell; partial cells weigh what they have', () => {
    const source = pixelSource({ width: 10, height: 5 }, (x, y, c) => 20 * c + x + y);
    const tone = (x: number, y: number, c: number) => (3 * c + x + 2 * y) / 100;
    const grid = collectErrors(source, reducedOf(source, tone));
    expect([grid.columns, grid.rows]).toEqual([3, 2]);
    expect([...grid.weights]).toEqual([16, 16, 8, 4, 4, 2]);
    for (let row = 0; row < 2; row++)
      for (let column = 0; column < 3; column++)
        for (let c = 0; c < 3; c++) {
          let expected = 0;
          for (let y = row * 4; y < Math.min(5, row * 4 + 4); y++)
            for (let x = column * 4; x < Math.min(10, column * 4 + 4); x++)
              expected += (20 * c + x + y) / 255 - tone(x, y, c);
          expect(grid.errors[(row * 3 + column) * 3 + c]).toBeCloseTo(expected, 3);
        }
  });

  test('takes what noise lost by clipping for no difference', () => {
    const random = randomNumbers(3);
    const sigma = 0.04;
    const noisy = (tone: number) => tone + sigma * Math.sqrt(12) * (random() - 0.5);
    const tones = [1, 0, 0.5];
    const source = pixelSource({ width: 64, height: 64 }, (_x, _y, c) =>
      Math.round(255 * Math.min(1, Math.max(0, noisy(tones[c])))),
    );
    const mean = (noise: number, c: number) => {
      const { errors } = collectErrors(
        source,
        reducedOf(source, (_x, _y, k) => tones[k]),
        noise,
      );
      return errors.filter((_, i) => i % 3 === c).reduce((sum, error) => sum + error, 0) / 64 ** 2;
    };
    expect([mean(0, 0), mean(0, 1)].map((error) => Math.abs(error) > 0.015)).toEqual([true, true]);
    for (const c of [0, 1, 2]) expect(Math.abs(mean(sigma, c))).toBeLessThan(0.0025);
  });

  test('weighs differences by alpha, so that hidden colours do not count', () => {
    const source = pixelSource({ width: 4, height: 4, channels: 4 }, (x, _y, c) =>
      c === 3 ? [0, 51, 255, 0][x] : [250, 100, 50, 200][x],
    );
    const grid = collectErrors(
      source,
      reducedOf(source, (x) => [0.9, 0.3, 0.1, 0.7][x]),
    );
    expect(grid.weights[0]).toBeCloseTo(4 * 1.2, 5);
    expect(grid.errors[0]).toBeCloseTo(4 * (0.2 * (100 / 255 - 0.3) + 50 / 255 - 0.1), 3);
  });

  test('compares 16-bit samples on the same scale', () => {
    const source = pixelSource({ width: 4, height: 4, depth: 16 }, () => 32768);
    const { errors } = collectErrors(
      source,
      reducedOf(source, () => 0.5),
    );
    for (const error of errors) expect(error).toBeCloseTo(0, 3);
  });

  test('starts from nothing in memory that was used before', () => {
    const source = pixelSource({ width: 4, height: 4 }, () => 0);
    const used = new Float32Array(3).fill(5);
    const { errors } = collectErrors(source, newReduced(source), 0, used);
    expect(errors).toBe(used);
    expect([...errors]).toEqual([0, 0, 0]);
  });
});
