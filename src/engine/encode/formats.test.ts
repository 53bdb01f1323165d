import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { encode } from './encode.js';
import { FORMATS, keptFormat, type OutputFormat } from './formats.js';
import { tiffLayout } from './tiff.js';

const formats = Object.keys(FORMATS) as OutputFormat[];

/** A flat picture of 8×6, encoded. */
async function encoded(format: OutputFormat, channels: 3 | 4, depth: 8 | 16, quality?: number) {
  const { header, offset, total } = tiffLayout({ width: 8, height: 6, channels, depth });
  const tiff = new Uint8Array(total).fill(120);
  tiff.set(header);
  expect(offset).toBe(header.length);
  return encode(tiff, {
    format,
    pixels: 48,
    quality,
    keepIcc: false,
    deep: depth === 16,
    exif: {},
    flattenOn: channels === 4 && !FORMATS[format].alpha ? '#ffffff' : undefined,
  });
}

describe('result formats', () => {
  test.each(formats)('%s has a MIME type and a file extension that is among its own', (format) => {
    const { mime, extension, extensions } = FORMATS[format];
    expect(mime).toBe(`image/${format}`);
    expect(extensions).toContain(extension);
  });

  test.each(formats)('%s keeps alpha and 16 bits as its row says', async (format) => {
    const { alpha, deep } = FORMATS[format];
    const transparent = await sharp(await encoded(format, 4, 8)).metadata();
    expect(transparent.hasAlpha).toBe(alpha);
    const fine = await sharp(await encoded(format, 3, deep ? 16 : 8)).metadata();
    expect(fine.depth).toBe(deep ? 'ushort' : 'uchar');
    expect([fine.width, fine.height]).toEqual([8, 6]);
  });

  test.each(formats)('%s has a quality of its own if, and only if, it takes one', async (format) => {
    const lossless = ['png', 'tiff'].includes(format);
    expect(FORMATS[format].quality === undefined).toBe(lossless);
  });

  test('a format keeps itself, and GIF becomes PNG', () => {
    for (const format of formats) expect(keptFormat(format)).toBe(format);
    expect(keptFormat('gif')).toBe('png');
  });
});
