import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { ERRORS, HeroshotError } from '../errors.js';
import { sniff } from './sniff.js';

const picture = () => sharp({ create: { width: 4, height: 4, channels: 3, background: '#a41' } });
const bytes = (text: string) => Buffer.from(text, 'latin1');

function codeOf(content: Uint8Array): string {
  try {
    return `no error but ${sniff(content)}`;
  } catch (error) {
    return (error as HeroshotError).code;
  }
}

describe('format by the first bytes', () => {
  test.each(['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)(
    '%s is known by its own bytes',
    async (format) => {
      expect(sniff(await picture().toFormat(format).toBuffer())).toBe(format);
    },
  );

  test('TIFF is known in both byte orders and as BigTIFF', () => {
    for (const start of ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'])
      expect(sniff(bytes(`${start}rest`))).toBe('tiff');
  });

  test('an animated AVIF is known by its brand, wherever that stands', () => {
    expect(sniff(bytes('\0\0\0\x20ftypmsf1\0\0\0\0msf1avis'))).toBe('avif');
  });

  test.each<[string, Uint8Array, string]>([
    ['no bytes', new Uint8Array(), 'empty_file'],
    ['text', bytes('hello, I am a picture'), 'not_an_image'],
    ['a PDF', bytes('%PDF-1.7'), 'not_an_image'],
    ['a ZIP', bytes('PK\x03\x04'), 'not_an_image'],
    ['a MP4 video', bytes('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'), 'not_an_image'],
    ['one byte', bytes('\xff'), 'not_an_image'],
    ['a RIFF that is sound', bytes('RIFF\0\0\0\0WAVEfmt '), 'not_an_image'],
    ['an SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'svg_refused'],
    [
      'an SVG behind declarations',
      bytes('<?xml version="1.0"?>\n<!-- hi -->\n<SVG width="9">'),
      'svg_refused',
    ],
    ['an SVG behind a byte order mark', Buffer.from('\uFEFF<svg\n width="9"/>'), 'svg_refused'],
    ['HTML', bytes('<!doctype html><p>404</p>'), 'not_an_image'],
  ])('%s is refused with a code', (_name, content, code) => {
    expect(codeOf(content)).toBe(code);
  });

  test('any bytes give a format or an error with a code', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (content) => {
        try {
          expect(['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif']).toContain(sniff(content));
        } catch (error) {
          expect(error).toBeInstanceOf(HeroshotError);
          expect(Object.keys(ERRORS)).toContain((error as HeroshotError).code);
        }
      }),
    );
  });
});
