import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskBlobs } from '../../jobs/blobs/disk.js';
import { someKey, somePicture } from '../testing/pictures.js';
import { bucketCache } from './bucket.js';
import { type DiskCache, diskCache } from './disk.js';
import { readEntry, writeEntry } from './entry.js';
import { memoryCache } from './memory.js';
import type { PictureCache } from './picture.js';
import { tieredCache } from './tiers.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const key = someKey('a', '1');
const names = async () =>
  (await readdir(folder, { recursive: true })).filter(
    (name) => name.split('/').at(-1)?.length === 64 && name.split('/').length === 3,
  );

describe.each<[string, () => Promise<PictureCache>]>([
  ['memory', async () => memoryCache(100_000)],
  ['disk', () => diskCache({ folder, maxBytes: 100_000 })],
  ['bucket', async () => bucketCache(diskBlobs(folder))],
  ['tiers', async () => tieredCache([memoryCache(100_000), bucketCache(diskBlobs(folder))])],
])('a cache in %s', (_name, open) => {
  it('gives back what it was given, byte for byte', async () => {
    const cache = await open();
    const picture = somePicture(Buffer.from([0, 255, 10, 13]), { reason: 'busy', making: 'enhanced' });
    expect(await cache.get(key)).toBeUndefined();
    expect(await cache.put(key, picture)).toBe(true);
    const found = await cache.get(key);
    expect(found && { ...found, body: [...found.body] }).toEqual({ ...picture, body: [0, 255, 10, 13] });
    await cache.close();
  });

  it('replaces, and forgets a source with everything that was made of it', async () => {
    const cache = await open();
    await cache.put(key, somePicture('old'));
    await cache.put(key, somePicture('new'));
    await cache.put(someKey('a', '2'), somePicture('other size'));
    await cache.put(someKey('b', '1'), somePicture('stays'));
    expect(Buffer.from((await cache.get(key))?.body ?? '').toString()).toBe('new');
    await cache.purge(key.source);
    await cache.purge(someKey('unknown').source);
    expect(await cache.get(key)).toBeUndefined();
    expect(await cache.get(someKey('a', '2'))).toBeUndefined();
    expect(await cache.get(someKey('b', '1'))).toBeDefined();
    await cache.close();
  });
});

describe('an entry', () => {
  it('is only read whole, under its own key, with every bit as it was', () => {
    const entry = writeEntry(key, somePicture('the body'));
    expect(readEntry(key, entry)).toBeDefined();
    expect(readEntry(someKey('a', '2'), entry)).toBeUndefined();
    for (let at = 0; at < entry.length; at++) {
      expect(readEntry(key, entry.subarray(0, at)), `cut at ${at}`).toBeUndefined();
      if (at < 8 || at >= entry.length - 8) {
        const changed = Uint8Array.from(entry);
        changed[at] ^= 1;
        expect(readEntry(key, changed), `changed at ${at}`).toBeUndefined();
      }
    }
  });
});

describe('memory', () => {
  it('is bounded, and keeps what was used last', async () => {
    const cache = memoryCache(20_000);
    for (let i = 0; i < 10; i++) {
      await cache.put(someKey('a', `${i}`), somePicture(Buffer.alloc(1000)));
      await cache.get(someKey('a', '0'));
    }
    expect(await cache.get(someKey('a', '0'))).toBeDefined();
    expect(await cache.get(someKey('a', '1'))).toBeUndefined();
    expect(await cache.put(key, somePicture(Buffer.alloc(10_000)))).toBe(false);
  });
});

describe('a folder', () => {
  const open = (maxBytes = 100_000, onFault?: (error: unknown) => void): Promise<DiskCache> =>
    diskCache({ folder, maxBytes, ...(onFault ? { onFault } : {}) });
  const body = Buffer.alloc(1000);

  it('stays within its size, and evicts what was used least recently', async () => {
    const cache = await open(20_000);
    for (let i = 0; i < 30; i++) {
      await cache.put(someKey('a', `${i}`), somePicture(body));
      await cache.get(someKey('a', '0'));
    }
    const sizes = await Promise.all(
      (await names()).map(async (name) => (await stat(join(folder, name))).size),
    );
    expect(sizes.reduce((a, b) => a + b)).toBeLessThanOrEqual(20_000);
    expect(sizes.length).toBeGreaterThan(8);
    expect(await cache.get(someKey('a', '0'))).toBeDefined();
    expect(await cache.get(someKey('a', '29'))).toBeDefined();
    expect(await cache.get(someKey('a', '1'))).toBeUndefined();
    await cache.close();
  });

  it('remembers the order of use over a restart', async () => {
    const before = await open();
    for (const name of ['0', '1', '2']) await before.put(someKey('a', name), somePicture(body));
    await before.get(someKey('a', '0'));
    await before.close();
    const size = (await stat(join(folder, (await names())[0]))).size;
    const after = await open(2 * size);
    await after.ready;
    expect(await after.get(someKey('a', '1'))).toBeUndefined();
    expect(await after.get(someKey('a', '0'))).toBeDefined();
    await after.close();
  });

  it('knows its files after a crash, without or with a torn index, and sweeps what was not finished', async () => {
    const before = await open();
    for (const name of ['0', '1', '2']) await before.put(someKey('a', name), somePicture(body));
    await before.close();
    const oldest = (await names()).find((name) => name.endsWith(someKey('a', '1').variant)) ?? '';
    await utimes(join(folder, oldest), 1, 1);
    await writeFile(join(folder, 'index.json'), '[["aa');
    await mkdir(join(folder, '.unfinished'), { recursive: true });
    await writeFile(join(folder, '.unfinished/half'), 'half');
    const after = await open(2500);
    await after.ready;
    expect(await after.get(someKey('a', '1'))).toBeUndefined();
    expect(await readdir(folder)).not.toContain('.unfinished');
    await after.close();
  });

  it('is not misled by an index that names other files', async () => {
    const evil = [['../../../etc/passwd', 1, 1], ['aa/../x', 1e12, 1], 'x', [key.source, 'many', 1]];
    await writeFile(join(folder, 'index.json'), JSON.stringify(evil));
    const cache = await open(3000);
    await cache.ready;
    expect(await cache.put(key, somePicture('a'))).toBe(true);
    expect(await cache.get(key)).toBeDefined();
    await cache.close();
  });

  it('throws a damaged file away instead of serving it', async () => {
    const cache = await open();
    await cache.put(key, somePicture('the body'));
    const [name] = await names();
    const entry = await readFile(join(folder, name));
    entry[entry.length - 1] ^= 1;
    await writeFile(join(folder, name), entry);
    expect(await cache.get(key)).toBeUndefined();
    expect(await names()).toEqual([]);
    await cache.close();
  });

  it('that can’t be written any more is done without, and says so once', async () => {
    const faults: unknown[] = [];
    const cache = await open(100_000, (error) => faults.push(error));
    await cache.ready;
    await cache.put(key, somePicture('before'));
    await rm(join(folder, '.unfinished'), { recursive: true });
    await writeFile(join(folder, '.unfinished'), 'no folder');
    expect(await cache.put(someKey('b'), somePicture('b'))).toBe(false);
    expect(await cache.put(someKey('c'), somePicture('c'))).toBe(false);
    expect(faults).toHaveLength(1);
    await cache.close();
  });
});
