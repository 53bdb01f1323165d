import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readEntry, writeEntry } from './entry.js';
import type { PictureCache, PictureKey } from './picture.js';
import { Recency } from './recency.js';

export interface DiskCacheOptions {
  folder: string;
  /** Bytes of all pictures together. */
  maxBytes: number;
  /** Told of what can't be written or read; the cache goes on without it. */
  onFault?: (error: unknown) => void;
}

/** A cache in a folder, which one process has to itself. */
export interface DiskCache extends PictureCache {
  /** Settles when everything that lay in the folder is known. */
  readonly ready: Promise<void>;
}

const INDEX = 'index.json';
const UNFINISHED = '.unfinished';

/** Share of the size that is left after an eviction, so that not every picture evicts one. */
const AFTER = 0.9;

/** Milliseconds without writing after the disk refused something, and between two writings of the index. */
const REST = 10_000;
const NOTED = 30_000;

const isName = (name: string) => /^[0-9a-f]{2}\/[0-9a-f]{64}\/[0-9a-f]{64}$/.test(name);
const folderOf = (source: string) => `${source.slice(0, 2)}/${source}`;

/**
 * Pictures in a folder, a file each, below a folder for each source. A file gets its name when it is whole and is held
 * against its digest when it is read. The order of use is written down now and then; after a crash the files
 * themselves are the truth.
 */
export async function diskCache({
  folder,
  maxBytes,
  onFault = () => {},
}: DiskCacheOptions): Promise<DiskCache> {
  const nameOf = ({ source, variant }: PictureKey) => `${folderOf(source)}/${variant}`;
  const recency = Recency.from(await readIndex(folder), isName);
  // Before anything is written: nobody else writes here.
  await rm(join(folder, UNFINISHED), { recursive: true, force: true }).catch(onFault);
  let noted = true;
  let closed = false;
  let restUntil = 0;
  let evicting = Promise.resolve();

  const use = (name: string, bytes?: number) => {
    recency.use(name, bytes);
    noted = false;
  };
  const evict = (limit: number) => {
    evicting = evicting.then(async () => {
      for (const name of recency.overflow(limit))
        await rm(join(folder, name), { force: true }).catch(onFault);
    });
    return evicting;
  };
  const note = async () => {
    if (noted) return;
    noted = true;
    await writeWhole(folder, INDEX, JSON.stringify(recency)).catch(onFault);
  };
  const timer = setInterval(note, NOTED);
  timer.unref();

  const ready = adopt(folder, recency, () => closed)
    .then(() => evict(maxBytes))
    .catch(onFault);

  return {
    ready,
    async get(key) {
      const name = nameOf(key);
      const entry = await readFile(join(folder, name)).catch(() => undefined);
      if (!entry) {
        recency.forget(name);
        return undefined;
      }
      const picture = readEntry(key, entry);
      if (picture) use(name, entry.length);
      else {
        recency.forget(name);
        await rm(join(folder, name), { force: true }).catch(onFault);
      }
      return picture;
    },
    async put(key, picture) {
      const entry = writeEntry(key, picture);
      if (closed || entry.length > maxBytes / 4 || Date.now() < restUntil) return false;
      try {
        await writeWhole(folder, nameOf(key), entry);
      } catch (error) {
        restUntil = Date.now() + REST;
        onFault(error);
        // A full disk may be ours to empty.
        void evict(recency.total * AFTER);
        return false;
      }
      use(nameOf(key), entry.length);
      if (recency.total > maxBytes) await evict(maxBytes * AFTER);
      return true;
    },
    async purge(source) {
      for (const name of [...recency.names()].filter((each) => each.startsWith(`${folderOf(source)}/`)))
        recency.forget(name);
      noted = false;
      await rm(join(folder, folderOf(source)), { recursive: true, force: true }).catch(onFault);
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await Promise.all([ready, evicting]);
      await note();
    },
  };
}

async function readIndex(folder: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, INDEX), 'utf8'));
  } catch {
    return [];
  }
}

/** Not synced: what a power cut tears is found when it is read. */
async function writeWhole(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const temporary = join(folder, UNFINISHED, randomBytes(9).toString('hex'));
  try {
    await mkdir(dirname(temporary), { recursive: true });
    await writeFile(temporary, content, { flag: 'wx' });
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await rename(temporary, join(folder, name));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** Make what is known what is there: unknown files come in by their time, lost ones are forgotten. */
async function adopt(folder: string, recency: Recency, stopped: () => boolean): Promise<void> {
  const list = (...parts: string[]) => readdir(join(folder, ...parts)).catch(() => [] as string[]);
  const there = new Set<string>();
  const before = new Set(recency.names());
  const found: [name: string, bytes: number, used: number][] = [];
  for (const start of (await list()).filter((name) => /^[0-9a-f]{2}$/.test(name)))
    for (const source of await list(start))
      for (const variant of await list(start, source)) {
        if (stopped()) return;
        const name = `${start}/${source}/${variant}`;
        there.add(name);
        if (recency.has(name) || !isName(name)) continue;
        const info = await stat(join(folder, name)).catch(() => undefined);
        if (info) found.push([name, info.size, info.mtimeMs]);
      }
  for (const name of before) if (!there.has(name)) recency.forget(name);
  const rows = [...recency.toJSON(), ...found.filter(([name]) => !recency.has(name))];
  for (const [name, bytes, used] of rows.sort((a, b) => a[2] - b[2])) recency.use(name, bytes, used);
}
