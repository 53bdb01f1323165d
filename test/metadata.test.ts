import exifReader from 'exif-reader';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { decoded } from '../src/engine/testing/decoded.js';
import { createEngine, type EnhanceOptions, type OutputFormat } from '../src/index.js';

const engine = createEngine({ threads: 2 });
afterAll(() => engine.close());

const FORMATS: OutputFormat[] = ['jpeg', 'png', 'webp', 'avif', 'tiff'];
const TERMS = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
const [WIDTH, HEIGHT] = [24, 16];

/** Four quarters, each of its own colour: red, green over blue, grey. */
const QUARTERS = [
  [220, 40, 40],
  [40, 200, 60],
  [50, 60, 210],
  [120, 120, 120],
];

function picture(): Sharp {
  const data = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const quarter = (i % WIDTH < WIDTH / 2 ? 0 : 1) + (i < (WIDTH * HEIGHT) / 2 ? 0 : 2);
    data.set(QUARTERS[quarter], i * 3);
  }
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
}

async function enhanced(file: Uint8Array, options: EnhanceOptions = {}) {
  const { bytes, report } = await engine.enhance(file, { scale: 2, ...options });
  const metadata = await sharp(bytes).metadata();
  const exif = metadata.exif ? exifReader(metadata.exif) : undefined;
  return { bytes, report, metadata, exif, xmp: metadata.xmp?.toString() ?? '' };
}

/** Which quarter of the stored picture is seen at top left, top right, bottom left, bottom right (EXIF 2.32, tag 274). */
const SEEN: Record<number, number[]> = {
  1: [0, 1, 2, 3],
  2: [1, 0, 3, 2],
  3: [3, 2, 1, 0],
  4: [2, 3, 0, 1],
  5: [0, 2, 1, 3],
  6: [2, 0, 3, 1],
  7: [3, 1, 2, 0],
  8: [1, 3, 0, 2],
};

describe('orientation', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    '%i is baked into the pixels and the tag says upright',
    async (orientation) => {
      const file = await picture().withMetadata({ orientation }).png().toBuffer();
      const { bytes, metadata, report } = await enhanced(file);
      const size = orientation < 5 ? [WIDTH, HEIGHT] : [HEIGHT, WIDTH];
      expect([report.input.width, report.input.height]).toEqual(size);
      expect([metadata.width, metadata.height]).toEqual(size.map((side) => side * 2));
      expect([undefined, 1]).toContain(metadata.orientation);
      const { samples, width, height } = await decoded(bytes);
      for (let place = 0; place < 4; place++) {
        const x = Math.floor((width * (place % 2 ? 3 : 1)) / 4);
        const y = Math.floor((height * (place < 2 ? 1 : 3)) / 4);
        for (let c = 0; c < 3; c++) {
          const value = samples[(y * width + x) * 3 + c] * 255;
          expect(Math.abs(value - QUARTERS[SEEN[orientation][place]][c])).toBeLessThan(12);
        }
      }
    },
  );

  test('of a JPEG is baked too', async () => {
    const { metadata } = await enhanced(await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect([metadata.width, metadata.height]).toEqual([HEIGHT * 2, WIDTH * 2]);
    expect([undefined, 1]).toContain(metadata.orientation);
  });
});

describe('density', () => {
  test.each(['jpeg', 'png', 'tiff'] as const)('of a %s is kept', async (format) => {
    const { metadata, report } = await enhanced(await picture().withDensity(240).toFormat(format).toBuffer());
    expect(metadata.density).toBe(240);
    expect(report.input.density).toBe(240);
    expect(report.output.density).toBe(240);
  });

  test.each(['jpeg', 'png', 'tiff'] as const)('is what --dpi asks for in a %s', async (format) => {
    const file = await picture().withDensity(240).toFormat(format).toBuffer();
    const { metadata, report } = await enhanced(file, { dpi: 300 });
    expect(metadata.density).toBe(300);
    expect(report.output.density).toBe(300);
  });

  test.each(['webp', 'avif'] as const)('is what --dpi asks for in the EXIF of a %s', async (format) => {
    const { exif } = await enhanced(await picture().png().toBuffer(), { dpi: 300, format });
    expect(exif?.Image).toMatchObject({ XResolution: 300, YResolution: 300, ResolutionUnit: 2 });
  });

  test('survives a change of format', async () => {
    const { metadata } = await enhanced(await picture().withDensity(240).jpeg().toBuffer(), {
      format: 'tiff',
    });
    expect(metadata.density).toBe(240);
  });
});

