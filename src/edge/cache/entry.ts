import { createHash } from 'node:crypto';
import { EDGE_FORMATS } from '../grammar/options.js';
import type { Picture, PictureKey } from './picture.js';

/** First bytes of an entry; another layout gets another letter. */
const MAGIC = Buffer.from('HSE1');
const LONGEST_HEADER = 16_384;

/** SHA-256 in hex. */
export const sha256 = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex');

/** A picture as a file: magic, length of the header (32 bits, little-endian), header as JSON, body. */
export function writeEntry(key: PictureKey, { body, ...meta }: Picture): Buffer {
  const header = Buffer.from(JSON.stringify({ key, bytes: body.length, ...meta }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  return Buffer.concat([MAGIC, length, header, body]);
}

/** The picture of an entry; undefined where it is of another key, cut off, or differs from its digest in any bit. */
export function readEntry(key: PictureKey, entry: Uint8Array): Picture | undefined {
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  if (bytes.length < 8 || !bytes.subarray(0, 4).equals(MAGIC)) return undefined;
  const start = 8 + bytes.readUInt32LE(4);
  if (start > Math.min(bytes.length, LONGEST_HEADER)) return undefined;
  try {
    const { key: own, bytes: length, ...meta } = JSON.parse(bytes.toString('utf8', 8, start));
    const body = bytes.subarray(start);
    const whole = own.source === key.source && own.variant === key.variant && length === body.length;
    if (!whole || !EDGE_FORMATS.includes(meta.format) || sha256(body) !== meta.sha256) return undefined;
    return { ...meta, body };
  } catch {
    return undefined;
  }
}
