import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readError } from '../../engine/errors.js';
import { type BlobInfo, isKey } from './blob-store.js';
import { isAbsent } from './disk-folders.js';

/** Files under `folder` whose keys begin with `prefix`, in the order of the keys. What has no name of a key is no blob. */
export async function* listing(folder: string, prefix: string): AsyncGenerator<BlobInfo> {
  const parent = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  for (const entry of await entries(join(folder, parent))) {
    const key = `${parent}${entry.name}`;
    if (!key.startsWith(prefix) || !isKey(key)) continue;
    if (entry.isDirectory()) yield* listing(folder, `${key}/`);
    else {
      const info = await lstat(join(folder, key)).catch(() => undefined);
      if (info?.isFile()) yield { key, bytes: info.size, changedAt: Math.round(info.mtimeMs) };
    }
  }
}

async function entries(folder: string): Promise<Dirent[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    // As the keys sort: what is in a folder comes where its slash does.
    const place = (entry: Dirent) => (entry.isDirectory() ? `${entry.name}/` : entry.name);
    return found.sort((a, b) => (place(a) < place(b) ? -1 : 1));
  } catch (error) {
    if (isAbsent(error)) return [];
    throw readError(error, 'the folder of blobs');
  }
}
