import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { HeroshotError } from '../../engine/errors.js';

/** Content codings that are undone, though none is asked for: some servers send them all the same. */
const DECODERS: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The body of an answer, decoded, never more than a number of bytes in memory: what the server announces, what it sends
 * and what that unpacks to are each held to the limit.
 *
 * @throws {HeroshotError} `too_many_bytes`, or `fetch_failed` for an unknown content coding
 */
export async function boundedBody(
  answer: IncomingMessage,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const announced = Number(answer.headers['content-length'] ?? 0);
  if (announced > maxBytes) throw tooMany(maxBytes, announced);
  const coding = (answer.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const plain = coding === 'identity' || coding === '';
  if (!plain && !Object.hasOwn(DECODERS, coding))
    throw new HeroshotError('fetch_failed', `the server sent an unknown content coding: ${coding}`);
  // Faults of either stream come up in the one that is read.
  const source: Readable = plain ? answer : pipeline(answer, DECODERS[coding](), () => {});
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stop = () => source.destroy(signal?.reason as Error);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of source) {
      bytes += (chunk as Buffer).length;
      if (bytes > maxBytes) throw tooMany(maxBytes);
      chunks.push(chunk as Buffer);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return Buffer.concat(chunks);
}

function tooMany(limit: number, announced?: number): HeroshotError {
  const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
  const has = announced ? mebibytes(announced) : `more than ${mebibytes(limit)}`;
  return new HeroshotError('too_many_bytes', `the file has ${has}; the limit is ${mebibytes(limit)}`);
}
