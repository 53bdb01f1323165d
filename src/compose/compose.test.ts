import exifReader from 'exif-reader';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { exifDensity } from '../engine/decode/fields.js';
import { ENHANCED } from '../engine/encode/xmp.js';
import { composeFile, composeFiles } from './compose.js';
import type { Frame } from './frame.js';
import { cloth, drawn } from './testing/drawn.js';
import { contentScale } from './transform.js';

const BOX = { left: 260, top: 150, width: 300, height: 480 };
const { rgb, rgba, matte } = drawn(800, 800, cloth(BOX), [120, 160, 90]);

const square: Frame = {
  canvas: { width: 500, height: 500, minimum: 300 },
  mode: 'pad',
  background: 'white',
  fill: { least: 0.85, most: 0.9 },
};

const decoded = async (file: Uint8Array) =>
  sharp(file, { ignoreIcc: true }).raw().toBuffer({ resolveWithObject: true });

describe('a white background', () => {
  test.each(['jpeg', 'png', 'webp', 'avif'] as const)('is 255 after decoding: %s', async (format) => {
    const { bytes, whiteness, notes, width, height } = await composeFile(rgb, matte, undefined, square, {
      format,
    });
    expect(notes).not.toContain('white_not_exact');
    expect(whiteness).toMatchObject({ lowestClear: 255, lowestBorder: 255 });
    const { data } = await decoded(bytes);
    // A coding block beyond the subject, which fills 87.5 % of the height: every pixel is checked here again.
    const reach = format === 'avif' ? 64 : 16;
    const left = width / 2 - (0.44 * height * BOX.width) / BOX.height - reach;
    let [checked, lowest] = [0, 255];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < Math.floor(left); x++, checked++)
        for (let c = 0; c < 3; c++) lowest = Math.min(lowest, data[(y * width + x) * 3 + c]);
    expect(lowest).toBe(255);
    expect(checked).toBeGreaterThan(10_000);
  });

  test('of WebP is paid for where it must be, and not where nobody asks', async () => {
    const exact = await composeFile(rgb, matte, undefined, square, { format: 'webp' });
    expect(exact.notes).toContain('quality_raised');
    const near = await composeFile(rgb, matte, undefined, square, { format: 'webp', pureWhite: false });
    expect(near.quality).toBe(90);
    expect(near.bytes.byteLength).toBeLessThan(exact.bytes.byteLength);
  });

  test('that a file size forbids is told', async () => {
    const lossy = await composeFile(rgb, matte, undefined, square, { format: 'webp', pureWhite: false });
    const rule = { format: 'webp', maxBytes: lossy.bytes.byteLength + 100 } as const;
    const { notes, bytes } = await composeFile(rgb, matte, undefined, square, rule);
    expect(notes).toContain('white_not_exact');
    expect(bytes.byteLength).toBeLessThanOrEqual(rule.maxBytes);
  });
});

