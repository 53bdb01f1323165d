import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Names under which a killed run leaves half-written files; see `atomic-file.ts`. */
const TEMPORARY = /^\..+\.[0-9a-f]{12}\.tmp$/;

/**
 * Remove what a killed run has left half-written in its output folder.
 *
 * @returns how many files were removed
 */
export async function removeLeftovers(folder: string): Promise<number> {
  let removed = 0;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removed += await removeLeftovers(path);
    else if (TEMPORARY.test(entry.name)) {
      await rm(path, { force: true });
      removed++;
    }
  }
  return removed;
}
