import type { BlobStore } from '../../jobs/blobs/blob-store.js';
import { readEntry, writeEntry } from './entry.js';
import type { PictureCache, PictureKey } from './picture.js';

/** Pictures in a blob store that several nodes share, under `edge/`. What is too old is the bucket's own rule to remove. */
export function bucketCache(
  store: Pick<BlobStore, 'read' | 'write' | 'removeAll'>,
  onFault: (error: unknown) => void = () => {},
): PictureCache {
  const nameOf = ({ source, variant }: PictureKey) => `edge/${source}/${variant}`;
  return {
    async get(key) {
      const entry = await store.read(nameOf(key)).catch((error: unknown) => {
        if ((error as { code?: string }).code !== 'file_not_found') onFault(error);
      });
      return entry ? readEntry(key, entry) : undefined;
    },
    put: (key, picture) =>
      store.write(nameOf(key), writeEntry(key, picture)).then(
        () => true,
        (error: unknown) => {
          onFault(error);
          return false;
        },
      ),
    purge: (source) => store.removeAll(`edge/${source}/`).catch(onFault),
    async close() {},
  };
}
