import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { randomNumbers } from '../testing/pictures.js';
import { jpegQuality, lumaQuantisation } from './jpeg-quality.js';

const picture = () => sharp({ create: { width: 16, height: 16, channels: 3, background: '#7a5' } });

/** A JPEG that is nothing but its quantisation tables. */
const tables = (...content: number[]) =>
  Uint8Array.from([0xff, 0xd8, 0xff, 0xdb, 0, content.length + 2, ...content, 0xff, 0xda, 0, 2]);

describe('JPEG quality by the quantisation tables', () => {
  // mozjpeg's default tables are its own; these are the IJG's.
  test.each([10, 25, 50, 60, 75, 80, 90, 95])(
    'of a file that was saved at %i is that, give or take one',
    async (quality) => {
      const file = await picture().jpeg({ quality, quantisationTable: 0, mozjpeg: false }).toBuffer();
      expect(Math.abs((jpegQuality(file) ?? 0) - quality)).toBeLessThanOrEqual(1);
    },
  );

  test('of 100 is 100: every step is 1', async () => {
    const file = await picture().jpeg({ quality: 100, quantisationTable: 0 }).toBuffer();
    expect(lumaQuantisation(file)).toEqual(Array(64).fill(1));
    expect(jpegQuality(file)).toBeGreaterThanOrEqual(97);
  });

  test('falls with the quality for other encoders’ tables too', async () => {
    const measured = await Promise.all(
      [20, 50, 80, 95].map(async (quality) =>
        jpegQuality(await picture().jpeg({ quality, mozjpeg: true }).toBuffer()),
      ),
    );
    expect(measured).toEqual(measured.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
    expect(new Set(measured).size).toBe(4);
  });

  test('16-bit tables and a luma table that comes second are read', () => {
    const steps = Array.from({ length: 64 }, (_, i) => i + 1);
    expect(lumaQuantisation(tables(0x10, ...steps.flatMap((step) => [0, step])))).toEqual(steps);
    expect(lumaQuantisation(tables(0x01, ...Array(64).fill(99), 0x00, ...steps))).toEqual(steps);
  });

  test('is undefined for what has no table, is cut off or is no JPEG', async () => {
    const png = await picture().png().toBuffer();
    expect(jpegQuality(png)).toBeUndefined();
    expect(jpegQuality(new Uint8Array())).toBeUndefined();
    expect(jpegQuality(tables(0x01, ...Array(64).fill(9)))).toBeUndefined();
    expect(jpegQuality(tables(0x00, 1, 2, 3))).toBeUndefined();
  });

  test('any bytes give a quality of 1 to 100 or none', async () => {
    const whole = await picture().jpeg().toBuffer();
    const random = randomNumbers(4);
    for (let round = 0; round < 500; round++) {
      const damaged = Uint8Array.from(whole);
      for (let i = 0; i < 6; i++) damaged[2 + Math.floor(random() * (whole.length - 2))] = random() * 256;
      const quality = jpegQuality(damaged) ?? 50;
      expect(quality).toBeGreaterThanOrEqual(1);
      expect(quality).toBeLessThanOrEqual(100);
    }
  });
});