describe('a file', () => {
  test('is centred to a pixel and filled as the rule says, measured in its pixels', async () => {
    const { bytes, width, height } = await composeFile(rgb, matte, undefined, square, { format: 'png' });
    const { data } = await decoded(bytes);
    let [left, right, top, bottom] = [width, 0, height, 0];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        if (data[(y * width + x) * 3 + 1] < 128) {
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y + 1);
        }
    expect(Math.abs(left + right - width)).toBeLessThanOrEqual(2);
    expect(Math.abs(top + bottom - height)).toBeLessThanOrEqual(2);
    expect((bottom - top) / height).toBeGreaterThanOrEqual(0.85);
    expect((bottom - top) / height).toBeLessThanOrEqual(0.9);
  });

  test('keeps to its size in bytes, and tells what that cost', async () => {
    const free = await composeFile(rgb, matte, undefined, square, { format: 'jpeg' });
    const maxBytes = Math.round(free.bytes.byteLength * 0.7);
    const tight = await composeFile(rgb, matte, undefined, square, {
      format: 'jpeg',
      maxBytes,
      qualityFloor: 30,
    });
    expect(tight.bytes.byteLength).toBeLessThanOrEqual(maxBytes);
    expect(tight.quality).toBeLessThan(92);
    expect(tight.notes).toContain('quality_lowered');
    const never = await composeFile(rgb, matte, undefined, square, { format: 'jpeg', maxBytes: 500 });
    expect(never).toMatchObject({ quality: 60 });
    expect(never.notes).toContain('too_many_bytes');
  });

  test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
    '%s carries sRGB, density, copyright and source type',
    async (format) => {
      const { bytes } = await composeFile(
        rgb,
        undefined,
        undefined,
        { ...square, fill: undefined } as never,
        {
          format,
          density: 300,
          exif: { Copyright: '© Nord' },
          digitalSourceType: ENHANCED,
        },
      );
      const metadata = await sharp(bytes).metadata();
      expect(metadata.exif && exifReader(metadata.exif).GPSInfo).toBeUndefined();
      expect(metadata.icc?.toString('latin1').replaceAll('\0', '')).toContain('sRGB');
      expect(metadata.xmp?.toString()).toContain('algorithmicallyEnhanced');
      expect(metadata.exif?.toString('latin1')).toContain('Nord');
      const density = format === 'jpeg' || format === 'png' ? metadata.density : exifDensity(metadata.exif);
      expect(Math.round(density ?? 0)).toBe(300);
    },
  );

  test('JPEG has full chroma', async () => {
    const { bytes } = await composeFile(rgb, matte, undefined, square, { format: 'jpeg' });
    expect((await sharp(bytes).metadata()).chromaSubsampling).toBe('4:4:4');
  });

  test('keeps its transparency where its background is none', async () => {
    for (const format of ['png', 'webp', 'avif'] as const) {
      const { bytes, width } = await composeFile(
        rgba,
        undefined,
        undefined,
        { ...square, background: 'transparent' },
        { format },
      );
      const { data, info } = await decoded(bytes);
      expect(info.channels).toBe(4);
      expect(data[(10 * width + 10) * 4 + 3]).toBe(0);
      expect(data[((width * width) / 2 + width / 2) * 4 + 3]).toBe(255);
    }
    const jpeg = composeFile(
      rgba,
      undefined,
      undefined,
      { ...square, background: 'transparent' },
      { format: 'jpeg' },
    );
    await expect(jpeg).rejects.toMatchObject({ code: 'bad_option' });
  });

  test('proves by its log that nothing was enlarged, from a master too small as well', async () => {
    const frame: Frame = { ...square, canvas: { width: 4000, height: 4000, minimum: 2000 } };
    const { log, width, notes } = await composeFile(rgb, matte, undefined, frame, { format: 'jpeg' });
    expect(log.every((step) => contentScale(step) <= 1)).toBe(true);
    expect(log.map(({ step }) => step)).toEqual(['crop', 'place', 'replace', 'encode']);
    expect(width).toBeLessThan(800);
    expect(notes).toContain('below_minimum');
  });
});

describe('several files', () => {
  const targets = [
    { frame: square, output: { format: 'jpeg' } },
    { frame: { ...square, background: 'transparent' }, output: { format: 'png' } },
    {
      frame: { canvas: { width: 270, height: 480 }, mode: 'crop', background: 'blur' },
      output: { format: 'webp' },
    },
  ] as const;

  test('are, bit by bit, those that are made one at a time, and again', async () => {
    const together = await composeFiles(rgb, matte, undefined, targets);
    for (const [i, { frame, output }] of targets.entries()) {
      const { bytes } = await composeFile(rgb, matte, undefined, frame, output);
      expect(Buffer.compare(together[i].bytes, bytes)).toBe(0);
    }
  });

  test('leave master and matte as they were', async () => {
    const before = [Buffer.from(rgb.samples), Buffer.from(matte.alpha)];
    await composeFiles(rgb, matte, undefined, targets);
    expect(Buffer.compare(before[0], rgb.samples)).toBe(0);
    expect(Buffer.compare(before[1], matte.alpha)).toBe(0);
  });
});

test('a matte of another size is refused', async () => {
  const other = { ...matte, width: 400 };
  await expect(composeFile(rgb, other, undefined, square, { format: 'png' })).rejects.toMatchObject({
    code: 'bad_option',
  });
});

test('an empty matte leaves an empty canvas, and says so', async () => {
  const empty = { ...matte, alpha: new Uint8Array(800 * 800) };
  const { notes, bytes } = await composeFile(
    rgb,
    empty,
    undefined,
    { ...square, canvas: { wanted: 100 } },
    { format: 'png' },
  );
  expect(notes).toContain('subject_unknown');
  expect((await decoded(bytes)).data.every((value) => value === 255)).toBe(true);
});
