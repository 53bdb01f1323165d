import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  ADOBE_COLOURANTS,
  adobeRgbProfile,
  greyProfile,
  parametricCurve,
  rgbProfile,
} from '../testing/icc-profile.js';
import { ADOBE_RGB, DISPLAY_P3, type ReferenceSpace, SRGB } from '../testing/reference-colour.js';
import { TONES } from './rgb-space.js';
import { colourSpace } from './space.js';

async function builtIn(name: 'srgb' | 'p3'): Promise<Buffer> {
  const image = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } });
  return (await sharp(await image.withIccProfile(name).png().toBuffer()).metadata()).icc as Buffer;
}

function expectSpace(icc: Uint8Array | undefined, reference: ReferenceSpace) {
  const { linear, toXyz } = colourSpace(icc);
  for (const [i, value] of reference.toXyz.entries()) expect(Math.abs(toXyz[i] - value)).toBeLessThan(0.002);
  for (const table of linear)
    for (let code = 0; code < TONES; code += 4369)
      expect(Math.abs(table[code] - reference.linear(code / 65535))).toBeLessThan(0.0005);
}

describe('colour space', () => {
  test('of an untagged picture is sRGB', () => expectSpace(undefined, SRGB));
  test('of the sRGB profile is sRGB', async () => expectSpace(await builtIn('srgb'), SRGB));
  test('of the Display P3 profile is Display P3', async () => expectSpace(await builtIn('p3'), DISPLAY_P3));
  test('of an Adobe RGB profile is Adobe RGB (1998)', () => expectSpace(adobeRgbProfile(), ADOBE_RGB));
  test('of a profile without a matrix is sRGB', () => expectSpace(greyProfile('Grey', 2.2), SRGB));
  test('of bytes that are no profile is sRGB', () => expectSpace(Buffer.from('nothing'), SRGB));

  test('white has XYZ of D65 with Y = 1 in every profile', async () => {
    for (const icc of [undefined, await builtIn('srgb'), await builtIn('p3'), adobeRgbProfile()]) {
      const { toXyz } = colourSpace(icc);
      const white = [0, 3, 6].map((row) => toXyz[row] + toXyz[row + 1] + toXyz[row + 2]);
      for (const [i, value] of [0.95047, 1, 1.08883].entries())
        expect(Math.abs(white[i] - value)).toBeLessThan(0.001);
    }
  });

  test('light stays within 0..1, whatever a profile says', () => {
    const bright = rgbProfile('bright', ADOBE_COLOURANTS, parametricCurve(4, [1, 30, 0, 1, 0, 0, -9]));
    for (const table of colourSpace(bright).linear)
      for (const code of [0, 1, 30000, 65535]) {
        expect(table[code]).toBeGreaterThanOrEqual(0);
        expect(table[code]).toBeLessThanOrEqual(1);
      }
  });

  test('more profiles than are remembered do no harm', () => {
    for (let i = 0; i < 20; i++) colourSpace(rgbProfile(`profile ${i}`));
    expectSpace(adobeRgbProfile(), ADOBE_RGB);
    expectSpace(undefined, SRGB);
  });
});
