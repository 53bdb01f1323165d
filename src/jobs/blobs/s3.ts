import type { Readable } from 'node:stream';
import type { _Object } from '@aws-sdk/client-s3';
import {
  type BlobInfo,
  type BlobStore,
  CHECKED,
  checkedRange,
  checkKey,
  checkPrefix,
  folderKey,
  isKey,
} from './blob-store.js';
import { Content } from './content.js';
import { type Connection, connect, type S3Options } from './s3-client.js';
import { isMissing, isPastEnd, s3Error } from './s3-error.js';
import { removeObjects } from './s3-removal.js';
import { abortUploads, upload } from './s3-upload.js';

/** Objects that one listing or one removal may name, by S3's rule. */
const PAGE = 1000;

/**
 * Blobs in a bucket of S3 or of a server that speaks its language. The bucket must be there; keys need the rights
 * `s3:PutObject`, `GetObject`, `DeleteObject`, `AbortMultipartUpload`, and on the bucket `ListBucket`,
 * `ListBucketMultipartUploads` (without `ListBucket`, S3 calls what is missing forbidden).
 */
export function s3Blobs(options: S3Options): BlobStore {
  const { bucket: Bucket } = options;
  const folder = (options.prefix ?? '').replace(/^\/+|\/+$/g, '');
  if (folder) checkKey(folder);
  const prefixed = (key: string) => (folder ? `${folder}/${key}` : key);
  const target = (key: string) => {
    checkKey(key);
    return { Bucket, Key: prefixed(key) };
  };
  let connected: Promise<Connection> | undefined;
  const s3 = () => {
    connected ??= connect(options);
    return connected;
  };
  /** What S3 does, with its failures as ours. */
  const on = async <T>(what: string, work: (at: Connection) => Promise<T>) => {
    try {
      return await work(await s3());
    } catch (error) {
      throw error instanceof RangeError ? error : s3Error(error, what);
    }
  };

  async function* pages(prefix: string): AsyncGenerator<_Object[]> {
    let ContinuationToken: string | undefined;
    do {
      const wanted = { Bucket, Prefix: prefixed(prefix), MaxKeys: PAGE, ContinuationToken };
      const page = await on('the listing', ({ sdk, client }) =>
        client.send(new sdk.ListObjectsV2Command(wanted)),
      );
      yield page.Contents ?? [];
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }

  async function* list(prefix: string): AsyncGenerator<BlobInfo> {
    for await (const page of pages(prefix))
      for (const { Key = '', Size = 0, LastModified } of page) {
        const key = folder ? Key.slice(folder.length + 1) : Key;
        if (isKey(key)) yield { key, bytes: Size, changedAt: LastModified?.getTime() ?? 0 };
      }
  }

  const store: BlobStore = {
    async write(key, content, writeOptions) {
      const to = target(key);
      const source = new Content(content, writeOptions);
      const { signal } = writeOptions ?? {};
      try {
        await upload(await s3(), to, source.chunks(), signal);
        return source.sum();
      } catch (error) {
        if (source.blames(error)) throw error;
        signal?.throwIfAborted();
        throw s3Error(error, `blob ${key}`);
      } finally {
        source.close();
      }
    },

    read: (key) =>
      on(`blob ${key}`, async ({ sdk, client }) => {
        const { Body } = await client.send(new sdk.GetObjectCommand(target(key)));
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      }),

    stream: (key, range) =>
      on(`blob ${key}`, async ({ sdk, client }) => {
        const { start, end } = range ? checkedRange(range) : { start: 0, end: Infinity };
        const Range = range && `bytes=${start}-${Number.isFinite(end) ? end : ''}`;
        try {
          const { Body } = await client.send(new sdk.GetObjectCommand({ ...target(key), Range }));
          return Body as Readable;
        } catch (error) {
          throw isPastEnd(error) ? new RangeError(`blob ${key} ends before byte ${start}`) : error;
        }
      }),

    info: (key) =>
      on(`blob ${key}`, async ({ sdk, client }) => {
        try {
          const { ContentLength: bytes = 0, LastModified } = await client.send(
            new sdk.HeadObjectCommand(target(key)),
          );
          return { key, bytes, changedAt: LastModified?.getTime() ?? 0 };
        } catch (error) {
          if (isMissing(error)) return undefined;
          throw error;
        }
      }),

    list(prefix) {
      checkPrefix(prefix);
      return list(prefix);
    },

    async remove(key) {
      await on(`blob ${key}`, ({ sdk, client }) => client.send(new sdk.DeleteObjectCommand(target(key))));
    },

    async removeAll(prefix) {
      for await (const page of pages(`${folderKey(prefix)}/`))
        if (page.length > 0) await on('the blobs', (at) => removeObjects(at, Bucket, page));
    },

    sweepUnfinished: (before) => on('the uploads', (at) => abortUploads(at, Bucket, prefixed(''), before)),

    async check() {
      await store.write(CHECKED, Buffer.from('checked'));
      await store.remove(CHECKED);
    },

    async close() {
      const { client } = (await connected?.catch(() => undefined)) ?? {};
      client?.destroy();
    },
  };
  return store;
}
