import sharp, { type OutputInfo } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { readSource } from '../../engine/decode/source.js';
import { ENHANCED } from '../../engine/encode/xmp.js';
import { DEFAULT_LIMITS } from '../../engine/limits.js';
import { Pool } from '../../engine/pool/pool.js';
import { productScene } from '../../engine/testing/pictures.js';
import { parsePath } from '../grammar/grammar.js';
import { negotiate } from '../negotiation/negotiation.js';
import { planGeometry, reachOf } from './geometry.js';
import { render } from './render.js';

const threads = new Pool(1);
afterAll(() => threads.close());

const scene = (width: number, height: number) =>
  sharp(productScene(width, height), { raw: { width, height, channels: 3 } });

async function made(bytes: Uint8Array, text: string, headers = {}) {
  const { options } = parsePath(`/${text}/YQ`);
  const { size, original, format } = negotiate(options, headers);
  const source = await readSource(bytes, DEFAULT_LIMITS);
  const geometry = planGeometry(source, options, size, reachOf(options, original));
  const file = await render({ bytes, source, geometry, options, format }, threads);
  return { file, geometry, pixels: await sharp(file.body).raw().toBuffer({ resolveWithObject: true }) };
}

const at = ({ data, info }: { data: Buffer; info: OutputInfo }, x: number, y: number) => [
  ...data.subarray((y * info.width + x) * info.channels, (y * info.width + x + 1) * info.channels),
];

