import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { type Decoded, decoded, meanDifference } from '../src/engine/testing/decoded.js';
import {
  ADOBE_COLOURANTS,
  adobeRgbProfile,
  greyProfile,
  parametricCurve,
  rgbProfile,
} from '../src/engine/testing/icc-profile.js';
import { productScene } from '../src/engine/testing/pictures.js';
import { withProfile } from '../src/engine/testing/png-chunks.js';
import { ADOBE_RGB, DISPLAY_P3, type ReferenceSpace, SRGB } from '../src/engine/testing/reference-colour.js';
import { createEngine } from '../src/index.js';

const [WIDTH, HEIGHT] = [160, 120];
const engine = createEngine({ threads: 2 });
afterAll(() => engine.close());

const scene = (): Sharp =>
  sharp(productScene(WIDTH, HEIGHT), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });

/** The scene with 16-bit tones between the 8-bit ones. */
function deepScene(): Sharp {
  const tones = Uint16Array.from(
    productScene(WIDTH, HEIGHT),
    (value, i) => value * 257 + ((i * 91) % 257) - 128,
  );
  return sharp(tones, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).toColourspace('rgb16');
}

/** The scene with a soft hole. */
function cutScene(): Sharp {
  const alpha = Buffer.from(Array.from({ length: WIDTH * HEIGHT }, (_, i) => Math.min(255, 2 * (i % WIDTH))));
  return scene().joinChannel(alpha, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } });
}

