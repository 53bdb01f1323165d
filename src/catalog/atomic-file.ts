import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeError } from '../engine/errors.js';

/** A temporary name beside `path`, on the same file system, hidden, and never used twice. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path).slice(0, 120)}.${randomBytes(6).toString('hex')}.tmp`);
}

/**
 * Write a file so that its name never stands for half of it: written under a temporary name, synced, renamed.
 * Where anything fails the temporary file is removed and an older file of that name is untouched.
 *
 * @throws {HeroshotError} `disk_full` or `not_writable`
 */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = temporaryName(path);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw writeError(error, path);
  }
}
