import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { HeroshotError, readError } from '../../engine/errors.js';
import { EdgeError } from '../errors.js';
import { MAX_SOURCE_BYTES, type Source } from './source.js';

export interface FolderOptions {
  maxBytes?: number;
  /** Milliseconds; 10 s where absent. */
  freshFor?: number;
}

/** Pictures in a folder, as `local:///path`: nothing outside it, by whatever path or link, and nothing hidden. */
export function folderSource(folder: string, options: FolderOptions = {}): Source {
  const { maxBytes = MAX_SOURCE_BYTES, freshFor = 10_000 } = options;
  return {
    picture(address) {
      const parts = partsOf(address);
      const path = parts.join('/');
      return {
        id: `local:///${path}`,
        place: 'local:',
        freshFor,
        async read(known) {
          const file = await openInside(folder, parts);
          try {
            const { size, mtimeMs, ino } = await file.stat();
            const version = `${ino}-${mtimeMs}-${size}`;
            if (version === known) return 'unchanged';
            if (size > maxBytes)
              throw new HeroshotError(
                'too_many_bytes',
                `the source has ${size} bytes; the limit is ${maxBytes}`,
              );
            const bytes = Buffer.alloc(size);
            // What grows meanwhile is read to the size that was checked.
            const { bytesRead } = await file.read(bytes, 0, size, 0);
            return { bytes: bytes.subarray(0, bytesRead), version };
          } catch (error) {
            throw readError(error, 'the source');
          } finally {
            await file.close();
          }
        },
      };
    },
  };
}

/** @throws {EdgeError} `source_refused` */
function partsOf(address: string): string[] {
  const match = /^local:\/\/\/*(.+)$/.exec(address);
  const parts = match?.[1].split('/') ?? [];
  const good =
    parts.length > 0 && parts.every((part) => part !== '' && !part.startsWith('.') && !/[\\:\0]/.test(part));
  if (!good) throw new EdgeError('source_refused', 'this is no path below the folder of pictures');
  return parts;
}

/** Open a file by its real path, which must lie in the folder. */
async function openInside(folder: string, parts: readonly string[]) {
  let real: string;
  try {
    const root = await realpath(folder);
    real = await realpath(join(root, ...parts));
    const inside = relative(root, real);
    if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`))
      throw new EdgeError('source_refused', 'the source lies outside the folder of pictures');
    const file = await open(
      real,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (error) {
    if (error instanceof EdgeError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EACCES'].includes(code ?? ''))
      throw new EdgeError('source_not_found', 'there is no such picture', { cause: error });
    throw error;
  }
  throw new EdgeError('source_not_found', 'there is no such picture');
}
