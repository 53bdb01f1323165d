import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { adobeRgbProfile } from '../testing/icc-profile.js';
import { randomNumbers } from '../testing/pictures.js';
import { type TiffShape, tiffLayout } from './tiff.js';

/** A wrapped picture of random samples. */
function wrapped(shape: TiffShape) {
  const { width, height, channels, depth } = shape;
  const random = randomNumbers(width * height);
  const count = width * height * channels;
  const samples = depth === 8 ? new Uint8Array(count) : new Uint16Array(count);
  for (let i = 0; i < count; i++) samples[i] = random() * (depth === 8 ? 256 : 65536);
  const { header, offset, total } = tiffLayout(shape);
  const file = new Uint8Array(total);
  file.set(header);
  file.set(new Uint8Array(samples.buffer), offset);
  return { file, samples };
}

describe('picture wrapped as TIFF', () => {
  // 200 rows are four strips, the last one short; 64 and 65 are the edges of a strip.
  for (const channels of [3, 4] as const)
    for (const depth of [8, 16] as const)
      for (const icc of [undefined, adobeRgbProfile()])
        test.each([
          [7, 200],
          [33, 64],
          [5, 65],
          [1, 1],
        ])(
          `%i×%i, ${channels} channels, ${depth} bits, ${icc ? 'with' : 'without'} profile, is read as written`,
          async (width, height) => {
            const { file, samples } = wrapped({ width, height, channels, depth, ...(icc ? { icc } : {}) });
            const metadata = await sharp(file).metadata();
            expect(metadata).toMatchObject({
              format: 'tiff',
              width,
              height,
              channels,
              hasAlpha: channels === 4,
            });
            expect(metadata.depth).toBe(depth === 8 ? 'uchar' : 'ushort');
            expect(metadata.icc).toEqual(icc);
            const { data } = await sharp(file, { ignoreIcc: true })
              .toColourspace(depth === 16 ? 'rgb16' : 'srgb')
              .raw({ depth: depth === 16 ? 'ushort' : 'uchar' })
              .toBuffer({ resolveWithObject: true });
            expect(Buffer.compare(data, Buffer.from(samples.buffer))).toBe(0);
          },
        );

  test('samples begin on a multiple of two bytes, whatever the profile’s length', () => {
    for (let extra = 0; extra < 5; extra++) {
      const icc = new Uint8Array(301 + extra);
      const { header, offset } = tiffLayout({ width: 3, height: 3, channels: 4, depth: 16, icc });
      expect(offset % 2).toBe(0);
      expect(header).toHaveLength(offset);
    }
  });

  test('the header of the largest result is small', () => {
    const { header, total } = tiffLayout({ width: 20_000, height: 10_000, channels: 4, depth: 8 });
    expect(header.length).toBeLessThan(4096);
    expect(total).toBe(header.length + 800_000_000);
  });
});
