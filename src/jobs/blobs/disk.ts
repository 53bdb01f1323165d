import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rm, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { HeroshotError, readError, writeError } from '../../engine/errors.js';
import {
  type BlobStore,
  CHECKED,
  checkedRange,
  checkKey,
  checkPrefix,
  folderKey,
  type WriteOptions,
} from './blob-store.js';
import { Content } from './content.js';
import { isAbsent, prune, settle } from './disk-folders.js';
import { listing } from './disk-listing.js';

/** Where files lie until they are whole: on the same file system, and no key. */
const UNFINISHED = '.unfinished';

/** A link in the place of a blob is not followed: whoever could lay one would be handed any file of the machine. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/**
 * Blobs in a folder. A blob is synced before it gets its name, and the folder after.
 *
 * @param folder made where it does not exist, and nobody else's
 */
export function diskBlobs(folder: string): BlobStore {
  const root = resolve(folder);
  const pathOf = (key: string) => {
    checkKey(key);
    return join(root, key);
  };

  async function write(key: string, content: Uint8Array | Readable, options?: WriteOptions) {
    const path = pathOf(key);
    const temporary = join(root, UNFINISHED, randomBytes(12).toString('hex'));
    const source = new Content(content, options);
    try {
      const file = await unfinished(temporary);
      try {
        for await (const chunk of source.chunks()) await file.writeFile(chunk);
        await file.sync();
      } finally {
        await file.close();
      }
      await settle(temporary, path, root);
      return source.sum();
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw source.blames(error) ? error : writeError(error, 'the folder of blobs');
    } finally {
      source.close();
    }
  }

  async function remove(key: string) {
    const path = pathOf(key);
    try {
      await unlink(path);
    } catch (error) {
      if (!isAbsent(error)) throw writeError(error, 'the folder of blobs');
    }
    await prune(path, root);
  }

  return {
    write,

    async read(key) {
      const file = await opened(pathOf(key), key);
      try {
        return await file.readFile();
      } catch (error) {
        throw readError(error, `blob ${key}`);
      } finally {
        await file.close();
      }
    },

    async stream(key, range) {
      const file = await opened(pathOf(key), key);
      try {
        if (range) checkedRange(range, (await file.stat()).size);
        return file.createReadStream(range);
      } catch (error) {
        await file.close();
        throw error;
      }
    },

    async info(key) {
      try {
        const found = await lstat(pathOf(key));
        if (!found.isFile()) return undefined;
        return { key, bytes: found.size, changedAt: Math.round(found.mtimeMs) };
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error instanceof RangeError ? error : readError(error, `blob ${key}`);
      }
    },

    list(prefix) {
      checkPrefix(prefix);
      return listing(root, prefix);
    },

    remove,

    async removeAll(prefix) {
      const path = pathOf(folderKey(prefix));
      try {
        await rm(path, { recursive: true, force: true, maxRetries: 3 });
      } catch (error) {
        throw writeError(error, 'the folder of blobs');
      }
      await prune(path, root);
    },

    async sweepUnfinished(before) {
      let swept = 0;
      const names = await readdir(join(root, UNFINISHED)).catch(() => []);
      for (const name of names) {
        const path = join(root, UNFINISHED, name);
        const found = await lstat(path).catch(() => undefined);
        if (!found || found.mtimeMs >= before) continue;
        await rm(path, { recursive: true, force: true });
        swept++;
      }
      return swept;
    },

    async check() {
      await write(CHECKED, Buffer.from('checked'));
      await remove(CHECKED);
    },

    async close() {},
  };
}

/** A new file to write to; its folder is made where it is the first, or somebody removed it. */
async function unfinished(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx');
  } catch (error) {
    if (!isAbsent(error)) throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'wx');
  }
}

/** @throws {HeroshotError} `file_not_found`, `unreadable` */
async function opened(path: string, key: string): Promise<FileHandle> {
  const missing = (cause?: unknown) =>
    new HeroshotError('file_not_found', `blob ${key} does not exist`, { cause });
  let file: FileHandle;
  try {
    file = await open(path, READ);
  } catch (error) {
    throw isAbsent(error) ? missing(error) : readError(error, `blob ${key}`);
  }
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw missing();
}
