import sharp from 'sharp';
import { expect, test } from 'vitest';
import { type Pixels, rasterOf } from './master.js';
import { DISPLAY_P3, SRGB } from './testing/reference-colour.js';

const shared = (length: number) => new Uint8Array(new SharedArrayBuffer(length));

/** libvips' own Display P3 profile. */
async function p3(): Promise<Buffer> {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#808080' } })
    .withIccProfile('p3')
    .png()
    .toBuffer();
  const { icc } = await sharp(png).metadata();
  return icc as Buffer;
}

test('8-bit sRGB passes through unchanged', async () => {
  const own = shared(24);
  for (const i of own.keys()) own[i] = i * 7;
  const raster = await rasterOf({ width: 2, height: 3, channels: 4, depth: 8, samples: own }, shared(100));
  expect(raster).toEqual({ width: 2, height: 3, channels: 4, samples: expect.anything() });
  expect([...raster.samples]).toEqual([...own]);
});

test('another RGB space becomes sRGB by its profile, as its published matrix says', async () => {
  const [r, g, b] = [180, 120, 60];
  const samples = shared(8 * 8 * 3);
  for (let i = 0; i < samples.length; i += 3) samples.set([r, g, b], i);
  const raster = await rasterOf(
    { width: 8, height: 8, channels: 3, depth: 8, samples, icc: await p3() },
    shared(192),
  );
  const linear = [r, g, b].map((v) => DISPLAY_P3.linear(v / 255));
  const xyz = [0, 1, 2].map((row) =>
    linear.reduce((sum, v, k) => sum + DISPLAY_P3.toXyz[3 * row + k] * v, 0),
  );
  const got = [...raster.samples.subarray(0, 3)].map((v) => SRGB.linear(v / 255));
  const back = [0, 1, 2].map((row) => got.reduce((sum, v, k) => sum + SRGB.toXyz[3 * row + k] * v, 0));
  for (const k of [0, 1, 2]) expect(back[k]).toBeCloseTo(xyz[k], 2);
  expect(raster.samples[0]).toBeGreaterThan(r);
});

test('16 bits are rounded to 8, alpha included', async () => {
  const samples = new Uint16Array(new SharedArrayBuffer(2 * 16));
  samples.set([0, 257, 32896, 65535, 65535, 25700, 51400, 32896, 1, 2, 3, 4, 9, 9, 9, 0]);
  const pixels: Pixels = { width: 2, height: 2, channels: 4, depth: 16, samples };
  const raster = await rasterOf(pixels, shared(16));
  expect([...raster.samples.subarray(0, 8)]).toEqual([0, 1, 128, 255, 255, 100, 200, 128]);
});
