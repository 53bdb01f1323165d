import { open } from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { asHeroshotError, HeroshotError, readError } from '../../engine/errors.js';
import { ItemNames, safeFolder, shortened, stemOf } from './item-names.js';
import { requirePlace } from './require-place.js';
import type { CatalogItem, CatalogSource, EntryPlace, ZipLimits } from './source.js';
import { entryPlace, readEntry } from './zip-entry.js';
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
  const { zip } = await openArchive(path);
  if (zip.entryCount > entries) {
    zip.close();
    throw new HeroshotError('zip_refused', `${path} has ${zip.entryCount} entries; the limit is ${entries}`);
  }
  return {
    kind: 'zip',
    items: (signal) => zipItems(path, entryBytes, signal),
    read: (item, signal) =>
      Promise.resolve().then(() =>
        readEntry(zip, requirePlace(item, 'entry'), item.source, entryBytes, signal),
      ),
    close: async () => zip.close(),
  };
}

async function* zipItems(path: string, limit: number, signal?: AbortSignal): AsyncGenerator<CatalogItem> {
  const { zip, reader, size } = await openArchive(path);
  const names = new ItemNames();
  const keys = new Map<string, number>();
  let packed = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted();
      const name = entryName(entry);
      // Entries that share their data are how a small archive becomes an endless one (Fifield 2019).
      packed += entry.compressedSize;
      if (packed > size) throw new HeroshotError('zip_refused', `entries of ${path} overlap`);
      if (name.endsWith('/') || !isPictureEntry(name)) continue;
      const again = keys.get(name) ?? 0;
      keys.set(name, again + 1);
      yield itemOf(entry, name, again > 0 ? `${name} (${again + 1})` : name, names, limit);
    }
    if (await goesOn(reader)) throw new HeroshotError('zip_corrupt', `${path} has more entries than it says`);
  } catch (error) {
    if (signal?.aborted) throw error;
    // What could be listed is worth doing; the rest is told as one picture that failed.
    const after = { key: 'rest of the archive', position: 1, ...names.take('rest-of-the-archive') };
    yield { ...after, source: path, error: zipError(error, path) };
  } finally {
    zip.close();
  }
}

function itemOf(entry: Entry, name: string, key: string, names: ItemNames, limit: number): CatalogItem {
  const found: { folder: string; place?: EntryPlace; error?: HeroshotError } = { folder: '' };
  try {
    found.folder = safeFolder(entryParts(name).slice(0, -1));
    found.place = entryPlace(entry, shortened(name), limit);
  } catch (error) {
    found.error = asHeroshotError(error);
  }
  const { folder, place, error } = found;
  const item = { key, position: 1, ...names.take(stemOf(name), folder), source: name };
  if (!place) return { ...item, error: error as HeroshotError };
  return { ...item, place: { entry: place }, bytes: place.size };
}

async function openArchive(path: string): Promise<{ zip: ZipFile; reader: ZipReader; size: number }> {
  try {
    const { size } = await stat(path);
    const reader = new ZipReader(await promisify(open)(path, 'r'));
    try {
      // Names and sizes are judged entry by entry here, so that a bad one does not end the others.
      const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
      return { zip: await fromRandomAccessReaderPromise(reader, size, options), reader, size };
    } catch (error) {
      reader.close(() => {});
      throw zipError(error, path);
    }
  } catch (error) {
    throw readError(error, path);
  }
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
