import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readError, writeError } from '../../engine/errors.js';
import { temporaryName } from '../atomic-file.js';
import type { MadeFile } from '../manifest/row.js';
import { makeFolder } from '../outputs.js';

/**
 * Copy a file so that its name never stands for half of it.
 *
 * @throws {HeroshotError} `disk_full`, `not_writable`, `file_not_found`, `unreadable`
 */
export async function copyAtomically(from: string, to: string): Promise<void> {
  await stat(from).catch((error: unknown) => {
    throw readError(error, from);
  });
  await makeFolder(dirname(to));
  const temporary = temporaryName(to);
  try {
    await copyFile(from, temporary);
    const file = await open(temporary, 'r+');
    await file.sync().finally(() => file.close());
    await rename(temporary, to);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw writeError(error, to);
  }
}

/** Whether all files that a manifest names are there, each as long as it was. */
export async function allThere(
  out: string,
  files: readonly Pick<MadeFile, 'path' | 'bytes'>[],
): Promise<boolean> {
  if (files.length === 0) return false;
  for (const { path, bytes } of files) {
    const info = await stat(join(out, path)).catch(() => undefined);
    if (!info?.isFile() || info.size !== bytes) return false;
  }
  return true;
}
