import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { HeroshotError } from '../../engine/errors.js';
import type { EntryPlace } from './source.js';

/** Unpacked bytes per packed byte that a picture never has, once it is large. */
const MOST_RATIO = 200;
const LARGE = 32 * 2 ** 20;

/**
 * Where an entry's data is, after everything that its header tells was judged.
 *
 * @throws {HeroshotError} `zip_encrypted`, `zip_refused`, `zip_corrupt` or `too_many_bytes`
 */
export function entryPlace(entry: Entry, name: string, limit: number): EntryPlace {
  const { compressedSize, uncompressedSize: size, compressionMethod: method } = entry;
  if (entry.isEncrypted()) throw new HeroshotError('zip_encrypted', `entry ${name} is encrypted`);
  if (method !== 0 && method !== 8)
    throw new HeroshotError('zip_refused', `entry ${name} is compressed by method ${method}, not by Deflate`);
  // Upper half: the mode of Unix; 0o120000 is a link, whose data is a path and no picture.
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000)
    throw new HeroshotError('zip_refused', `entry ${name} is a link`);
  if (size > limit) throw tooMany(name, limit);
  if (size > LARGE && size > compressedSize * MOST_RATIO) throw bomb(name);
  if (method === 0 && size !== compressedSize)
    throw new HeroshotError('zip_corrupt', `entry ${name} is stored, but its two sizes differ`);
  return { offset: entry.relativeOffsetOfLocalHeader, compressedSize, size, method, crc32: entry.crc32 };
}

/**
 * Unpack one entry into memory. Limits hold for the bytes that really come, whatever the headers say, and the checksum must
 * be right.
 *
 * @throws {HeroshotError} `zip_corrupt`, `zip_refused` or `too_many_bytes`
 */
export async function readEntry(
  zip: ZipFile,
  place: EntryPlace,
  name: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { compressedSize, size, method } = place;
  const header = { relativeOffsetOfLocalHeader: place.offset, compressedSize } as Entry;
  const chunks: Buffer[] = [];
  let bytes = 0;
  let sum = 0;
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(header, { minimal: true });
    const stream: Readable = await zip.openReadStreamLowLevelPromise(
      fileDataStart,
      compressedSize,
      0,
      compressedSize,
      method === 8,
      size,
    );
    for await (const chunk of stream) {
      signal?.throwIfAborted();
      const piece = chunk as Buffer;
      bytes += piece.length;
      if (bytes > limit) throw tooMany(name, limit);
      if (bytes > LARGE && bytes > compressedSize * MOST_RATIO) throw bomb(name);
      if (bytes > size) throw new HeroshotError('zip_corrupt', `entry ${name} is larger than the ZIP says`);
      sum = crc32(piece, sum);
      chunks.push(piece);
    }
  } catch (error) {
    if (signal?.aborted) throw new HeroshotError('cancelled', 'the work was cancelled', { cause: error });
    if (error instanceof HeroshotError) throw error;
    const { message } = error as Error;
    throw new HeroshotError('zip_corrupt', `entry ${name}: ${message}`, { cause: error });
  }
  if (bytes !== size || sum !== place.crc32)
    throw new HeroshotError('zip_corrupt', `entry ${name} is not what it was when it was packed`);
  return Buffer.concat(chunks);
}

const tooMany = (name: string, limit: number) =>
  new HeroshotError(
    'too_many_bytes',
    `entry ${name} unpacks to more than ${Math.round(limit / 2 ** 20)} MiB`,
  );

const bomb = (name: string) =>
  new HeroshotError('zip_refused', `entry ${name} unpacks to more than ${MOST_RATIO} times its size`);
