import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { adobeRgbProfile } from '../../engine/testing/icc-profile.js';
import { withProfile } from '../../engine/testing/png-chunks.js';
import { fileColour } from './colour.js';

const pixel = () => sharp({ create: { width: 2, height: 2, channels: 3, background: '#246' } });
const colourOf = async (file: Buffer | Promise<Buffer>) => fileColour(await sharp(await file).metadata());

describe('the colour of a file', () => {
  it('is sRGB without a profile, and with one of its name', async () => {
    expect(await colourOf(pixel().png().toBuffer())).toEqual({ kind: 'srgb', name: 'sRGB' });
    expect((await colourOf(pixel().withIccProfile('srgb').png().toBuffer())).kind).toBe('srgb');
  });

  it('is another RGB where the profile differs, by numbers and not by name', async () => {
    expect((await colourOf(pixel().withIccProfile('p3').png().toBuffer())).kind).toBe('other-rgb');
    expect(await colourOf(withProfile(await pixel().png().toBuffer(), adobeRgbProfile()))).toEqual({
      kind: 'other-rgb',
      name: 'Compatible with Adobe RGB (1998)',
    });
  });

  it('is CMYK with or without a profile', async () => {
    const cmyk = pixel().toColourspace('cmyk').jpeg();
    expect(await colourOf(cmyk.toBuffer())).toEqual({ kind: 'cmyk', name: 'CMYK' });
    expect(
      (await colourOf(pixel().withIccProfile('cmyk').toColourspace('cmyk').jpeg().toBuffer())).kind,
    ).toBe('cmyk');
  });

  it('is sRGB where the profile is damaged: nobody would heed it', async () => {
    expect((await colourOf(withProfile(await pixel().png().toBuffer(), Buffer.alloc(200)))).kind).toBe(
      'srgb',
    );
  });
});
