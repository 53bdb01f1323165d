import { randomBytes } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeError } from '../engine/errors.js';

/** A temporary name beside `path`, on the same file system, hidden, and never used twice. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path).slice(0, 120)}.${randomBytes(6).toString('hex')}.tmp`);
}

/**
 * Make a file so that its name never stands for half of it: `fill` makes it under a temporary name, then it is synced and
 * renamed. Where anything fails the temporary file is removed and an older file of that name is untouched.
 *
 * @param fill makes the file at the path that it is given
 * @throws {HeroshotError} `disk_full` or `not_writable`, or what `fill` throws
 */
export async function replaceAtomically<T>(path: string, fill: (path: string) => Promise<T>): Promise<T> {
  const temporary = temporaryName(path);
  try {
    const result = await fill(temporary);
    const file = await open(temporary, 'r+');
    await file.sync().finally(() => file.close());
    await rename(temporary, path);
    return result;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw writeError(error, path);
  }
}

/**
 * Write a file whole or not at all; see {@link replaceAtomically}.
 *
 * @throws {HeroshotError} `disk_full` or `not_writable`
 */
export function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  return replaceAtomically(path, (temporary) => writeFile(temporary, content, { flag: 'wx' }));
}
