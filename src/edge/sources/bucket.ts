import type { Readable } from 'node:stream';
import { HeroshotError } from '../../engine/errors.js';
import { EdgeError } from '../errors.js';
import { MAX_SOURCE_BYTES, type Source } from './source.js';

/** What is needed of a bucket: the reading half of a `BlobStore`. */
export interface BucketReader {
  /** Undefined where there is none. */
  info(key: string): Promise<{ bytes: number; changedAt: number; etag?: string } | undefined>;
  stream(key: string): Promise<Readable>;
}

export interface BucketOptions {
  maxBytes?: number;
  /** Milliseconds; 60 s where absent: asking costs a round trip. */
  freshFor?: number;
}

/** Pictures in buckets, as `s3://bucket/key`: only buckets that are named. */
export function bucketSource(
  buckets: Readonly<Record<string, BucketReader>>,
  options: BucketOptions = {},
): Source {
  const { maxBytes = MAX_SOURCE_BYTES, freshFor = 60_000 } = options;
  return {
    picture(address) {
      const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(address) ?? [];
      if (!Object.hasOwn(buckets, bucket) || key.split('/').some((part) => /^\.*$/.test(part)))
        throw new EdgeError('source_refused', 'this bucket is no source, or the key is none');
      return {
        id: `s3://${bucket}/${key}`,
        place: `s3://${bucket}`,
        freshFor,
        async read(known, signal) {
          const found = await ask(() => buckets[bucket].info(key));
          if (!found) throw new EdgeError('source_not_found', 'there is no such picture');
          const version = found.etag ?? `${found.changedAt}-${found.bytes}`;
          if (version === known) return 'unchanged';
          if (found.bytes > maxBytes) throw tooMany(maxBytes);
          const stream = await ask(() => buckets[bucket].stream(key));
          return { bytes: await collect(stream, maxBytes, signal), version };
        },
      };
    },
  };
}

/** A key that the store can't hold is one that isn't there. */
async function ask<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RangeError)
      throw new EdgeError('source_not_found', 'there is no such picture', { cause: error });
    throw error;
  }
}

const tooMany = (maxBytes: number) =>
  new HeroshotError('too_many_bytes', `the source has more than ${maxBytes} bytes`);

/** @throws {HeroshotError} `too_many_bytes` */
async function collect(stream: Readable, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    signal?.throwIfAborted();
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooMany(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
