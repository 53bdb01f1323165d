import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fileFacts } from './file-facts.js';

const drawn = (channels: 3 | 4 = 3) =>
  sharp({ create: { width: 9, height: 7, channels, background: '#b06040' } });

describe('what a file says', () => {
  it.each([40, 75, 95])('of a JPEG: the quality %i by its tables', async (quality) => {
    const bytes = await drawn().jpeg({ quality }).toBuffer();
    expect(await fileFacts(bytes)).toEqual({
      format: 'jpeg',
      grey: false,
      wide: false,
      jpegQuality: quality,
    });
  });

  it.each(['jpeg', 'png'] as const)('of one channel: %s', async (format) => {
    const grey = await drawn().toColourspace('b-w').toFormat(format).toBuffer();
    expect((await fileFacts(grey))?.grey).toBe(true);
    expect((await fileFacts(await drawn().toFormat(format).toBuffer()))?.grey).toBe(false);
  });

  it.each(['jpeg', 'png', 'webp'] as const)('of its profile: %s', async (format) => {
    const wide = await drawn().withIccProfile('p3').toFormat(format).toBuffer();
    expect(await fileFacts(wide)).toMatchObject({ format, wide: true });
    const usual = await drawn().withIccProfile('srgb').toFormat(format).toBuffer();
    expect(await fileFacts(usual)).toMatchObject({ format, wide: false });
  });

  it('nothing of what is not enhanced, or cut off', async () => {
    const whole = await drawn().jpeg().toBuffer();
    for (const bytes of [Buffer.alloc(0), Buffer.from('<svg xmlns="x"/>'), await drawn().gif().toBuffer()])
      expect(await fileFacts(bytes)).toBe(undefined);
    for (let length = 4; length < 200; length += 7)
      expect((await fileFacts(whole.subarray(0, length)))?.format).toBe('jpeg');
  });
});
