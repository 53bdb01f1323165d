import { mkdir, open, rename, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whether an error says that there is nothing of that name, or not a file. */
export const isAbsent = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '');

/**
 * Give a finished file its name, for good: the folders that lead to it from `root` are made where they are missing, and
 * synced, because a name is only on disk when its folder is.
 */
export async function settle(temporary: string, path: string, root: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await rename(temporary, path);
      break;
    } catch (error) {
      // Somebody removed a folder as empty before the file came.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === 100) throw error;
    }
  }
  for (const folder of upTo(root, path)) await syncFolder(folder);
  await syncFolder(root);
}

/** Remove the folders that led to a path and have become empty, below `root`. */
export async function prune(path: string, root: string): Promise<void> {
  for (const folder of upTo(root, path)) {
    try {
      await rmdir(folder);
    } catch (error) {
      // Gone already; anything else is in use, and so is what is above it.
      if (!isAbsent(error)) return;
    }
  }
}

/** The folders of a path below `root`, the innermost first. */
function* upTo(root: string, path: string): Generator<string> {
  for (let folder = dirname(path); folder.length > root.length; folder = dirname(folder)) yield folder;
}

async function syncFolder(folder: string): Promise<void> {
  let handle: Awaited<ReturnType<typeof open>> | undefined;
  try {
    handle = await open(folder);
    await handle.sync();
  } catch (error) {
    // Windows can't open folders; and one that was removed meanwhile needs no sync.
    if (process.platform !== 'win32' && !isAbsent(error)) throw error;
  } finally {
    await handle?.close();
  }
}
