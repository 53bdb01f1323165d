import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryPlace } from '../../catalog/sources/source.js';
import { itemsOf } from '../../catalog/sources/testing/items.js';
import { type RawEntry, rawZip, writeZip } from '../../catalog/sources/testing/zips.js';
import { openZip } from '../../catalog/sources/zip-source.js';
import { diskBlobs } from '../blobs/disk.js';
import { readArchiveEntry } from './archive.js';
import type { BlobReader } from './blob-bytes.js';
import { taken } from './testing/batches.js';

const MAX = { maxBytes: 2 ** 20 };
let folder: string;
let blobs: ReturnType<typeof diskBlobs>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-archive-'));
  blobs = diskBlobs(join(folder, 'blobs'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Store an archive; the places of its pictures as its directory tells them. */
async function places(zip: Uint8Array): Promise<EntryPlace[]> {
  await blobs.write('zip', zip);
  const path = join(folder, 'copy.zip');
  await writeFile(path, zip);
  const source = await openZip(path);
  const items = await itemsOf(source);
  await source.close();
  return items.map(({ place }) => (place as { entry: EntryPlace }).entry);
}

describe('an entry of an archive in the blob store', () => {
  it('is read by its own bytes alone, packed or not, large or empty', async () => {
    const [large, small] = [randomBytes(700_000), randomBytes(3000)];
    const path = await writeZip(join(folder, 'in.zip'), [
      ['large.jpg', large],
      ['small.jpg', small],
      ['stored.jpg', 'as it is', { compress: false }],
      ['empty.jpg', ''],
    ]);
    const found = await places(await taken(path));
    let fetched = 0;
    const counting: BlobReader = {
      info: blobs.info,
      async stream(key, range) {
        fetched += (range?.end ?? 0) - (range?.start ?? 0) + 1;
        return blobs.stream(key, range);
      },
    };
    const read = (i: number) => readArchiveEntry(counting, 'zip', found[i], MAX);
    expect(Buffer.from(await read(1))).toEqual(small);
    expect(fetched).toBeLessThan(3200);
    expect(large.equals(await read(0))).toBe(true);
    expect(Buffer.from(await read(2)).toString()).toBe('as it is');
    expect(await read(3)).toHaveLength(0);
  });

  it.each<[string, string, RawEntry]>([
    ['zip_corrupt', 'of a wrong checksum', { name: 'a.jpg', crc: 1 }],
    ['zip_corrupt', 'that is shorter than was said', { name: 'a.jpg', size: 8 }],
    ['zip_corrupt', 'without a header', { name: 'a.jpg', offset: 3 }],
    ['zip_corrupt', 'that is not Deflate', { name: 'a.jpg', offset: 0 }],
    [
      'zip_corrupt',
      'that unpacks to more than was said',
      { name: 'a.jpg', content: Buffer.alloc(9e5), size: 1000 },
    ],
    ['too_many_bytes', 'that unpacks to more than the limit', { name: 'a.jpg', content: Buffer.alloc(2e6) }],
  ])('is refused with %s: one %s', async (code, _what, entry) => {
    const neighbour = { name: 'b.bin', method: 0, content: Buffer.alloc(9000, 255) };
    const [place] = await places(rawZip([neighbour, entry]));
    await expect(readArchiveEntry(blobs, 'zip', place, MAX)).rejects.toMatchObject({ code });
  });

  it('that would lie behind the end is damaged, and nothing is asked for there', async () => {
    const zip = rawZip([{ name: 'a.jpg', content: 'x', method: 0 }]);
    const [place] = await places(zip);
    const strict: BlobReader = {
      info: blobs.info,
      async stream(key, range) {
        if ((range?.start ?? 0) >= zip.length) throw new Error('416 Range Not Satisfiable');
        return blobs.stream(key, range);
      },
    };
    for (const offset of [zip.length + 5, zip.length - 10]) {
      const reading = readArchiveEntry(strict, 'zip', { ...place, offset }, MAX);
      await expect(reading).rejects.toMatchObject({ code: 'zip_corrupt' });
    }
    // The local header's own lengths are a stranger's words too.
    zip.writeUInt16LE(0xffff, 28);
    await blobs.write('zip', zip);
    await expect(readArchiveEntry(strict, 'zip', place, MAX)).rejects.toMatchObject({ code: 'zip_corrupt' });
  });

  it('is not called damaged where the store breaks off or the archive is gone', async () => {
    const [place] = await places(rawZip([{ name: 'a.jpg' }]));
    const torn: BlobReader = {
      info: blobs.info,
      stream: async () =>
        Readable.from(
          (async function* () {
            yield Buffer.from('PK');
            throw new Error('socket hang up');
          })(),
        ),
    };
    await expect(readArchiveEntry(torn, 'zip', place, MAX)).rejects.toMatchObject({
      code: 'blobs_unreachable',
    });
    await expect(readArchiveEntry(blobs, 'gone', place, MAX)).rejects.toMatchObject({
      code: 'file_not_found',
    });
  });

  it('is left by a signal, also while the store says nothing', async () => {
    const [place] = await places(rawZip([{ name: 'a.jpg' }]));
    const stop = new AbortController();
    const silent: BlobReader = {
      info: blobs.info,
      async stream() {
        queueMicrotask(() => stop.abort());
        return new Readable({ read() {} });
      },
    };
    const reading = readArchiveEntry(silent, 'zip', place, { ...MAX, signal: stop.signal });
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });
});
