import { basename } from 'node:path/posix';
import { type Entry, getFileNameLowLevel } from 'yauzl';
import { HeroshotError } from '../../engine/errors.js';
import { isPictureName } from '../inputs.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * An entry's name. Without the flag for UTF-8 it should be code page 437, but macOS and many others write UTF-8 all the same:
 * what is valid UTF-8 is taken for it.
 */
export function entryName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const flags = entry.generalPurposeBitFlag;
  const name = getFileNameLowLevel(flags, raw, entry.extraFields, true);
  if (flags & 0x800) return name;
  try {
    return UTF8.decode(raw);
  } catch {
    return name;
  }
}

/** Whether an entry is to be done: a picture by its name, and no archiver's own file. */
export function isPictureEntry(name: string): boolean {
  const parts = name.replaceAll('\\', '/').split('/');
  return !parts.includes('__MACOSX') && isPictureName(basename(parts[parts.length - 1]));
}

/**
 * The parts of an entry's name. Entries are never written under their names; one that tries to get out of its folder is
 * refused all the same, because an archive that holds such a name was made to do harm. Backslashes part folders, as in
 * archives of older .NET.
 *
 * @throws {HeroshotError} `zip_refused`
 */
export function entryParts(name: string): string[] {
  const parts = name.replaceAll('\\', '/').split('/');
  const refuse = (why: string) => new HeroshotError('zip_refused', `entry ${JSON.stringify(name)} ${why}`);
  if (name.includes('\0')) throw refuse('has a NUL character in its name');
  if (parts[0] === '') throw refuse('has an absolute path');
  if (/^[a-z]:/i.test(parts[0])) throw refuse('has a drive letter');
  if (parts.includes('..')) throw refuse('leads out of the archive');
  return parts;
}