describe('EXIF', () => {
  const GPS = {
    GPSLatitudeRef: 'N',
    GPSLatitude: '59/1 54/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '10/1 45/1 0/1',
  };
  const XMP_WITH_PLACE = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="59,54.0N"/></rdf:RDF></x:xmpmeta>`;
  const shopper = () =>
    picture()
      .withExif({
        IFD0: { Copyright: 'Atelier Nord 2026', Artist: 'A. Berg', Software: 'Camera 1.0' },
        IFD2: { BodySerialNumber: 'SN-4711' },
        IFD3: GPS,
      })
      .withXmp(XMP_WITH_PLACE)
      .jpeg()
      .toBuffer();

  test.each(FORMATS)('copyright and author reach a %s', async (format) => {
    const { exif, xmp } = await enhanced(await shopper(), { format });
    // libvips writes no EXIF into TIFF; there the XMP packet carries them.
    if (format !== 'tiff')
      expect(exif?.Image).toMatchObject({ Copyright: 'Atelier Nord 2026', Artist: 'A. Berg' });
    expect(xmp).toMatch(/<dc:rights>.*Atelier Nord 2026.*<\/dc:rights>/);
    expect(xmp).toMatch(/<dc:creator>.*A\. Berg.*<\/dc:creator>/);
  });

  test.each(FORMATS)('a place never reaches a %s, nor a serial number', async (format) => {
    const file = await shopper();
    expect(exifReader((await sharp(file).metadata()).exif as Buffer).GPSInfo).toBeDefined();
    const { bytes, exif } = await enhanced(file, { format });
    expect(exif?.GPSInfo).toBeUndefined();
    for (const secret of ['GPS', 'SN-4711', 'Camera 1.0'])
      expect(Buffer.from(bytes).includes(secret)).toBe(false);
  });

  test('a place does not pass where no network runs either', async () => {
    const file = await sharp({ create: { width: 2004, height: 3, channels: 3, background: '#888' } })
      .withExif({ IFD3: GPS })
      .jpeg()
      .toBuffer();
    const { report, exif } = await enhanced(file, { scale: 'auto' });
    expect(report.scale).toBe(1);
    expect(exif?.GPSInfo).toBeUndefined();
  });
});

describe('digital source type', () => {
  const claim = (inside: string) =>
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" ${inside}</rdf:RDF></x:xmpmeta>`;
  const asAttribute = (term: string) => claim(`Iptc4xmpExt:DigitalSourceType="${TERMS}${term}"/>`);
  const asElement = (term: string) =>
    claim(
      `><Iptc4xmpExt:DigitalSourceType>${TERMS}${term}</Iptc4xmpExt:DigitalSourceType></rdf:Description>`,
    );

  test.each(FORMATS)('of a %s says that an algorithm enhanced it', async (format) => {
    const { xmp, report } = await enhanced(await picture().png().toBuffer(), { format });
    expect(xmp).toContain(`Iptc4xmpExt:DigitalSourceType="${TERMS}algorithmicallyEnhanced"`);
    expect(report.output.digitalSourceType).toBe(`${TERMS}algorithmicallyEnhanced`);
  });

  test.each([
    ['an attribute', asAttribute],
    ['an element', asElement],
  ])('that the file claims as %s is kept where it says AI', async (_name, packet) => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const file = await picture().withXmp(packet('trainedAlgorithmicMedia')).toFormat(format).toBuffer();
      const { xmp, report } = await enhanced(file);
      expect(xmp).toContain(`"${TERMS}trainedAlgorithmicMedia"`);
      expect(xmp).not.toContain('algorithmicallyEnhanced');
      expect(report.output.digitalSourceType).toBe(`${TERMS}trainedAlgorithmicMedia`);
    }
  });

  test('that says capture is replaced', async () => {
    const { xmp } = await enhanced(await picture().withXmp(asAttribute('digitalCapture')).jpeg().toBuffer());
    expect(xmp).toContain('algorithmicallyEnhanced');
    expect(xmp).not.toContain('digitalCapture');
  });

  test('is left as it was where no network ran', async () => {
    const large = sharp({ create: { width: 2004, height: 3, channels: 3, background: '#888' } });
    const plain = await enhanced(await large.jpeg().toBuffer(), { scale: 'auto' });
    expect(plain.report.scale).toBe(1);
    expect(plain.xmp).not.toContain('DigitalSourceType');
    const claimed = await large.withXmp(asAttribute('trainedAlgorithmicMedia')).jpeg().toBuffer();
    expect((await enhanced(claimed, { scale: 'auto' })).xmp).toContain('trainedAlgorithmicMedia');
  });
});

describe('density of formats that keep it in EXIF', () => {
  test.each(['webp', 'avif'] as const)('%s: is read, kept, and set by dpi', async (format) => {
    const file = await picture()
      .withDensity(240)
      .withExif({ IFD0: { Artist: 'A' } })
      [format]()
      .toBuffer();
    for (const dpi of [undefined, 300]) {
      const { report, exif } = await enhanced(file, dpi ? { dpi } : {});
      expect(report.input.density).toBe(240);
      expect(report.output.density).toBe(dpi ?? 240);
      expect(exif?.Image?.XResolution).toBeCloseTo(dpi ?? 240, 0);
    }
  });
});
