import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { adobeRgbProfile } from '../testing/icc-profile.js';
import { productScene } from '../testing/pictures.js';
import { type EncodeOptions, encode } from './encode.js';
import type { OutputFormat } from './formats.js';
import { tiffLayout } from './tiff.js';

const [WIDTH, HEIGHT] = [64, 48];
const scene = productScene(WIDTH, HEIGHT);

function encodeScene(format: OutputFormat, options: Partial<EncodeOptions> = {}, icc?: Uint8Array) {
  const shape = { width: WIDTH, height: HEIGHT, channels: 3, depth: 8, ...(icc ? { icc } : {}) } as const;
  const { header, total } = tiffLayout(shape);
  const tiff = new Uint8Array(total);
  tiff.set(header);
  tiff.set(scene, header.length);
  return encode(tiff, {
    format,
    pixels: WIDTH * HEIGHT,
    keepIcc: icc !== undefined,
    deep: false,
    exif: {},
    ...options,
  });
}

const decoded = (file: Uint8Array) => sharp(file, { ignoreIcc: true }).raw().toBuffer();

describe('encoding', () => {
  test.each(['png', 'tiff'] as const)('%s is lossless', async (format) => {
    expect(Buffer.compare(await decoded(await encodeScene(format)), scene)).toBe(0);
  });

  test('WebP without loss is the picture, bit by bit', async () => {
    expect(Buffer.compare(await decoded(await encodeScene('webp', { lossless: true })), scene)).toBe(0);
  });

  test.each(['jpeg', 'webp', 'avif'] as const)(
    '%s is near the picture, and nearer at a higher quality',
    async (format) => {
      const error = async (quality?: number) => {
        const data = await decoded(await encodeScene(format, { quality }));
        return data.reduce((sum, value, i) => sum + (value - scene[i]) ** 2, 0) / data.length;
      };
      expect(await error()).toBeLessThan(30);
      expect(await error(95)).toBeLessThan((await error(20)) / 2);
    },
  );

  test('WebP may be made sooner, and stays near the picture', async () => {
    const fine = await encodeScene('webp');
    const quick = await encodeScene('webp', { quick: true });
    expect(Buffer.compare(fine, quick)).not.toBe(0);
    const data = await decoded(quick);
    expect(data.reduce((sum, value, i) => sum + (value - scene[i]) ** 2, 0) / data.length).toBeLessThan(40);
  });

  test('JPEG keeps the colour of every pixel: 4:4:4', async () => {
    const { chromaSubsampling } = await sharp(await encodeScene('jpeg')).metadata();
    expect(chromaSubsampling).toBe('4:4:4');
  });

  test.each(['jpeg', 'png', 'webp', 'avif', 'tiff'] as const)(
    '%s carries the profile and keeps the samples',
    async (format) => {
      const icc = adobeRgbProfile();
      const file = await encodeScene(format, {}, icc);
      expect((await sharp(file).metadata()).icc).toEqual(icc);
      // Not converted by it: as near as without a profile.
      const [tagged, untagged] = [await decoded(file), await decoded(await encodeScene(format))];
      expect(tagged.every((value, i) => Math.abs(value - untagged[i]) <= 1)).toBe(true);
    },
  );

  test('large JPEGs are written without fitted Huffman tables, with the same pixels', async () => {
    const [fitted, plain] = [await encodeScene('jpeg'), await encodeScene('jpeg', { pixels: 5_000_000 })];
    expect(plain.length).toBeGreaterThan(fitted.length);
    expect(Buffer.compare(await decoded(plain), await decoded(fitted))).toBe(0);
  });
});
