import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isPictureName } from '../catalog/inputs.js';
import { type HeroshotError, readError } from '../engine/errors.js';
import { type Mark, markOf } from './mark.js';

/** Names under which programs write what is not whole yet. */
const UNFINISHED = /^[.~]|~$|\.(tmp|temp|part|partial|filepart|crdownload|download|upload)(\.[^.]+)?$/i;

/** Folders in which systems and storage boxes keep copies, thumbnails and what was deleted. */
const NOT_ONES_OWN =
  /^(@eadir|@tmp|#recycle|#snapshot|\$recycle\.bin|system volume information|lost\+found|__macosx)$/i;

/** Files that are asked for at the same time: on a network drive each answer takes a while. */
const AT_ONCE = 32;

/** What is in a folder and everything below it. */
export interface Look {
  /** Pictures by path. */
  pictures: Map<string, Mark & { arrivedAt: number }>;
  /** Folders that were read, the first one first. */
  folders: string[];
  /** Folders that can't be read, the first one among them if it is gone. */
  unread: { path: string; error: HeroshotError }[];
}

/**
 * Look at every picture of a folder. Hidden and temporary names, and links to folders, are left out.
 *
 * @param skip folder below it that is left out
 */
export async function look(folder: string, skip?: string): Promise<Look> {
  const found: Look = { pictures: new Map(), folders: [], unread: [] };
  await walk(folder, skip, found);
  return found;
}

async function walk(folder: string, skip: string | undefined, found: Look): Promise<void> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    found.unread.push({ path: folder, error: readError(error, folder) });
    return;
  }
  found.folders.push(folder);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const paths = entries.filter((entry) => isOffered(entry)).map(({ name }) => join(folder, name));
  for (let from = 0; from < paths.length; from += AT_ONCE) {
    const part = paths.slice(from, from + AT_ONCE);
    const marks = await Promise.all(part.map(markOf));
    for (const [i, mark] of marks.entries()) if (mark) found.pictures.set(part[i], mark);
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() || path === skip) continue;
    if (!entry.name.startsWith('.') && !NOT_ONES_OWN.test(entry.name)) await walk(path, skip, found);
  }
}

const isOffered = (entry: Dirent) =>
  !entry.isDirectory() && isPictureName(entry.name) && !UNFINISHED.test(entry.name);
