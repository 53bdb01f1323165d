import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { HeroshotError, readError, writeError } from '../../engine/errors.js';
import { type BlobInfo, type BlobStore, checkKey } from './blob-store.js';

/** Where files lie until they are whole: on the same file system, and never listed. */
const UNFINISHED = '.unfinished';

/** Blobs in a folder. A blob is synced before it gets its name. */
export function diskBlobs(folder: string): BlobStore {
  const pathOf = (key: string) => {
    checkKey(key);
    return join(folder, key);
  };
  return {
    async write(key, content, { maxBytes = Infinity, signal } = {}) {
      const path = pathOf(key);
      const temporary = join(folder, UNFINISHED, randomBytes(12).toString('hex'));
      try {
        await mkdir(dirname(temporary), { recursive: true });
        const file = await open(temporary, 'wx');
        const hash = createHash('sha256');
        let bytes = 0;
        try {
          const chunks = content instanceof Uint8Array ? [content] : content;
          for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
            signal?.throwIfAborted();
            bytes += chunk.length;
            if (bytes > maxBytes)
              throw new HeroshotError('too_many_bytes', `the file has more than ${maxBytes} bytes`);
            hash.update(chunk);
            await file.writeFile(chunk);
          }
          await file.sync();
        } finally {
          await file.close();
        }
        await mkdir(dirname(path), { recursive: true });
        await rename(temporary, path);
        return { bytes, sha256: hash.digest('hex') };
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {});
        // What the stream or the caller's signal says is not a fault of the disk.
        if ((error as NodeJS.ErrnoException).syscall) throw writeError(error, 'the file');
        throw error;
      }
    },

    read: (key) =>
      readFile(pathOf(key)).catch((error: unknown) => {
        throw readError(error, `blob ${key}`);
      }),

    async stream(key, range) {
      try {
        const file = await open(pathOf(key));
        return createReadStream('', { fd: file, ...range });
      } catch (error) {
        throw readError(error, `blob ${key}`);
      }
    },

    async info(key) {
      try {
        const { size, mtimeMs } = await stat(pathOf(key));
        return { key, bytes: size, changedAt: Math.round(mtimeMs) };
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw readError(error, `blob ${key}`);
      }
    },

    list: (prefix) => below(folder, prefix),

    remove: (key) => rm(pathOf(key), { force: true }),

    async removeAll(prefix) {
      await rm(pathOf(prefix.replace(/\/$/, '')), { recursive: true, force: true });
    },

    async check() {
      const key = `checked/${randomBytes(6).toString('hex')}`;
      await this.write(key, Readable.from([Buffer.from('checked')]));
      await this.remove(key);
    },

    async close() {},
  };
}

async function* below(folder: string, prefix: string): AsyncGenerator<BlobInfo> {
  const parent = prefix.includes('/') ? prefix.slice(0, prefix.lastIndexOf('/')) : '';
  const entries = await readdir(join(folder, parent), { withFileTypes: true }).catch((error: unknown) => {
    if (isAbsent(error)) return [] as Dirent[];
    throw readError(error, 'the folder of blobs');
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const key = parent ? `${parent}/${entry.name}` : entry.name;
    if (!key.startsWith(prefix) || key === UNFINISHED) continue;
    if (entry.isDirectory()) yield* below(folder, `${key}/`);
    else {
      const info = await stat(join(folder, key)).catch(() => undefined);
      if (info) yield { key, bytes: info.size, changedAt: Math.round(info.mtimeMs) };
    }
  }
}

const isAbsent = (error: unknown) =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
