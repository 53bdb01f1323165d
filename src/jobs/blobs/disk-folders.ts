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
  let made: string | undefined;
  for (let tries = 1; ; tries++) {
    try {
      made = (await mkdir(dirname(path), { recursive: true })) ?? made;
      await rename(temporary, path);
      break;
    } catch (error) {
      // Somebody removed a folder as empty before the file came.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === 100) throw error;
    }
  }
  // The file's own folder, and above it those in which a new folder got its name.
  const changed = [dirname(path)];
  if (made !== undefined)
    for (const folder of [...upTo(root, path), root]) {
      if (!changed.includes(folder)) changed.push(folder);
      if (folder === dirname(made)) break;
    }
  await Promise.all(changed.map(syncFolder));
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

/** Syncs of folders that have not begun: whoever asks meanwhile is served by the same one. */
const waiting = new Map<string, Promise<void>>();
/** Syncs that are under way. */
const running = new Map<string, Promise<void>>();

/**
 * Sync a folder. Of many that ask at the same time most share a sync, because one that begins now covers whatever was done
 * before: a folder in which hundreds of files get their names at once is not synced hundreds of times.
 */
function syncFolder(folder: string): Promise<void> {
  const known = waiting.get(folder);
  if (known) return known;
  const next = (running.get(folder) ?? Promise.resolve())
    .catch(() => {})
    .then(() => {
      waiting.delete(folder);
      running.set(folder, next);
      return syncNow(folder);
    })
    .finally(() => {
      if (running.get(folder) === next) running.delete(folder);
    });
  waiting.set(folder, next);
  return next;
}

async function syncNow(folder: string): Promise<void> {
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
