import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../limits.js';
import { adobeRgbProfile, greyProfile } from '../testing/icc-profile.js';
import { withProfile } from '../testing/png-chunks.js';
import { readSource } from './source.js';

const picture = () => sharp({ create: { width: 20, height: 12, channels: 3, background: '#c85a1e' } });
const source = async (image: Sharp | Promise<Uint8Array>) =>
  readSource('toBuffer' in image ? await image.toBuffer() : await image, DEFAULT_LIMITS);

const tagged = async (image: Sharp, icc: Uint8Array) => withProfile(await image.png().toBuffer(), icc);

describe('source', () => {
  test('of RGB with a matrix profile keeps its samples and carries the profile', async () => {
    const icc = adobeRgbProfile();
    const { convert, metadata, notes } = await source(tagged(picture(), icc));
    expect(convert).toBe(false);
    expect(metadata).toMatchObject({ icc, colourName: 'Compatible with Adobe RGB (1998)' });
    expect(notes).toEqual([]);
  });

  test('without a profile is sRGB by convention', async () => {
    const { convert, metadata, notes } = await source(picture().png());
    expect([convert, metadata.icc, metadata.colourName, notes]).toEqual([false, undefined, 'sRGB', []]);
  });

  test('with a profile that is no matrix is converted to sRGB, with a note', async () => {
    const { convert, metadata, notes, grey } = await source(
      tagged(picture().toColourspace('b-w'), greyProfile('Grey 1.8', 1.8)),
    );
    expect([convert, grey, metadata.colourName]).toEqual([true, true, 'sRGB']);
    expect(metadata.icc?.length).toBeGreaterThan(100);
    expect(notes).toEqual(['Grey 1.8 was converted to sRGB']);
  });

  test('of CMYK is converted to sRGB, with a note that names the profile', async () => {
    const cmyk = picture().toColourspace('cmyk');
    expect((await source(cmyk.jpeg())).notes).toEqual([
      'CMYK was converted to sRGB by a standard press profile',
    ]);
    const { convert, notes } = await source(cmyk.withIccProfile('cmyk').jpeg());
    expect(convert).toBe(true);
    expect(notes).toEqual([expect.stringMatching(/^CMYK was converted to sRGB by (?!a standard)/)]);
  });

  test('has 16 bits where the file has, unless it is converted', async () => {
    const deep = picture().toColourspace('rgb16');
    expect((await source(deep.png())).depth).toBe(16);
    expect((await source(picture().png())).depth).toBe(8);
    const deepGrey = picture().toColourspace('grey16');
    expect(await source(deepGrey.png())).toMatchObject({ depth: 16, grey: true });
    expect((await source(tagged(deepGrey, greyProfile('Grey', 2.2)))).depth).toBe(8);
  });

  test('knows alpha, grey and JPEG quality', async () => {
    expect((await source(picture().ensureAlpha(0.5).png())).alpha).toBe(true);
    expect(await source(picture().png())).toMatchObject({ alpha: false, grey: false });
    expect((await source(picture().toColourspace('b-w').jpeg())).grey).toBe(true);
    const jpeg = await source(picture().jpeg({ quality: 60 }));
    expect(jpeg.metadata.jpegQuality).toBe(60);
    expect((await source(picture().png())).metadata.jpegQuality).toBeUndefined();
  });

  test('has the density of the file, and none where the file has none', async () => {
    expect((await source(picture().withDensity(300).png())).metadata.density).toBe(300);
    expect((await source(picture().png())).metadata.density).toBeUndefined();
  });

  test('of a TIFF of several pages is the first, with a note', async () => {
    const samples = Buffer.from(Array.from({ length: 20 * 24 * 3 }, (_, i) => i % 251));
    const pages = sharp(samples, { raw: { width: 20, height: 24, channels: 3, pageHeight: 12 } });
    const { width, height, notes } = await source(pages.tiff({ compression: 'lzw' }));
    expect([width, height]).toEqual([20, 12]);
    expect(notes).toEqual(['the file has 2 frames or pages; only the first was used']);
  });
});
