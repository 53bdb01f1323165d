import type { PictureFetcher } from '../../catalog/remote/picture-fetcher.js';
import { HeroshotError } from '../../engine/errors.js';
import type { BlobStore } from '../blobs/blob-store.js';
import type { JobSource } from '../job.js';
import { readArchiveEntry } from './archive.js';
import { type BlobReader, readBlob, tooMany } from './blob-bytes.js';

/** What jobs' pictures are read with. */
export interface SourceTools {
  blobs: Pick<BlobStore, 'info' | 'stream'>;
  fetcher: Pick<PictureFetcher, 'fetch'>;
  /**
   * A bucket that others write to, at one version of its keys. Without it, no such source is read.
   *
   * @throws {HeroshotError} for a bucket that may not be read
   */
  objects?: ((bucket: string, versionId?: string) => BlobReader) | undefined;
  /** Largest picture. */
  maxBytes: number;
  signal?: AbortSignal | undefined;
}

/**
 * The bytes of a job's picture, wherever it is.
 *
 * @throws {HeroshotError} `file_not_found`, `too_many_bytes`, `bucket_refused`, `blobs_unreachable`, `cancelled`, what an address
 * throws (`url_refused`, `fetch_failed`, …) or an archive (`zip_corrupt`, …)
 */
export async function readSource(source: JobSource, tools: SourceTools): Promise<Uint8Array> {
  const { blobs, fetcher, objects, maxBytes, signal } = tools;
  switch (source.kind) {
    case 'blob':
      return readBlob(blobs, source.key, maxBytes, signal);
    case 'url': {
      const bytes = await fetcher.fetch(source.url, signal);
      if (bytes.length > maxBytes) throw tooMany(maxBytes);
      return bytes;
    }
    case 'archive': {
      if (!('entry' in source.place)) throw new HeroshotError('internal', 'an archive without an entry');
      return readArchiveEntry(blobs, source.key, source.place.entry, { maxBytes, signal });
    }
    case 'object': {
      if (!objects)
        throw new HeroshotError('bucket_refused', `pictures of bucket ${source.bucket} are not read here`);
      return readBlob(objects(source.bucket, source.versionId), source.key, maxBytes, signal);
    }
  }
}
