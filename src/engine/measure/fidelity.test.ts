import { describe, expect, test } from 'vitest';
import { colourSpace } from '../colour/space.js';
import { noisePicture, pixelSource } from '../testing/pictures.js';
import { ciede2000, labOf, type Rgb, SRGB } from '../testing/reference-colour.js';
import { fidelityOf, tallyRows } from './fidelity.js';
import type { SampleView } from './reduce.js';

/** Each pixel repeated, plus something: a result that a measure must see through. */
function repeated(picture: SampleView, scale: number, plus = (_x: number, _y: number, _c: number) => 0) {
  const { width, height, channels } = picture;
  return pixelSource(
    { width: width * scale, height: height * scale, channels: channels as 3 | 4 },
    (x, y, c) => {
      const at = (Math.floor(y / scale) * width + Math.floor(x / scale)) * channels + c;
      return picture.samples[at] + plus(x, y, c);
    },
  );
}

function measure(input: SampleView, output: SampleView, scale: number) {
  return fidelityOf([tallyRows(input, output, scale, colourSpace(undefined), 0, input.height)]);
}

describe('fidelity', () => {
  test('of a result that reduces to its input is perfect', () => {
    const input = noisePicture(19, 13);
    const fidelity = measure(input, repeated(input, 4), 4);
    expect(fidelity.deltaE00).toEqual({ mean: 0, p95: 0, max: 0 });
    expect(fidelity.regionDeltaE00.max).toBeLessThan(0.01);
    expect(fidelity.consistencyPsnr).toBe(99);
  });

  test('of a flat colour that moved is the ΔE2000 of the two colours', () => {
    const [before, after] = [
      [200, 50, 50],
      [196, 56, 50],
    ];
    const input = pixelSource({ width: 24, height: 16 }, (_x, _y, c) => before[c]);
    const output = pixelSource({ width: 48, height: 32 }, (_x, _y, c) => after[c]);
    const lab = (rgb: number[]) => labOf(SRGB, rgb.map((v) => v / 255) as unknown as Rgb);
    const expected = ciede2000(lab(before), lab(after));
    const { deltaE00, regionDeltaE00, consistencyPsnr } = measure(input, output, 2);
    expect(deltaE00.mean).toBeCloseTo(expected, 2);
    expect(deltaE00.max).toBeCloseTo(expected, 2);
    expect(regionDeltaE00.mean).toBeCloseTo(expected, 2);
    const mse = (4 ** 2 + 6 ** 2) / 3 / 255 ** 2;
    expect(consistencyPsnr).toBeCloseTo(-10 * Math.log10(mse), 3);
  });

  test('regions do not see noise that averages out, pixels do', () => {
    const input = pixelSource({ width: 64, height: 64 }, () => 128);
    const chequers = repeated(input, 2, (x, y) => (((x >> 1) + (y >> 1)) % 2 ? 6 : -6));
    const { deltaE00, regionDeltaE00 } = measure(input, chequers, 2);
    expect(deltaE00.mean).toBeGreaterThan(1);
    expect(regionDeltaE00.max).toBeLessThan(0.05);
  });

  test('colours of transparent pixels do not count', () => {
    const input = pixelSource({ width: 16, height: 16, channels: 4 }, (x, _y, c) =>
      c === 3 ? (x < 8 ? 255 : 0) : 90,
    );
    const output = repeated(input, 2, (x, _y, c) => (x >= 16 && c < 3 ? 100 : 0));
    expect(measure(input, output, 2).deltaE00.max).toBe(0);
  });

  test('is the same whether measured whole or in bands', () => {
    const input = noisePicture(21, 40, 3, 5);
    const output = repeated(input, 2, (x, y) => (x * y) % 7);
    const bands = [
      [0, 16],
      [16, 24],
      [24, 40],
    ].map(([from, to]) => tallyRows(input, output, 2, colourSpace(undefined), from, to));
    const banded = fidelityOf(bands);
    const whole = measure(input, output, 2);
    expect(banded.deltaE00.p95).toBe(whole.deltaE00.p95);
    expect(banded.deltaE00.mean).toBeCloseTo(whole.deltaE00.mean, 9);
    expect(banded.consistencyPsnr).toBeCloseTo(whole.consistencyPsnr, 9);
    expect(banded.flatAreas).toEqual(whole.flatAreas);
  });
});

describe('flat areas', () => {
  const half = pixelSource({ width: 32, height: 32 }, (x, y) => (x < 16 ? 240 : ((x * 7 + y * 13) % 50) * 4));

  test('are those whose input does not spread, and stay flat where the result does not', () => {
    expect(measure(half, repeated(half, 4), 4).flatAreas).toEqual({ share: 0.5, kept: 1 });
  });

  test('are lost where the result has grain, though it reduces to the input', () => {
    const grain = repeated(half, 4, (x, y) => (x < 32 ? ((x + y) % 2 ? 4 : -4) : 0));
    const { flatAreas, consistencyPsnr } = measure(half, grain, 4);
    expect(consistencyPsnr).toBe(99);
    expect(flatAreas).toEqual({ share: 0.5, kept: 0.5 });
  });

  test('a picture without any keeps them all', () => {
    const noise = noisePicture(16, 16);
    expect(measure(noise, repeated(noise, 2), 2).flatAreas).toEqual({ share: 0, kept: 1 });
  });
});
