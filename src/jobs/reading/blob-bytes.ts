import { addAbortSignal, type Readable } from 'node:stream';
import { HeroshotError } from '../../engine/errors.js';
import type { BlobStore, ByteRange } from '../blobs/blob-store.js';

/** What pictures are read from: the blob store, or a bucket of somebody else's keys. */
export type BlobReader = Pick<BlobStore, 'info' | 'stream'>;

/**
 * A blob's bytes in pieces. A connection that breaks in the middle is the store's fault and not the picture's.
 *
 * @throws {HeroshotError} `file_not_found`, `blobs_unreachable`, `cancelled`
 */
export async function* blobPieces(
  blobs: BlobReader,
  key: string,
  { range, signal }: { range?: ByteRange; signal?: AbortSignal | undefined } = {},
): AsyncGenerator<Uint8Array> {
  let stream: Readable | undefined;
  try {
    stream = await blobs.stream(key, range);
    if (signal) addAbortSignal(signal, stream);
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (signal?.aborted) throw new HeroshotError('cancelled', 'the work was cancelled', { cause: error });
    if (error instanceof HeroshotError) throw error;
    throw new HeroshotError('blobs_unreachable', 'the blob store broke off', { cause: error });
  } finally {
    stream?.destroy();
  }
}

/**
 * A whole blob, held to a limit before it is read and while it is.
 *
 * @throws {HeroshotError} `file_not_found`, `too_many_bytes`, `blobs_unreachable`, `cancelled`
 */
export async function readBlob(
  blobs: BlobReader,
  key: string,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const info = await blobs.info(key);
  if (info && info.bytes > maxBytes) throw tooMany(maxBytes);
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of blobPieces(blobs, key, { signal })) {
    bytes += piece.length;
    if (bytes > maxBytes) throw tooMany(maxBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** @throws always, of a file that is too large */
export const tooMany = (maxBytes: number) =>
  new HeroshotError('too_many_bytes', `the file has more than ${Math.round(maxBytes / 2 ** 20)} MiB`);
