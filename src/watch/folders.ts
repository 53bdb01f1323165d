import { realpath, rm, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { temporaryName } from '../catalog/atomic-file.js';
import { makeFolder } from '../catalog/outputs.js';
import { HeroshotError, readError } from '../engine/errors.js';

/**
 * Make the folder of results, and hold both folders against each other.
 *
 * @returns the folder of results where it lies inside the watched one: it is left out
 * @throws {HeroshotError} `file_not_found`, `unreadable`, `bad_option`, `not_writable`
 */
export async function prepareFolders(folder: string, out: string): Promise<string | undefined> {
  const info = await stat(folder).catch((error: unknown) => {
    throw readError(error, folder);
  });
  if (!info.isDirectory()) throw new HeroshotError('bad_option', `${folder} is not a folder`);
  await makeFolder(out);
  const [watched, results] = await Promise.all([realpath(folder), realpath(out)]);
  if (within(watched, results) !== undefined)
    throw new HeroshotError(
      'bad_option',
      `results in ${out} would be taken for new pictures; choose another --out`,
    );
  const way = within(results, watched);
  return way === undefined ? undefined : join(folder, way);
}

/** The way to a path from a folder that holds it or is it. */
function within(path: string, folder: string): string | undefined {
  const way = relative(folder, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way;
}

/** Whether nothing can be written into a folder. */
export async function isLocked(folder: string): Promise<boolean> {
  const path = temporaryName(join(folder, 'try'));
  try {
    await writeFile(path, '');
    return false;
  } catch {
    return true;
  } finally {
    await rm(path, { force: true }).catch(() => {});
  }
}
