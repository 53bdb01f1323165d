import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { carriedExif, digitalSourceType } from './fields.js';

async function exifOf(exif: Record<string, Record<string, string>>): Promise<Buffer> {
  const file = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .withExif(exif)
    .jpeg()
    .toBuffer();
  return (await sharp(file).metadata()).exif as Buffer;
}

describe('EXIF fields that are carried', () => {
  test('are who made the picture, with what and of what', async () => {
    const carried = {
      Copyright: 'Atelier Nord 2026',
      Artist: 'A. Berg',
      ImageDescription: 'Bag, red',
      Make: 'Canon',
      Model: 'EOS R5',
    };
    expect(carriedExif(await exifOf({ IFD0: carried }))).toEqual(carried);
  });

  test('are none of the others: no place, no software, no serial number', async () => {
    const exif = await exifOf({
      IFD0: { Copyright: 'me', Software: 'Editor 9' },
      IFD2: { BodySerialNumber: '123456' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 54/1 0/1' },
    });
    expect(carriedExif(exif)).toEqual({ Copyright: 'me' });
  });

  test('are one line of bounded length', async () => {
    const exif = await exifOf({ IFD0: { Copyright: ` one\r\ntwo${'x'.repeat(3000)}`, Artist: '   ' } });
    const { Copyright, ...rest } = carriedExif(exif);
    expect(Copyright).toMatch(/^one {2}twox/);
    expect(Copyright).toHaveLength(2000);
    expect(rest).toEqual({});
  });

  test('of damaged or absent EXIF are none', async () => {
    expect(carriedExif(undefined)).toEqual({});
    expect(carriedExif(new Uint8Array())).toEqual({});
    const whole = await exifOf({ IFD0: { Copyright: 'me', Artist: 'you' } });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), (at, change) => {
        const damaged = Uint8Array.from(whole);
        damaged.set(change.subarray(0, whole.length - at), at);
        for (const text of Object.values(carriedExif(damaged))) expect(typeof text).toBe('string');
      }),
    );
  });
});

describe('IPTC digital source type', () => {
  const AI = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

  test.each([
    ['an attribute', `<rdf:Description Iptc4xmpExt:DigitalSourceType="${AI}"/>`],
    ['an attribute in single quotes', `<rdf:Description Iptc4xmpExt:DigitalSourceType = '${AI}'/>`],
    ['an element', `<Iptc4xmpExt:DigitalSourceType>\n  ${AI}\n</Iptc4xmpExt:DigitalSourceType>`],
    ['a resource', `<Iptc4xmpExt:DigitalSourceType rdf:resource="${AI}"/>`],
    ['an attribute under another prefix', `<rdf:Description ext:DigitalSourceType="${AI}"/>`],
  ])('is found as %s', (_name, xmp) => {
    expect(digitalSourceType(Buffer.from(`<x:xmpmeta>${xmp}</x:xmpmeta>`))).toBe(AI);
  });

  test('is undefined where there is none', () => {
    expect(digitalSourceType(undefined)).toBeUndefined();
    expect(
      digitalSourceType(Buffer.from('<x:xmpmeta><dc:rights>me</dc:rights></x:xmpmeta>')),
    ).toBeUndefined();
  });

  test('is found in any packet without hanging', () => {
    const part = fc.constantFrom(
      'DigitalSourceType',
      '=',
      '"',
      '<',
      '>',
      ' ',
      'rdf:resource',
      'a:',
      '/',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 200 }), (parts) => {
        const found = digitalSourceType(Buffer.from(parts.join('')));
        expect(found === undefined || found.length <= 300).toBe(true);
      }),
    );
  });

  test('a hostile packet of a megabyte is read in a moment', () => {
    const start = performance.now();
    digitalSourceType(Buffer.from('<a:DigitalSourceType '.repeat(50_000)));
    digitalSourceType(Buffer.from(`DigitalSourceType${' '.repeat(1_000_000)}`));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
