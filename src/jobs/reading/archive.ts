import type { EntryPlace } from '../../catalog/sources/source.js';
import type { ArchiveBytes } from '../../catalog/sources/zip-bytes.js';
import { readEntry } from '../../catalog/sources/zip-entry.js';
import { HeroshotError } from '../../engine/errors.js';
import { type BlobReader, blobPieces } from './blob-bytes.js';

/**
 * Unpack one entry of a ZIP that lies in a blob store: only its own bytes are fetched, so that a worker on another machine
 * needs no copy of the archive. Limits and checksum as everywhere.
 *
 * @param place where the entry is, as the archive's directory told
 * @throws {HeroshotError} `zip_corrupt`, `zip_refused`, `too_many_bytes`, `file_not_found`, `blobs_unreachable`, `cancelled`
 */
export async function readArchiveEntry(
  blobs: BlobReader,
  key: string,
  place: EntryPlace,
  { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal | undefined },
): Promise<Uint8Array> {
  const info = await blobs.info(key);
  if (!info) throw new HeroshotError('file_not_found', 'the archive is no longer there');
  const archive: ArchiveBytes = async function* pieces(start, length) {
    // A range that begins after the end is an error of its own in S3; here it is a damaged archive.
    const end = Math.min(start + length, info.bytes) - 1;
    if (end >= start) yield* blobPieces(blobs, key, { range: { start, end }, signal });
  };
  return readEntry(archive, place, 'of the archive', maxBytes, signal);
}
