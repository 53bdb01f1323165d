import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { type HeroshotError, readError } from '../engine/errors.js';
import { safeName, UniqueNames } from './file-name.js';

/** Extensions that are looked for in folders. A file named on the command line is tried whatever it is called. */
const PICTURES = new Set([
  '.jpg',
  '.jpeg',
  '.jpe',
  '.png',
  '.webp',
  '.avif',
  '.tif',
  '.tiff',
  '.gif',
  '.svg',
]);

/** Whether a file in a folder or an archive is taken for a picture, by its name. */
export function isPictureName(name: string): boolean {
  return PICTURES.has(extname(name).toLowerCase()) && !name.startsWith('.');
}

/** One picture to be done, or a path that could not be read. */
export interface InputFile {
  path: string;
  /** Name for results: unique in the run, without extension. */
  name: string;
  error?: HeroshotError;
}

/**
 * Files, folders (with everything below them) and globs as one ordered list of pictures.
 *
 * A path that can't be read becomes an entry with its error: it must not stop the others. The same file named twice is
 * done once; different files of one name get `-2`, `-3`, … in order.
 *
 * @param skip folder that is left out where it lies inside another: results of an earlier run are not inputs
 */
export async function findInputs(args: string[], skip?: string): Promise<InputFile[]> {
  const found: { path: string; error?: HeroshotError }[] = [];
  const skipped = skip ? await realpath(skip).catch(() => undefined) : undefined;
  for (const arg of args) {
    try {
      const info = await stat(arg);
      if (info.isDirectory()) await walk(arg, (await realpath(arg)) === skipped ? undefined : skipped, found);
      else found.push({ path: arg });
    } catch (error) {
      const matches = isDynamicPattern(arg)
        ? await glob(arg, { onlyFiles: true, expandDirectories: false })
        : [];
      if (matches.length > 0) found.push(...matches.sort().map((path) => ({ path })));
      else found.push({ path: arg, error: readError(error, arg) });
    }
  }
  return nameUniquely(await withoutRepeats(found));
}

async function walk(
  folder: string,
  skipped: string | undefined,
  found: { path: string; error?: HeroshotError }[],
): Promise<void> {
  try {
    if (skipped && (await realpath(folder)) === skipped) return;
    const entries = await readdir(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      // Links to folders are not followed: they may form a circle.
      if (entry.isDirectory()) await walk(path, skipped, found);
      else if (isPictureName(entry.name)) found.push({ path });
    }
  } catch (error) {
    found.push({ path: folder, error: readError(error, folder) });
  }
}

async function withoutRepeats<T extends { path: string; error?: HeroshotError }>(found: T[]): Promise<T[]> {
  const seen = new Set<string>();
  const unique: T[] = [];
  for (const entry of found) {
    const real = entry.error ? entry.path : await realpath(entry.path).catch(() => entry.path);
    if (seen.has(real)) continue;
    seen.add(real);
    unique.push(entry);
  }
  return unique;
}

/** Names without extension; two that differ only in case would be one file on many machines. */
function nameUniquely(found: { path: string; error?: HeroshotError }[]): InputFile[] {
  const names = new UniqueNames();
  return found.map((entry) => {
    const name = names.take(safeName(basename(entry.path, extname(entry.path))));
    return { ...entry, name };
  });
}
