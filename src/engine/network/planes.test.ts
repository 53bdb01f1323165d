import { describe, expect, test } from 'vitest';
import { pixelSource } from '../testing/pictures.js';
import { alphaPlanes, colourPlanes } from './planes.js';
import type { Tile } from './tiles.js';

const TILE: Tile = { left: 2, top: 1, width: 2, height: 2, outer: { left: 1, top: 1, width: 4, height: 3 } };
const code = (x: number, y: number, c: number) => 10 * y + x + 60 * c;

describe('planes of a tile', () => {
  test.each([
    [3, 8, 255],
    [4, 8, 255],
    [3, 16, 65535],
    [4, 16, 65535],
  ] as const)(
    'are the colours of the tile and its halo, 0..1 (%i channels, %i bits)',
    (channels, depth, full) => {
      const source = pixelSource({ width: 6, height: 5, channels, depth }, code);
      const out = new Float32Array(36);
      colourPlanes(source, TILE, out);
      for (let c = 0; c < 3; c++)
        for (let y = 0; y < 3; y++)
          for (let x = 0; x < 4; x++)
            expect(out[c * 12 + y * 4 + x]).toBeCloseTo(code(x + 1, y + 1, c) / full, 6);
    },
  );

  test('alpha that differs is a grey picture', () => {
    const source = pixelSource({ width: 6, height: 5, channels: 4 }, code);
    const out = new Float32Array(36);
    expect(alphaPlanes(source, TILE, out)).toBeUndefined();
    for (let c = 0; c < 3; c++)
      for (let y = 0; y < 3; y++)
        for (let x = 0; x < 4; x++)
          expect(out[c * 12 + y * 4 + x]).toBeCloseTo(code(x + 1, y + 1, 3) / 255, 6);
  });

  test('alpha that is one value within the tile is that value, whatever lies outside', () => {
    const inside = (x: number, y: number) => x >= 1 && x < 5 && y >= 1 && y < 4;
    const source = pixelSource({ width: 6, height: 5, channels: 4 }, (x, y) => (inside(x, y) ? 51 : 9));
    expect(alphaPlanes(source, TILE, new Float32Array(36))).toBeCloseTo(0.2, 6);
  });

  test('alpha that differs in the last pixel only is not taken for one value', () => {
    const source = pixelSource({ width: 6, height: 5, channels: 4 }, (x, y) =>
      x === 4 && y === 3 ? 50 : 51,
    );
    expect(alphaPlanes(source, TILE, new Float32Array(36))).toBeUndefined();
  });
});
