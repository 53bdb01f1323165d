import type { Readable } from 'node:stream';
import { s3Address } from '../../jobs/blobs/open-blobs.js';
import { type Connection, connect } from '../../jobs/blobs/s3-client.js';
import { isMissing, s3Error } from '../../jobs/blobs/s3-error.js';
import type { BucketReader } from './bucket.js';

/** A bucket to read from, under its name. */
export interface NamedBucket {
  name: string;
  reader: BucketReader & { close(): void };
}

/**
 * A bucket that others fill: its keys may be any text, unlike those of our own blobs. Nothing is connected to yet; keys need the rights
 * `s3:GetObject`, and `s3:ListBucket` so that S3 tells what is missing from what is forbidden.
 *
 * @param where a name, or `s3://name/prefix?endpoint=http://…&region=…&path-style=1`
 * @throws {HeroshotError} `bad_option`
 */
export function s3Reader(where: string): NamedBucket {
  const options = s3Address(where.includes('://') ? where : `s3://${where}`);
  const { bucket: Bucket, prefix } = options;
  const target = (key: string) => ({ Bucket, Key: prefix ? `${prefix}/${key}` : key });
  let connected: Promise<Connection> | undefined;
  const on = async <T>(work: (at: Connection) => Promise<T>): Promise<T> => {
    connected ??= connect(options);
    try {
      return await work(await connected);
    } catch (error) {
      throw s3Error(error, 'the picture');
    }
  };
  return {
    name: Bucket,
    reader: {
      info: (key) =>
        on(async ({ sdk, client }) => {
          try {
            const found = await client.send(new sdk.HeadObjectCommand(target(key)));
            const { ContentLength: bytes = 0, LastModified, ETag: etag } = found;
            return { bytes, changedAt: LastModified?.getTime() ?? 0, ...(etag ? { etag } : {}) };
          } catch (error) {
            if (isMissing(error)) return undefined;
            throw error;
          }
        }),
      stream: (key) =>
        on(async ({ sdk, client }) => {
          const { Body } = await client.send(new sdk.GetObjectCommand(target(key)));
          return Body as Readable;
        }),
      close() {
        connected?.then(({ client }) => client.destroy()).catch(() => {});
      },
    },
  };
}
