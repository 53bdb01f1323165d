import { join, resolve } from 'node:path';
import { bucketCache } from '../../edge/cache/bucket.js';
import { diskCache } from '../../edge/cache/disk.js';
import { memoryCache } from '../../edge/cache/memory.js';
import type { PictureCache } from '../../edge/cache/picture.js';
import { tieredCache } from '../../edge/cache/tiers.js';
import { openBlobs } from '../../jobs/blobs/open-blobs.js';
import { lockData } from '../data-lock.js';
import type { EdgeSettings } from './settings.js';

type CacheSettings = Pick<EdgeSettings, 'edgeCache' | 'edgeCacheSize' | 'edgeMemory' | 'edgeCacheBucket'>;

/**
 * Memory, a folder, and a bucket where there is one, the fastest first. The folder is this process's alone.
 *
 * @throws {HeroshotError} `data_in_use`, `not_writable`, `bad_option`
 */
export async function openCaches(
  { edgeCache, edgeCacheSize, edgeMemory, edgeCacheBucket, data }: CacheSettings & { data: string },
  onFault: (error: unknown) => void,
): Promise<PictureCache> {
  const folder = resolve(edgeCache ?? join(data, 'edge-cache'));
  const unlock = await lockData(folder);
  const tiers: [PictureCache, ...PictureCache[]] = [
    memoryCache(edgeMemory),
    await diskCache({ folder, maxBytes: edgeCacheSize, onFault }),
  ];
  if (edgeCacheBucket) {
    const blobs = openBlobs(edgeCacheBucket);
    const shared = bucketCache(blobs, onFault);
    tiers.push({ ...shared, close: () => blobs.close() });
  }
  const cache = tieredCache(tiers);
  return {
    ...cache,
    async close() {
      await cache.close();
      unlock();
    },
  };
}
