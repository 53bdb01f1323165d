import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Entry } from 'yauzl';
import { HeroshotError } from '../../engine/errors.js';
import { throwIfCancelled } from '../cancelled.js';
import type { EntryPlace } from './source.js';
import type { ArchiveBytes } from './zip-bytes.js';

/** Unpacked bytes per packed byte that a picture never has, once it is large. */
const MOST_RATIO = 200;
const LARGE = 32 * 2 ** 20;

/** Bytes of a local header (APPNOTE 4.3.7) before its name. */
const HEADER = 30;

/** What entries are held to. */
export interface Bounds {
  /** Bytes of the archive. */
  size: number;
  /** Unpacked bytes of an entry. */
  limit: number;
}

/** Whether an entry's data lies in the archive at all. */
export const isWithin = (entry: Entry, size: number): boolean =>
  entry.relativeOffsetOfLocalHeader + entry.compressedSize <= size;

/**
 * Where an entry's data is, after everything that its header tells was judged.
 *
 * @throws {HeroshotError} `zip_encrypted`, `zip_refused`, `zip_corrupt` or `too_many_bytes`
 */
export function entryPlace(entry: Entry, name: string, bounds: Bounds): EntryPlace {
  const { compressedSize, uncompressedSize: size, compressionMethod: method } = entry;
  if (entry.isEncrypted()) throw new HeroshotError('zip_encrypted', `entry ${name} is encrypted`);
  if (method !== 0 && method !== 8)
    throw new HeroshotError('zip_refused', `entry ${name} is compressed by method ${method}, not by Deflate`);
  // Upper half: the mode of Unix; 0o120000 is a link, whose data is a path and no picture.
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000)
    throw new HeroshotError('zip_refused', `entry ${name} is a link`);
  if (!isWithin(entry, bounds.size))
    throw new HeroshotError('zip_corrupt', `entry ${name} reaches beyond the archive`);
  if (size > bounds.limit) throw tooMany(name, bounds.limit);
  if (size > LARGE && size > compressedSize * MOST_RATIO) throw bomb(name);
  if (method === 0 && size !== compressedSize)
    throw new HeroshotError('zip_corrupt', `entry ${name} is stored, but its two sizes differ`);
  return { offset: entry.relativeOffsetOfLocalHeader, compressedSize, size, method, crc32: entry.crc32 };
}

/**
 * Unpack one entry into memory. Limits hold for the bytes that really come, whatever the headers say, and the checksum must
 * be right.
 *
 * @throws {HeroshotError} `zip_corrupt`, `zip_refused`, `too_many_bytes`, `cancelled`, or what `archive` throws
 */
export async function readEntry(
  archive: ArchiveBytes,
  place: EntryPlace,
  name: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { compressedSize, size } = place;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let sum = 0;
  try {
    for await (const chunk of unpacked(archive, place)) {
      throwIfCancelled(signal);
      bytes += chunk.length;
      if (bytes > limit) throw tooMany(name, limit);
      if (bytes > LARGE && bytes > compressedSize * MOST_RATIO) throw bomb(name);
      if (bytes > size) throw new HeroshotError('zip_corrupt', `entry ${name} is larger than the ZIP says`);
      sum = crc32(chunk, sum);
      chunks.push(chunk);
    }
  } catch (error) {
    throwIfCancelled(signal);
    if (error instanceof HeroshotError) throw error;
    const { message } = error as Error;
    throw new HeroshotError('zip_corrupt', `entry ${name}: ${message}`, { cause: error });
  }
  if (bytes !== size || sum !== place.crc32)
    throw new HeroshotError('zip_corrupt', `entry ${name} is not what it was when it was packed`);
  return Buffer.concat(chunks);
}

function unpacked(archive: ArchiveBytes, place: EntryPlace): AsyncIterable<Uint8Array> {
  const packed = packedPieces(archive, place);
  return place.method === 0 ? packed : pipeline(Readable.from(packed), createInflateRaw(), () => {});
}

/** The packed bytes. The local header is only asked where it ends; all else is told by the directory. */
async function* packedPieces(
  archive: ArchiveBytes,
  { offset, compressedSize }: EntryPlace,
): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of archive(offset, HEADER)) pieces.push(piece);
  const header = Buffer.concat(pieces);
  if (header.length < HEADER || header.toString('latin1', 0, 4) !== 'PK\x03\x04')
    throw new Error('its local header is missing');
  const start = offset + HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
  let left = compressedSize;
  for await (const piece of archive(start, left)) {
    left -= piece.length;
    yield piece;
  }
  if (left > 0) throw new Error('the archive ends within it');
}

const tooMany = (name: string, limit: number) =>
  new HeroshotError(
    'too_many_bytes',
    `entry ${name} unpacks to more than ${Math.round(limit / 2 ** 20)} MiB`,
  );

const bomb = (name: string) =>
  new HeroshotError('zip_refused', `entry ${name} unpacks to more than ${MOST_RATIO} times its size`);
