import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { decoded } from '../src/engine/testing/decoded.js';
import { createEngine } from '../src/index.js';

const engine = createEngine({ threads: 2 });
afterAll(() => engine.close());

const SIZE = 48;
const COLOUR = [200, 60, 40];

/** How much of a pixel a disc covers, antialiased. */
const cover = (x: number, y: number) =>
  Math.min(1, Math.max(0, 0.5 + 15 - Math.hypot(x + 0.5 - SIZE / 2, y + 0.5 - SIZE / 2)));

/** A coloured disc; what is fully transparent is black, as most programs leave it. */
function disc(depth: 8 | 16 = 8) {
  const full = depth === 8 ? 255 : 65535;
  const samples = depth === 8 ? new Uint8Array(SIZE * SIZE * 4) : new Uint16Array(SIZE * SIZE * 4);
  for (let y = 0, at = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++, at += 4) {
      const alpha = Math.round(cover(x, y) * full);
      samples.set(
        COLOUR.map((tone) => (alpha ? (tone * full) / 255 : 0)),
        at,
      );
      samples[at + 3] = alpha;
    }
  const image = sharp(samples, { raw: { width: SIZE, height: SIZE, channels: 4 } });
  return depth === 16 ? image.toColourspace('rgb16') : image;
}

describe('a disc on transparent black', () => {
  test.each([
    ['PNG', 2, 4, () => disc().png().toBuffer()],
    ['PNG', 4, 4, () => disc().png().toBuffer()],
    ['16-bit PNG', 4, 4, () => disc(16).png().toBuffer()],
    ['TIFF', 2, 4, () => disc().tiff({ compression: 'lzw' }).toBuffer()],
    // WebP stores colour at half size and with loss; alpha without.
    ['WebP', 4, 10, () => disc().webp({ lossless: true }).toBuffer()],
  ] as const)('has no fringe on black or on white (%s, %i×)', async (_name, scale, tolerance, file) => {
    const { bytes, report } = await engine.enhance(await file(), { scale });
    expect(report.output.alpha).toBe(true);
    const { samples, channels } = await decoded(bytes);
    expect(channels).toBe(4);
    let edge = 0;
    let farthest = 0;
    for (let at = 0; at < samples.length; at += 4) {
      const alpha = samples[at + 3];
      if (alpha > 0.02 && alpha < 0.98) edge++;
      for (let c = 0; c < 3; c++)
        for (const background of [0, 255]) {
          // Composited, a pixel is the mix of the disc's colour and the background, nothing darker or lighter.
          const seen = samples[at + c] * 255 * alpha + background * (1 - alpha);
          const ideal = COLOUR[c] * alpha + background * (1 - alpha);
          farthest = Math.max(farthest, Math.abs(seen - ideal));
        }
    }
    expect(farthest).toBeLessThanOrEqual(tolerance);
    expect(edge).toBeGreaterThan(50);
  });

  test.each([2, 4] as const)(
    'keeps its outline: inside is opaque, outside is empty, the area is the same (%i×)',
    async (scale) => {
      const { bytes } = await engine.enhance(await disc().png().toBuffer(), { scale });
      const { samples, width } = await decoded(bytes);
      let area = 0;
      const [inside, outside]: [number[], number[]] = [[], []];
      for (let y = 0, at = 3; y < width; y++)
        for (let x = 0; x < width; x++, at += 4) {
          area += samples[at] / scale ** 2;
          const radius = Math.hypot((x + 0.5) / scale - SIZE / 2, (y + 0.5) / scale - SIZE / 2);
          if (radius < 13) inside.push(samples[at]);
          if (radius > 17) outside.push(samples[at]);
        }
      expect(Math.min(...inside)).toBeGreaterThan(0.98);
      expect(Math.max(...outside)).toBeLessThan(0.02);
      expect(Math.abs(area / (Math.PI * 15 ** 2) - 1)).toBeLessThan(0.01);
    },
  );

  test('is laid on white for a format without alpha', async () => {
    const { bytes, report } = await engine.enhance(await disc().png().toBuffer(), {
      scale: 4,
      format: 'jpeg',
    });
    expect(report.output.alpha).toBe(false);
    const { samples, width, channels } = await decoded(bytes);
    expect(channels).toBe(3);
    const at = (x: number, y: number) => [...samples.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
    for (const value of at(3, 3)) expect(value).toBeGreaterThan(0.99);
    for (const [c, value] of at(width / 2, width / 2).entries())
      expect(Math.abs(value * 255 - COLOUR[c])).toBeLessThanOrEqual(4);
    // Along a line across the edge nothing is darker than the disc: no black fringe.
    for (let x = 0; x < width; x++) expect(at(x, width / 2)[0]).toBeGreaterThan((COLOUR[0] - 8) / 255);
  });
});

describe('alpha', () => {
  test('that hides nothing is dropped', async () => {
    const opaque = await sharp({ create: { width: 20, height: 20, channels: 4, background: '#7a9' } })
      .png()
      .toBuffer();
    expect((await sharp(opaque).metadata()).hasAlpha).toBe(true);
    const { bytes, report } = await engine.enhance(opaque, { scale: 2 });
    expect(report.input.alpha).toBe(false);
    expect((await sharp(bytes).metadata()).hasAlpha).toBe(false);
  });

  test('of a GIF is kept in the PNG that it becomes', async () => {
    const { bytes, report } = await engine.enhance(await disc().gif().toBuffer(), { scale: 2 });
    expect(report.output).toMatchObject({ format: 'png', alpha: true });
    const { samples, width } = await decoded(bytes);
    expect(samples[3]).toBe(0);
    expect(samples[((width * width) / 2 + width / 2) * 4 + 3]).toBe(1);
  });

  test('of an invisible picture stays: nothing appears', async () => {
    const empty = await sharp({
      create: { width: 20, height: 20, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const { bytes } = await engine.enhance(empty, { scale: 4 });
    const { samples } = await decoded(bytes);
    for (let at = 3; at < samples.length; at += 4) expect(samples[at]).toBe(0);
  });
});
