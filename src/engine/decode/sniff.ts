import { HeroshotError } from '../errors.js';

/** Picture formats that heroshot reads. */
export type SourceFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff' | 'gif';

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));

/** By the major brand: ISO/IEC 23008-12, annexes B and D. */
const isHeic = (bytes: Uint8Array) => /^ftyp(hei[cxms]|hev[cxms])/.test(ascii(bytes, 4, 12));

const MAGIC: [SourceFormat, (bytes: Uint8Array) => boolean][] = [
  ['jpeg', (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff],
  ['png', (b) => ascii(b, 0, 8) === '\x89PNG\r\n\x1a\n'],
  ['gif', (b) => /^GIF8[79]a/.test(ascii(b, 0, 6))],
  ['webp', (b) => ascii(b, 0, 4) === 'RIFF' && ascii(b, 8, 12) === 'WEBP'],
  ['avif', (b) => ascii(b, 4, 8) === 'ftyp' && /avif|avis|mif1|msf1/.test(ascii(b, 8, 64)) && !isHeic(b)],
  ['tiff', (b) => /^(II[*+]\0|MM\0[*+])/.test(ascii(b, 0, 4))],
];

/**
 * The format of a picture by its first bytes; file names and headers are never trusted.
 *
 * @throws {HeroshotError} `empty_file`, `svg_refused` or `not_an_image`
 */
export function sniff(bytes: Uint8Array): SourceFormat {
  if (bytes.length === 0) throw new HeroshotError('empty_file', 'the file is empty');
  for (const [format, matches] of MAGIC) if (matches(bytes)) return format;
  if (/<svg[\s>]/i.test(ascii(bytes, 0, 4096)))
    throw new HeroshotError('svg_refused', 'the file is an SVG drawing');
  if (isHeic(bytes))
    throw new HeroshotError('not_an_image', 'the file is HEIC; only the AVIF kind of HEIF can be read');
  throw new HeroshotError('not_an_image', 'the bytes are not a JPEG, PNG, WebP, AVIF, TIFF or GIF picture');
}
