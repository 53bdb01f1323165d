import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digitalSourceType } from '../decode/fields.js';
import { ENHANCED, enhancedSourceType, xmpPacket } from './xmp.js';

const TERMS = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

describe('digital source type of a result', () => {
  test('is "algorithmically enhanced" by IPTC’s own address', () => {
    expect(enhancedSourceType(undefined)).toBe(`${TERMS}algorithmicallyEnhanced`);
    expect(ENHANCED).toBe(`${TERMS}algorithmicallyEnhanced`);
  });

  test.each(['digitalCapture', 'negativeFilm', 'humanEdits', 'minorHumanEdits', 'algorithmicallyEnhanced'])(
    'replaces %s',
    (term) => {
      expect(enhancedSourceType(TERMS + term)).toBe(ENHANCED);
    },
  );

  test.each([
    'trainedAlgorithmicMedia',
    'compositeWithTrainedAlgorithmicMedia',
    'compositeSynthetic',
    'algorithmicMedia',
    'virtualRecording',
    'dataDrivenMedia',
  ])('never replaces %s', (term) => {
    expect(enhancedSourceType(TERMS + term)).toBe(TERMS + term);
    expect(enhancedSourceType(term)).toBe(term);
  });
});

describe('XMP packet', () => {
  test('holds the type where readers look for it', () => {
    const packet = xmpPacket(ENHANCED, {});
    expect(packet).toContain(`Iptc4xmpExt:DigitalSourceType="${ENHANCED}"`);
    expect(packet).toContain('xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"');
    expect(digitalSourceType(Buffer.from(packet))).toBe(ENHANCED);
    expect(packet).not.toMatch(/dc:rights|dc:creator/);
  });

  test('carries copyright and author, and nothing else of EXIF', () => {
    const packet = xmpPacket(ENHANCED, { Copyright: '© Nord', Artist: 'A. Berg', Model: 'EOS R5' });
    expect(packet).toMatch(/<dc:rights>.*© Nord.*<\/dc:rights>/);
    expect(packet).toMatch(/<dc:creator>.*A\. Berg.*<\/dc:creator>/);
    expect(packet).not.toContain('EOS');
  });

  test('no text can leave its place: markup is escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', ']]>', '</') }), (text) => {
        const packet = xmpPacket(`x${text}`, { Copyright: `c${text}`, Artist: `a${text}` });
        const plain = xmpPacket('x', { Copyright: 'c', Artist: 'a' });
        // Escaped, the packet has the markup of one without the text.
        const markup = (xml: string) => xml.replace(/&#\d+;/g, '').replace(/[^<>"'&]/g, '');
        expect(markup(packet)).toBe(markup(plain));
        const decoded = packet.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
        expect(decoded).toContain(`x-default">c${text}</rdf:li>`);
      }),
    );
  });
});
