import type { BlobStore } from '../blobs/blob-store.js';
import type { Store } from '../store/open-store.js';

/** Where the service's things are. */
export interface Kept {
  store: Store;
  blobs: BlobStore;
}

/** Folders whose files are removed at the same time. */
const AT_ONCE = 8;

/** Where the files of a job or of a batch are, all of them. */
export const folderOf = (kind: Kind, id: string): string => `${kind}/${id}/`;
export type Kind = 'jobs' | 'batches';

/**
 * Forget jobs or batches that are over: first their files, then their rows. Whoever is killed in between finds the rows
 * again, and removes what is left.
 *
 * @param onError told of files that could not be removed; their rows stay
 * @returns ids that are gone
 */
export async function forget(
  { store, blobs }: Kept,
  kind: Kind,
  ids: readonly string[],
  onError: (error: unknown) => void,
): Promise<string[]> {
  const gone: string[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await Promise.all(
      ids.slice(at, at + AT_ONCE).map(async (id) => {
        try {
          await blobs.removeAll(folderOf(kind, id));
          gone.push(id);
        } catch (error) {
          onError(error);
        }
      }),
    );
  await store[kind].remove(gone);
  return gone;
}