describe('rendering', () => {
  it.each([
    'w:100',
    'rs:fill:90:30',
    'rs:fill:90:30/g:sm',
    'rs:force:50:90',
    'rs:fit:80:80/ex:1',
    'w:60/pd:3:4:5:6',
    'w:500',
    'rs:force:500:20',
    'rs:fill:400:400/pd:7/el:1',
  ])('%s has the planned size, in every format', async (text) => {
    const bytes = await scene(200, 120).png().toBuffer();
    for (const format of ['jpg', 'png', 'webp', 'avif']) {
      const { file, geometry, pixels } = await made(bytes, `${text}/f:${format}`);
      expect([file.width, file.height]).toEqual([geometry.output.width, geometry.output.height]);
      expect([pixels.info.width, pixels.info.height]).toEqual([file.width, file.height]);
      expect(file.format).toBe(format === 'jpg' ? 'jpeg' : format);
    }
  });

  it('reduces as sharp alone does, sample by sample', async () => {
    const bytes = await scene(400, 300).jpeg({ quality: 90 }).toBuffer();
    const { file } = await made(bytes, 'w:150/f:webp');
    const alone = await sharp(bytes)
      .autoOrient()
      .resize(150, 113, { fit: 'fill', kernel: 'cubic' })
      .webp({ quality: 80, effort: 2 })
      .toBuffer();
    expect(Buffer.compare(Buffer.from(file.body), alone)).toBe(0);
  });

  it('enlarges without a shift: a ramp stays the same ramp', async () => {
    const ramp = Buffer.from(Array.from({ length: 60 * 3 * 4 }, (_, i) => 4 * (Math.floor(i / 3) % 60)));
    const bytes = await sharp(ramp, { raw: { width: 60, height: 4, channels: 3 } })
      .png()
      .toBuffer();
    const { pixels } = await made(bytes, 'w:150/f:png');
    for (let x = 6; x < 144; x++)
      expect(Math.abs(at(pixels, x, 3)[0] - 4 * ((x + 0.5) / 2.5 - 0.5))).toBeLessThan(0.51);
  });

  it('turns pictures upright before anything is measured', async () => {
    const bytes = await scene(200, 120).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { file } = await made(bytes, 'w:60');
    expect([file.width, file.height]).toEqual([60, 100]);
  });

  it('lays transparent pixels on what is asked for, on white where the format has none, and else keeps them', async () => {
    const clear = { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
    const bytes = await sharp({ create: clear }).png().toBuffer();
    expect(at((await made(bytes, 'w:10/bg:ff0000/f:png')).pixels, 5, 5).slice(0, 3)).toEqual([255, 0, 0]);
    expect(at((await made(bytes, 'w:10/f:jpg')).pixels, 5, 5)).toEqual([255, 255, 255]);
    const kept = await made(bytes, 'w:10');
    expect(kept.file.format).toBe('png');
    expect(at(kept.pixels, 5, 5)[3]).toBe(0);
    expect((await made(bytes, 'w:40/f:webp')).pixels.info.channels).toBe(4);
  });

  it('pads with the background, or with nothing', async () => {
    const bytes = await scene(40, 20).png().toBuffer();
    const red = await made(bytes, 'rs:fit:40:40:0:1/bg:ff0000/f:png');
    expect(at(red.pixels, 0, 0)).toEqual([255, 0, 0]);
    const clear = await made(bytes, 'w:40/pd:5/el:0');
    expect(clear.file.format).toBe('png');
    expect(at(clear.pixels, 0, 0)[3]).toBe(0);
    expect(at(clear.pixels, 20, 15)[3]).toBe(255);
  });

  it('reads grey, 16 bits, CMYK and palettes', async () => {
    const grey = await scene(40, 30).greyscale().jpeg().toBuffer();
    const deep = await scene(40, 30).toColourspace('rgb16').png().toBuffer();
    const press = await scene(40, 30).toColourspace('cmyk').jpeg().toBuffer();
    const palette = await scene(40, 30).png({ palette: true }).toBuffer();
    for (const bytes of [grey, deep, press, palette])
      for (const text of ['w:20/f:webp', 'w:90/f:jpg', 'rs:fill:90:20/g:sm/f:png']) {
        const { pixels, geometry } = await made(bytes, text);
        expect(pixels.info.width).toBe(geometry.output.width);
      }
  });

  it('keeps what a file says of AI, and its place never', async () => {
    const marked = await scene(40, 30)
      .withExif({ IFD3: { GPSLatitude: '50/1 0/1 0/1' } })
      .jpeg()
      .toBuffer();
    const { exif, xmp } = await sharp((await made(marked, 'w:20')).file.body).metadata();
    expect([exif, xmp]).toEqual([undefined, undefined]);
    const source = await readSource(marked, DEFAULT_LIMITS);
    source.metadata.digitalSourceType =
      'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
    const { options } = parsePath('/w:20/YQ');
    const geometry = planGeometry(
      source,
      options,
      { width: 20, height: 0, scale: 1, atMost: 0, dpr: 1 },
      reachOf(options, false),
    );
    const format = { wanted: 'jpeg', accepted: true } as const;
    const file = await render({ bytes: marked, source, geometry, options, format }, threads);
    expect((await sharp(file.body).metadata()).xmp?.toString()).toContain('trainedAlgorithmicMedia');
    const enhanced = { width: 80, height: 60, channels: 3 as const, samples: new Uint8Array(80 * 60 * 3) };
    const plain = await readSource(await scene(40, 30).jpeg().toBuffer(), DEFAULT_LIMITS);
    const by = await render({ bytes: marked, source: plain, enhanced, geometry, options, format }, threads);
    expect((await sharp(by.body).metadata()).xmp?.toString()).toContain(ENHANCED);
  });

  it('gives who takes WebP the smaller of WebP and JPEG', async () => {
    const accept = { accept: 'image/webp' };
    const bytes = await scene(300, 200).png().toBuffer();
    const { file } = await made(bytes, 'w:300', accept);
    const sizes = await Promise.all(
      ['webp', 'jpg'].map(async (f) => (await made(bytes, `w:300/f:${f}`)).file.body.length),
    );
    expect(file.body.length).toBe(Math.min(...sizes));
    // A flat picture is smaller as WebP.
    const flat = sharp({ create: { width: 400, height: 400, channels: 3, background: '#777' } });
    expect((await made(await flat.png().toBuffer(), 'w:300', accept)).file.format).toBe('webp');
  });

  it('says what is damaged', async () => {
    const whole = await scene(200, 120).jpeg().toBuffer();
    await expect(made(whole.subarray(0, whole.length / 2), 'w:50')).rejects.toMatchObject({
      code: 'corrupt_image',
    });
  });
});