/** Grey and alpha, two channels. */
async function greyCutScene(): Promise<Uint8Array> {
  const { data } = await cutScene().raw().toBuffer({ resolveWithObject: true });
  const pairs = Buffer.alloc(WIDTH * HEIGHT * 2, 0).map((_, i) => data[(i >> 1) * 4 + (i % 2 ? 3 : 1)]);
  return sharp(pairs, { raw: { width: WIDTH, height: HEIGHT, channels: 2 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

const jpeg = { quality: 98, chromaSubsampling: '4:4:4' };

interface Case {
  name: string;
  file: () => Promise<Uint8Array>;
  space: ReferenceSpace;
  /** The result's profile: the input's own bytes, libvips' sRGB, or none. */
  profile: 'same' | 'sRGB' | 'none';
  format: string;
  depth?: 8 | 16;
  alpha?: boolean;
  grey?: boolean;
}

const CASES: Case[] = [
  {
    name: 'Display P3 JPEG',
    file: () => scene().withIccProfile('p3', { attach: true }).jpeg(jpeg).toBuffer(),
    space: DISPLAY_P3,
    profile: 'same',
    format: 'jpeg',
  },
  {
    name: 'Display P3 PNG',
    file: () => scene().withIccProfile('p3').png().toBuffer(),
    space: DISPLAY_P3,
    profile: 'same',
    format: 'png',
  },
  {
    name: 'Adobe RGB PNG',
    file: async () => withProfile(await scene().png().toBuffer(), adobeRgbProfile()),
    space: ADOBE_RGB,
    profile: 'same',
    format: 'png',
  },
  {
    name: 'sRGB-tagged JPEG',
    file: () => scene().withIccProfile('srgb').jpeg(jpeg).toBuffer(),
    space: SRGB,
    profile: 'same',
    format: 'jpeg',
  },
  {
    name: 'untagged JPEG',
    file: () => scene().jpeg(jpeg).toBuffer(),
    space: SRGB,
    profile: 'none',
    format: 'jpeg',
  },
  {
    name: 'untagged WebP',
    file: () => scene().webp({ quality: 95 }).toBuffer(),
    space: SRGB,
    profile: 'none',
    format: 'webp',
  },
  {
    name: 'untagged AVIF',
    file: () => scene().avif({ quality: 80 }).toBuffer(),
    space: SRGB,
    profile: 'none',
    format: 'avif',
  },
  {
    name: 'grey JPEG',
    file: () => scene().toColourspace('b-w').jpeg(jpeg).toBuffer(),
    space: SRGB,
    profile: 'none',
    format: 'jpeg',
    grey: true,
  },
  {
    name: 'grey PNG with a grey profile',
    file: async () =>
      withProfile(await scene().toColourspace('b-w').png().toBuffer(), greyProfile('Gamma 1.8', 1.8)),
    space: SRGB,
    profile: 'sRGB',
    format: 'png',
    grey: true,
  },
  {
    name: 'grey PNG with alpha',
    file: greyCutScene,
    space: SRGB,
    profile: 'none',
    format: 'png',
    alpha: true,
    grey: true,
  },
  {
    name: 'CMYK JPEG with its profile',
    file: () => scene().toColourspace('cmyk').withIccProfile('cmyk').jpeg(jpeg).toBuffer(),
    space: SRGB,
    profile: 'sRGB',
    format: 'jpeg',
  },
  {
    name: 'CMYK TIFF',
    file: () => scene().toColourspace('cmyk').withIccProfile('cmyk').tiff({ compression: 'lzw' }).toBuffer(),
    space: SRGB,
    profile: 'sRGB',
    format: 'tiff',
  },
  {
    name: '16-bit PNG',
    file: () => deepScene().png().toBuffer(),
    space: SRGB,
    profile: 'none',
    format: 'png',
    depth: 16,
  },
  {
    name: '16-bit Adobe RGB PNG',
    file: async () => withProfile(await deepScene().png().toBuffer(), adobeRgbProfile()),
    space: ADOBE_RGB,
    profile: 'same',
    format: 'png',
    depth: 16,
  },
  {
    name: '16-bit TIFF',
    file: () => deepScene().tiff({ compression: 'lzw' }).toBuffer(),
    space: SRGB,
    profile: 'none',
    format: 'tiff',
    depth: 16,
  },
  {
    name: 'RGBA PNG',
    file: () => cutScene().png().toBuffer(),
    space: SRGB,
    profile: 'none',
    format: 'png',
    alpha: true,
  },
  {
    name: 'RGBA WebP',
    file: () => cutScene().webp({ quality: 95 }).toBuffer(),
    space: SRGB,
    profile: 'none',
    format: 'webp',
    alpha: true,
  },
];

async function libvipsSrgb(): Promise<Buffer | undefined> {
  return (await sharp(await scene().withIccProfile('srgb').png().toBuffer()).metadata()).icc;
}

describe.each(CASES)('$name', ({ file, space, profile, format, depth = 8, alpha = false, grey = false }) => {
  test.each([2, 4] as const)('keeps its colours, its profile and its depth at %i×', async (scale) => {
    const input = await file();
    const before = await sharp(input).metadata();
    const { bytes, report } = await engine.enhance(input, { scale });
    const after = await sharp(bytes).metadata();

    expect(report.output).toMatchObject({
      format,
      width: WIDTH * scale,
      height: HEIGHT * scale,
      depth,
      alpha,
    });
    expect(after).toMatchObject({ width: WIDTH * scale, height: HEIGHT * scale, hasAlpha: alpha });
    expect(after.depth).toBe(depth === 16 ? 'ushort' : 'uchar');
    if (profile === 'same') expect(before.icc).toBeDefined();
    expect(after.icc).toEqual({ same: before.icc, sRGB: await libvipsSrgb(), none: undefined }[profile]);

    // As the report says, and as someone else measures it.
    expect(report.fidelity.deltaE00.mean).toBeLessThan(0.5);
    const result = await decoded(bytes);
    const difference = meanDifference(await decoded(input, profile === 'sRGB'), result, space);
    expect(difference).toBeLessThan(0.5);
    expect(Math.abs(difference - report.fidelity.deltaE00.mean)).toBeLessThan(0.05);
    if (grey) {
      expect(before.channels).toBe(alpha ? 2 : 1);
      expectGrey(result);
    }
  });
});

function expectGrey({ channels, samples }: Decoded) {
  let farthest = 0;
  for (let i = 0; i < samples.length; i += channels)
    for (const c of [1, 2]) farthest = Math.max(farthest, Math.abs(samples[i] - samples[i + c]));
  expect(farthest * 255).toBeLessThan(1.1);
}

/** Nothing is known beyond a picture's edge: there, and only there, a saturated colour may move by this much. */
const AT_EDGES = 4;

/** Largest difference from a flat colour, in levels of 255. */
function distanceFrom(colour: readonly number[], samples: Float64Array): number {
  return samples.reduce((most, value, i) => Math.max(most, Math.abs(value * 255 - colour[i % 3])), 0);
}

describe('a flat colour', () => {
  const patch = (colour = { r: 200, g: 50, b: 50 }) =>
    sharp({ create: { width: 24, height: 20, channels: 3, background: colour } });
  // Tagged, not converted: samples stay 200, 50, 50 in the profile's space.
  const tagged = async (icc: Uint8Array) => withProfile(await patch().png().toBuffer(), icc);
  const p3 = async () =>
    (await sharp(await patch().withIccProfile('p3').png().toBuffer()).metadata()).icc as Buffer;

  test.each([
    ['Display P3', async () => tagged(await p3())],
    ['Adobe RGB', () => tagged(adobeRgbProfile())],
    ['untagged', () => patch().png().toBuffer()],
  ] as const)('in %s has the same numbers afterwards', async (_name, file) => {
    for (const format of ['png', 'jpeg', 'webp', 'tiff'] as const) {
      const { bytes } = await engine.enhance(await file(), { scale: 4, format });
      const { samples } = await decoded(bytes);
      expect(distanceFrom([200, 50, 50], samples)).toBeLessThanOrEqual(AT_EDGES);
    }
  });

  test('is converted, once, where the input is CMYK', async () => {
    const file = await patch()
      .toColourspace('cmyk')
      .withIccProfile('cmyk')
      .tiff({ compression: 'lzw' })
      .toBuffer();
    const { bytes, report } = await engine.enhance(file, { scale: 2 });
    const expected = await decoded(file, true);
    const { samples } = await decoded(bytes);
    const colour = Array.from(expected.samples.subarray(0, 3), (value) => value * 255);
    expect(distanceFrom(colour, samples)).toBeLessThanOrEqual(AT_EDGES);
    expect(report.notes).toEqual([expect.stringMatching(/^CMYK was converted to sRGB by /)]);
  });

  test('in 16 bits keeps tones that 8 bits do not have', async () => {
    const tones = new Uint16Array(24 * 20 * 3).fill(30_100);
    const file = await sharp(tones, { raw: { width: 24, height: 20, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    const { bytes } = await engine.enhance(file, { scale: 2 });
    const { samples } = await decoded(bytes);
    // 30,100 lies between 117 and 118 of 255.
    const mean = samples.reduce((a, b) => a + b, 0) / samples.length;
    expect(Math.abs(mean * 65535 - 30_100)).toBeLessThan(40);
    expect(samples.some((value) => Math.round(value * 65535) % 257 !== 0)).toBe(true);
  });
});

describe('a profile that cannot be used', () => {
  const png = () => scene().png().toBuffer();

  test('is ignored with a note where it is damaged, and the samples stay', async () => {
    const file = withProfile(await png(), rgbProfile('Broken', ADOBE_COLOURANTS, parametricCurve(0, [-2])));
    const { bytes, report } = await engine.enhance(file, { scale: 2 });
    expect(report.notes).toContain('a damaged colour profile was ignored');
    expect((await sharp(bytes).metadata()).icc).toBeUndefined();
    expect(meanDifference(await decoded(await png()), await decoded(bytes), SRGB)).toBeLessThan(0.5);
  });

  test('is ignored where it is for grey and the picture has colours', async () => {
    const file = withProfile(await png(), greyProfile('Grey', 2.2));
    const { bytes } = await engine.enhance(file, { scale: 2 });
    expect(meanDifference(await decoded(await png()), await decoded(bytes), SRGB)).toBeLessThan(0.5);
  });

  test('is ignored where it is for RGB and the picture is grey', async () => {
    const grey = await scene().toColourspace('b-w').png().toBuffer();
    const { bytes } = await engine.enhance(withProfile(grey, adobeRgbProfile()), { scale: 2 });
    expect(meanDifference(await decoded(grey), await decoded(bytes), SRGB)).toBeLessThan(0.5);
  });
});
