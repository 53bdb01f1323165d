import { expect, test } from 'vitest';
import type { Raster } from '../engine/raster.js';
import { plainBorder } from './plain-border.js';

function picture(
  colour: (x: number, y: number) => [number, number, number],
  width = 120,
  height = 90,
): Raster {
  const samples = new Uint8Array(width * height * 3);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i += 3) samples.set(colour(x, y), i);
  return { width, height, channels: 3, samples };
}
const disc = (x: number, y: number) => Math.hypot(x - 60, y - 45) < 25;

test('a product on one colour has that colour around it', async () => {
  const noise = (x: number, y: number) => ((x * 7 + y * 13) % 3) - 1;
  const raster = picture((x, y) => (disc(x, y) ? [20, 30, 40] : [200 + noise(x, y), 190, 180]));
  expect(await plainBorder(raster)).toEqual({ kind: 'colour', colour: '#c8beb4' });
});

test('light that falls off evenly is no one colour', async () => {
  const raster = picture((x, y) => (disc(x, y) ? [20, 30, 40] : [180 + x / 3, 180 + x / 3, 180 + x / 3]));
  expect(await plainBorder(raster)).toEqual({ kind: 'light' });
});

test('a scene has no plain border', async () => {
  const raster = picture((x, y) => (((x >> 3) + (y >> 3)) % 2 === 0 ? [30, 60, 90] : [220, 200, 90]));
  expect(await plainBorder(raster)).toBeUndefined();
});
