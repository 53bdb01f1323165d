import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  ADOBE_COLOURANTS,
  ADOBE_GAMMA,
  adobeRgbProfile,
  greyProfile,
  parametricCurve,
  rgbProfile,
  tableCurve,
} from '../testing/icc-profile.js';
import { type IccProfile, parseIcc } from './icc.js';

async function builtIn(name: 'srgb' | 'p3' | 'cmyk'): Promise<Buffer> {
  const image = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } });
  const file = name === 'cmyk' ? image.toColourspace('cmyk').jpeg() : image.png();
  return (await sharp(await file.withIccProfile(name).toBuffer()).metadata()).icc as Buffer;
}

function shaper(profile: IccProfile | undefined) {
  if (!profile?.matrixShaper) throw new Error('no matrix and curves');
  return profile.matrixShaper;
}

/** The first curve of a profile that is made of this one. */
const curveOf = (curve: Buffer) => shaper(parseIcc(rgbProfile('curve', ADOBE_COLOURANTS, curve))).curves[0];

const srgb = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

describe('ICC profile', () => {
  test.each(['srgb', 'p3'] as const)('%s of libvips has the sRGB curve and a white of D50', async (name) => {
    const profile = parseIcc(await builtIn(name));
    const { curves, toXyzD50 } = shaper(profile);
    expect(profile?.space).toBe('RGB ');
    for (const curve of curves)
      for (let v = 0; v <= 1; v += 1 / 64) expect(Math.abs(curve(v) - srgb(v))).toBeLessThan(0.0005);
    const white = [0, 3, 6].map((row) => toXyzD50[row] + toXyzD50[row + 1] + toXyzD50[row + 2]);
    for (const [i, value] of [0.9642, 1, 0.8249].entries())
      expect(Math.abs(white[i] - value)).toBeLessThan(0.001);
  });

  test('is named by its description, in both versions of the format', async () => {
    expect(parseIcc(await builtIn('srgb'))?.description).toMatch(/sRGB/);
    expect(parseIcc(await builtIn('p3'))?.description).toMatch(/P3/);
    expect(parseIcc(adobeRgbProfile())?.description).toBe('Compatible with Adobe RGB (1998)');
  });

  test('Adobe RGB: the gamma is 563/256 and colourants are read row by row', () => {
    const { curves, toXyzD50 } = shaper(parseIcc(adobeRgbProfile()));
    for (const curve of curves) expect(curve(0.5)).toBeCloseTo(0.5 ** ADOBE_GAMMA, 12);
    for (let row = 0; row < 3; row++)
      for (let column = 0; column < 3; column++)
        expect(toXyzD50[row * 3 + column]).toBeCloseTo(ADOBE_COLOURANTS[column][row], 4);
  });

  test('a grey profile is understood and has no matrix', () => {
    expect(parseIcc(greyProfile('Dot gain', 1.8))).toEqual({ space: 'GRAY', description: 'Dot gain' });
  });

  test('a press profile is understood and has no matrix', async () => {
    const profile = parseIcc(await builtIn('cmyk'));
    expect(profile?.space).toBe('CMYK');
    expect(profile?.matrixShaper).toBeUndefined();
  });
});

describe('tone curve', () => {
  test('without entries is the identity', () => {
    expect(curveOf(tableCurve([]))(0.3)).toBe(0.3);
  });

  test('of a table is interpolated and ends where the table ends', () => {
    const curve = curveOf(tableCurve([0, 6553, 65535]));
    expect(curve(0)).toBe(0);
    expect(curve(0.25)).toBeCloseTo(6553 / 65535 / 2, 9);
    expect(curve(0.5)).toBeCloseTo(6553 / 65535, 9);
    expect(curve(1)).toBe(1);
  });

  // ICC.1:2022 table 68. Each with the value below and above its break.
  test.each<[number, number[], [number, number][]]>([
    [0, [2], [[0.5, 0.25]]],
    [
      1,
      [2, 2, -0.5],
      [
        [0.2, 0],
        [0.75, 1],
      ],
    ],
    [
      2,
      [2, 2, -0.5, 0.125],
      [
        [0.2, 0.125],
        [0.5, 0.375],
      ],
    ],
    [
      3,
      [2, 1, 0, 0.5, 0.25],
      [
        [0.125, 0.0625],
        [0.5, 0.25],
      ],
    ],
    [
      4,
      [2, 1, 0, 0.5, 0.25, 0.125, 0.0625],
      [
        [0.125, 0.125],
        [0.5, 0.375],
      ],
    ],
  ])('parametric, type %i', (type, parameters, points) => {
    const curve = curveOf(parametricCurve(type, parameters));
    for (const [encoded, linear] of points) expect(curve(encoded)).toBeCloseTo(linear, 4);
  });
});

describe('bytes that are no profile', () => {
  test.each<[string, Uint8Array]>([
    ['no bytes', new Uint8Array()],
    ['text', Buffer.from('this is not a profile, but it is longer than nothing'.repeat(10))],
    ['a cut header', adobeRgbProfile().subarray(0, 100)],
    ['a cut tag table', adobeRgbProfile().subarray(0, 140)],
    ['cut curves', adobeRgbProfile().subarray(0, -8)],
    ['an unknown parametric curve', rgbProfile('odd', ADOBE_COLOURANTS, parametricCurve(9, [1]))],
  ])('%s', (_name, bytes) => {
    expect(parseIcc(bytes)).toBeUndefined();
  });

  test('a curve that claims four thousand million entries', () => {
    const curve = tableCurve([1, 2, 3, 4]);
    curve.writeUInt32BE(0xffffffff, 8);
    expect(parseIcc(rgbProfile('bomb', ADOBE_COLOURANTS, curve))).toBeUndefined();
  });

  test.each<[string, Buffer]>([
    ['a negative power', parametricCurve(0, [-2])],
    ['a scale that overflows', parametricCurve(3, [30000, 30000, 0, 1, 0])],
  ])('a curve with %s is not trusted', (_name, curve) => {
    expect(parseIcc(rgbProfile('broken', ADOBE_COLOURANTS, curve))).toBeUndefined();
  });

  test('random bytes neither throw nor hang', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        parseIcc(bytes);
      }),
    );
  });

  test('profiles with changed bytes neither throw nor hang, and their curves give numbers', () => {
    const whole = rgbProfile(
      'fuzzed',
      ADOBE_COLOURANTS,
      parametricCurve(4, [2.4, 0.95, 0.05, 0.08, 0.04, 0, 0]),
    );
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        for (const curve of parseIcc(bytes)?.matrixShaper?.curves ?? [])
          for (const encoded of [0, 0.5, 1]) expect(curve(encoded)).not.toBeNaN();
      }),
      { numRuns: 2000 },
    );
  });
});
