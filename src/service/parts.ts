import type { BlobStore } from '../jobs/blobs/blob-store.js';
import { openBlobs } from '../jobs/blobs/open-blobs.js';
import { openStore, type Store } from '../jobs/store/open-store.js';
import { blobsAt, type ServiceSettings, storeAt } from './settings.js';

/** What every process of the service stands on. */
export interface Parts {
  store: Store;
  blobs: BlobStore;
  close(): Promise<void>;
}

/**
 * Open database and blob store.
 *
 * @throws {HeroshotError} `store_unreachable`, `blobs_unreachable`, `not_writable`, `disk_full`
 */
export async function openParts(settings: ServiceSettings): Promise<Parts> {
  const store = await openStore(storeAt(settings));
  try {
    const blobs = await openBlobs(blobsAt(settings));
    return {
      store,
      blobs,
      async close() {
        await blobs.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
