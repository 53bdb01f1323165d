import { type FileHandle, open } from 'node:fs/promises';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { asHeroshotError, HeroshotError, readError } from '../../engine/errors.js';
import { throwIfCancelled } from '../cancelled.js';
import { ItemNames, safeFolder, shortened, stemOf } from './item-names.js';
import { requirePlace } from './require-place.js';
import type { CatalogItem, CatalogSource, EntryPlace, ZipLimits } from './source.js';
import { fileBytes } from './zip-bytes.js';
import { type Bounds, entryPlace, isWithin, readEntry } from './zip-entry.js';
import { entryName, entryParts, isPictureEntry } from './zip-names.js';
import { ZipReader } from './zip-reader.js';

const LIMITS: ZipLimits = { entries: 1_000_000, entryBytes: 256 * 2 ** 20 };

/**
 * The pictures of a ZIP, in the order of its central directory. Nothing is unpacked to disk; other files, and archives inside
 * the archive, are left out.
 *
 * @throws {HeroshotError} `zip_corrupt`, `zip_encrypted`, `zip_refused`, `file_not_found` or `unreadable`
 */
export async function openZip(path: string, limits: Partial<ZipLimits> = {}): Promise<CatalogSource> {
  const { entries, entryBytes } = { ...LIMITS, ...limits };
  const file = await open(path).catch((error: unknown) => {
    throw readError(error, path);
  });
  try {
    const { entryCount } = await openDirectory(path, new ZipReader(file), (await file.stat()).size);
    if (entryCount > entries)
      throw new HeroshotError('zip_refused', `${path} has ${entryCount} entries; the limit is ${entries}`);
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    kind: 'zip',
    items: (signal) => zipItems(path, file, entryBytes, signal),
    read: async (item, signal) =>
      readEntry(fileBytes(file), requirePlace(item, 'entry'), shortened(item.source), entryBytes, signal),
    close: () => file.close(),
  };
}

async function* zipItems(
  path: string,
  file: FileHandle,
  limit: number,
  signal?: AbortSignal,
): AsyncGenerator<CatalogItem> {
  const { size } = await file.stat();
  const reader = new ZipReader(file);
  const names = new ItemNames();
  const keys = new Map<string, number>();
  let packed = 0;
  try {
    const zip = await openDirectory(path, reader, size);
    for await (const entry of zip.eachEntry()) {
      throwIfCancelled(signal);
      const name = entryName(entry);
      // Entries that share their data are how a small archive becomes an endless one (Fifield 2019).
      if (isWithin(entry, size)) packed += entry.compressedSize;
      if (packed > size) throw new HeroshotError('zip_refused', `entries of ${path} overlap`);
      if (name.endsWith('/') || !isPictureEntry(name)) continue;
      const again = keys.get(name) ?? 0;
      keys.set(name, again + 1);
      yield itemOf(entry, name, again > 0 ? `${name} (${again + 1})` : name, names, { size, limit });
    }
    if (await goesOn(reader)) throw new HeroshotError('zip_corrupt', `${path} has more entries than it says`);
  } catch (error) {
    throwIfCancelled(signal);
    // What could be listed is worth doing; the rest is told as one picture that failed.
    const after = { key: 'rest of the archive', position: 1, ...names.take('rest-of-the-archive') };
    yield { ...after, source: path, error: zipError(error, path) };
  }
}

function itemOf(entry: Entry, name: string, key: string, names: ItemNames, bounds: Bounds): CatalogItem {
  const found: { folder: string; place?: EntryPlace; error?: HeroshotError } = { folder: '' };
  try {
    found.folder = safeFolder(entryParts(name).slice(0, -1));
    found.place = entryPlace(entry, shortened(name), bounds);
  } catch (error) {
    found.error = asHeroshotError(error);
  }
  const { folder, place, error } = found;
  const item = { key, position: 1, ...names.take(stemOf(name), folder), source: name };
  if (!place) return { ...item, error: error as HeroshotError };
  return { ...item, place: { entry: place }, bytes: place.size };
}

/** Names and sizes are judged entry by entry by us, so that a bad one does not end the others. */
async function openDirectory(path: string, reader: ZipReader, size: number): Promise<ZipFile> {
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
  return fromRandomAccessReaderPromise(reader, size, options).catch((error: unknown) => {
    throw zipError(error, path);
  });
}

/** Whether another entry follows the last: some archivers count to 65,535 and begin anew. */
function goesOn(reader: ZipReader): Promise<boolean> {
  const signature = Buffer.alloc(4);
  return new Promise((resolve) => {
    if (reader.end === 0) resolve(false);
    else reader.read(signature, 0, 4, reader.end, () => resolve(signature.readUInt32LE(0) === 0x02014b50));
  });
}

function zipError(error: unknown, path: string): HeroshotError {
  if (error instanceof HeroshotError) return error;
  const { message } = error as Error;
  const code = /encryption/.test(message) ? 'zip_encrypted' : 'zip_corrupt';
  return new HeroshotError(code, `${path}: ${message}`, { cause: error });
}
