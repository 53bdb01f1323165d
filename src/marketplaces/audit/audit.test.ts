import { describe, expect, it } from 'vitest';
import { noisePicture } from '../../engine/testing/pictures.js';
import { pngClaiming } from '../../engine/testing/png-chunks.js';
import { type Marketplace, marketplace } from '../marketplaces.js';
import { deadLeaves, drawn, encoder, product, productJpeg } from '../testing/drawn.js';
import { audit, judge } from './audit.js';
import type { FindingCode } from './checks.js';
import { inspect } from './inspect.js';

/** Amazon's rules for pictures that are quick to draw. */
const SMALL: Marketplace = {
  ...marketplace('amazon-main'),
  canvas: { kind: 'exact', width: 400, height: 400 },
  minimum: { longest: 200 },
  zoomFrom: 200,
};

const severities = async (file: Uint8Array, market = SMALL) =>
  Object.fromEntries((await audit(file, market)).findings.map(({ code, severity }) => [code, severity]));

const size = { width: 400, height: 400 };

describe('the audit of encoded bytes', () => {
  it('passes a good file in everything', async () => {
    const result = await audit(await productJpeg(size), SMALL);
    expect(result).toMatchObject({ marketplace: 'amazon-main', verdict: 'pass', width: 400, height: 400 });
    expect(result.findings.filter(({ severity }) => severity !== 'pass')).toEqual([]);
  });

  it.each<[FindingCode, string, () => Promise<Uint8Array>]>([
    ['white_border', 'a grey backdrop', () => productJpeg({ ...size, backdrop: [240, 240, 240] })],
    [
      'white_background',
      'a backdrop one tone off',
      () => productJpeg({ ...size, backdrop: [254, 254, 254] }),
    ],
    ['white_background', 'a scene', () => encoder(deadLeaves(400)).png().toBuffer()],
    ['fill', 'a lost product', () => productJpeg({ ...size, fill: 0.5 })],
    ['format', 'a WebP', () => encoder(product(size)).webp({ lossless: true }).toBuffer()],
    ['size_minimum', 'a thumbnail', () => productJpeg({ width: 120, height: 120 })],
    ['transparency', 'alpha', () => encoder(product(size)).ensureAlpha(0.5).png().toBuffer()],
    [
      'frame',
      'a black line around it',
      () =>
        encoder(product(size))
          .extend({ top: 3, bottom: 3, left: 3, right: 3, background: '#000' })
          .jpeg()
          .toBuffer(),
    ],
  ])('fails %s for %s', async (code, _, file) => {
    expect((await severities(await file()))[code]).toBe('fail');
  });

  it.each<[FindingCode, string, () => Promise<Uint8Array>]>([
    ['compression', 'a JPEG of quality 15', () => encoder(product(size)).jpeg({ quality: 15 }).toBuffer()],
    ['colour_space', 'CMYK', () => encoder(product(size)).toColourspace('cmyk').jpeg().toBuffer()],
    ['blur', 'a blurred scene', () => encoder(deadLeaves(400)).blur(2.5).png().toBuffer()],
    ['enlarged', 'an enlarged scene', () => encoder(deadLeaves(300)).resize(1200).png().toBuffer()],
    [
      'personal_data',
      'a location',
      () =>
        encoder(product(size))
          .withExif({ IFD3: { GPSLatitude: '1/1 2/1 3/1' } })
          .jpeg()
          .toBuffer(),
    ],
  ])('warns of %s for %s', async (code, _, file) => {
    expect((await severities(await file()))[code]).toBe('warn');
  });

  it('knows the format by the bytes and the shape as it is shown', async () => {
    const lying = await encoder(product({ width: 400, height: 200 }))
      .jpeg()
      .withMetadata({ orientation: 6 });
    const file = await inspect(await lying.toBuffer());
    expect(file).toMatchObject({ format: 'jpeg', width: 200, height: 400 });
  });

  it('reads 16 bits and grey as they look', async () => {
    const deep = await encoder(product(size)).toColourspace('rgb16').png().toBuffer();
    const grey = await encoder(product(size)).toColourspace('b-w').png().toBuffer();
    for (const file of [await inspect(deep), await inspect(grey)])
      expect(file).toMatchObject({ whiteBorder: 1, backdrop: { uniform: true, white: 1 } });
  });

  it('keeps the tag that says how a picture was made', async () => {
    const xmp =
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/></rdf:RDF></x:xmpmeta>';
    const { findings } = await audit(await encoder(product(size)).withXmp(xmp).jpeg().toBuffer(), SMALL);
    expect(findings.find(({ code }) => code === 'ai_tag')).toMatchObject({
      severity: 'info',
      value: 'trainedAlgorithmicMedia',
    });
  });

  it('judges one inspection for any number of marketplaces', async () => {
    const file = await inspect(await productJpeg(size));
    expect(judge(file, marketplace('instagram')).verdict).toBe('warn');
    expect(judge(file, marketplace('walmart')).verdict).toBe('fail');
  });
});

describe('bad bytes', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'empty_file'],
    ['text', Buffer.from('this is text'), 'not_an_image'],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'svg_refused'],
    ['a bomb', pngClaiming(60_000, 60_000), 'image_too_large'],
    ['a header alone', pngClaiming(100, 100), 'corrupt_image'],
  ])('%s is refused as %s', async (_, bytes, code) => {
    await expect(audit(bytes, SMALL)).rejects.toMatchObject({ name: 'HeroshotError', code });
  });

  it('a file that is cut off is refused', async () => {
    const whole = await encoder(noisePicture(200, 200) as never)
      .jpeg()
      .toBuffer();
    await expect(audit(whole.subarray(0, whole.length / 2), SMALL)).rejects.toMatchObject({
      code: 'corrupt_image',
    });
  });

  it('a limit of the caller holds', async () => {
    const bytes = await productJpeg(size);
    await expect(audit(bytes, SMALL, { limits: { inputPixels: 1000 } })).rejects.toMatchObject({
      code: 'image_too_large',
    });
  });

  it.each([
    [1, 1],
    [1, 700],
    [9, 3],
  ])('a picture of %i×%i is judged, small as it is', async (width, height) => {
    const file = await encoder(drawn(width, height, () => [255, 255, 255]))
      .png()
      .toBuffer();
    expect((await audit(file, SMALL)).verdict).toBe('fail');
  });
});
