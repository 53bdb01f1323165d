import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { pngClaiming } from '../testing/png-chunks.js';
import { firstLine, readHeader } from './header.js';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#a41' } });

describe('header', () => {
  test.each(['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)(
    'of a %s says its format and size',
    async (format) => {
      expect(await readHeader(await picture(20, 12).toFormat(format).toBuffer())).toMatchObject({
        format,
        width: 20,
        height: 12,
      });
    },
  );

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'gives the size as it is shown for orientation %i',
    async (orientation) => {
      const file = await picture(20, 12).withMetadata({ orientation }).jpeg().toBuffer();
      const { width, height } = await readHeader(file);
      expect([width, height]).toEqual(orientation < 5 ? [20, 12] : [12, 20]);
    },
  );

  test('is held against the limit before anything is decoded', async () => {
    const limits = { inputPixels: 50_000_000, outputPixels: 200_000_000 };
    await expect(readHeader(pngClaiming(7746, 7746), limits)).rejects.toMatchObject({
      code: 'image_too_large',
      message: expect.stringMatching(/7746×7746 .*60.* megapixels; the limit is 50/),
    });
    expect(await readHeader(pngClaiming(10_000, 5000), limits)).toMatchObject({ width: 10_000 });
  });

  test('counts the frame of an animation, not the film strip', async () => {
    const frames = Buffer.alloc(16 * 48 * 3, 7);
    const file = await sharp(frames, { raw: { width: 16, height: 48, channels: 3, pageHeight: 16 } })
      .gif()
      .toBuffer();
    expect(await readHeader(file)).toMatchObject({ width: 16, height: 16 });
  });

  test('of a cut file is corrupt_image', async () => {
    const png = await picture(20, 12).png().toBuffer();
    await expect(readHeader(png.subarray(0, 20))).rejects.toMatchObject({ code: 'corrupt_image' });
  });

  test('a decoder’s message is cut to its first line', () => {
    expect(firstLine(new Error('bad\nbad again\nbad'))).toBe('bad');
    expect(firstLine('plain')).toBe('plain');
  });
});
