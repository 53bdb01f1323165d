import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { safeName } from '../file-name.js';
import { type TestFolder, testFolder } from '../tables/testing/files.js';
import type { ZipLimits } from './source.js';
import { facts, itemsOf } from './testing/items.js';
import { type RawEntry, rawZip, writeZip } from './testing/zips.js';
import { openZip } from './zip-source.js';

let folder: TestFolder;
beforeAll(async () => {
  folder = await testFolder();
});
afterAll(() => folder.remove());

async function raw(entries: RawEntry[], limits?: Partial<ZipLimits>, count?: number) {
  return openZip(await folder.write('raw.zip', rawZip(entries, count)), limits);
}
/** Error code of reading the first item. */
async function readCode(entries: RawEntry[], limits?: Partial<ZipLimits>) {
  const source = await raw(entries, limits);
  const [item] = await itemsOf(source);
  const code = await source.read(item).then(
    () => undefined,
    ({ code }) => code,
  );
  await source.close();
  return code;
}

describe('pictures of a ZIP', () => {
  it('come in its order, with its folders, and without what is no picture', async () => {
    const path = await writeZip(join(folder.path, 'shop.zip'), [
      ['shoes/red/1.jpg', 'one'],
      ['shoes/blue/1.jpg', 'two', { compress: false }],
      ['readme.txt', 'x'],
      ['__MACOSX/shoes/._1.jpg', 'x'],
      ['.DS_Store', 'x'],
      ['.hidden.jpg', 'x'],
      ['more.zip', 'x'],
      ['Größe 🛍.png', 'three'],
    ]);
    const source = await openZip(path);
    const items = await itemsOf(source);
    expect(items.map(({ key, name, stem, folder, bytes }) => [key, name, stem, folder, bytes])).toEqual([
      ['shoes/red/1.jpg', '1', '1', 'shoes/red', 3],
      ['shoes/blue/1.jpg', '1-2', '1', 'shoes/blue', 3],
      ['Größe 🛍.png', 'Größe 🛍', 'Größe 🛍', '', 5],
    ]);
    const contents = await Promise.all(items.reverse().map((item) => source.read(item)));
    expect(contents.map((bytes) => Buffer.from(bytes).toString())).toEqual(['three', 'two', 'one']);
    await source.close();
  });

  it('can be listed again, and read by an item that was written down', async () => {
    const source = await raw([{ name: 'a.jpg', content: 'bytes' }]);
    const [first] = await itemsOf(source);
    const [second] = JSON.parse(JSON.stringify(await itemsOf(source)));
    expect(second).toEqual(first);
    expect(Buffer.from(await source.read(second)).toString()).toBe('bytes');
    await source.close();
  });

  it('of one name are each done', async () => {
    const source = await raw([
      { name: 'a.jpg', content: 'one' },
      { name: 'a.jpg', content: 'two' },
      { name: 'A.jpg', content: 'three' },
    ]);
    expect(await facts(source, 'key', 'name', 'stem')).toEqual([
      ['a.jpg', 'a', 'a'],
      ['a.jpg (2)', 'a-2', 'a-2'],
      ['A.jpg', 'A-3', 'A-3'],
    ]);
    const contents = (await itemsOf(source)).map(async (item) =>
      Buffer.from(await source.read(item)).toString(),
    );
    expect(await Promise.all(contents)).toEqual(['one', 'two', 'three']);
    await source.close();
  });

  it.each([
    ['../evil.jpg', 'zip_refused'],
    ['a/../../evil.jpg', 'zip_refused'],
    ['..\\evil.jpg', 'zip_refused'],
    ['/etc/evil.jpg', 'zip_refused'],
    ['\\\\server\\share\\evil.jpg', 'zip_refused'],
    ['C:\\evil.jpg', 'zip_refused'],
    ['c:evil.jpg', 'zip_refused'],
    ['evil\0.jpg', 'zip_refused'],
    ['a/..b/fine.jpg', undefined],
    ['windows\\path.jpg', undefined],
  ])('named %j: %s', async (name, code) => {
    const source = await raw([{ name }, { name: 'good.jpg' }]);
    expect(await facts(source, 'error')).toEqual([[code], [undefined]]);
    for (const { folder, name, stem } of await itemsOf(source))
      for (const part of [...folder.split('/'), name, stem]) expect(part).toBe(safeName(part, ''));
    await source.close();
  });

  it('have names of old archivers: code page 437, or UTF-8 without the flag', async () => {
    const source = await raw([
      { name: Buffer.from('gr\x81n.jpg', 'latin1'), flags: 0 },
      { name: Buffer.from('grün.png'), flags: 0 },
    ]);
    expect(await facts(source, 'source')).toEqual([['grün.jpg'], ['grün.png']]);
    await source.close();
  });

  it.each<[string, RawEntry, string]>([
    ['encrypted', { name: 'a.jpg', flags: 0x801 }, 'zip_encrypted'],
    ['compressed in a way that is not Deflate', { name: 'a.jpg', method: 12 }, 'zip_refused'],
    ['a link', { name: 'a.jpg', mode: 0o120777, content: '/etc/passwd' }, 'zip_refused'],
    ['larger than the limit', { name: 'a.jpg', size: 300 * 2 ** 20 }, 'too_many_bytes'],
    ['said to be far larger than packed', { name: 'a.jpg', size: 100 * 2 ** 20 }, 'zip_refused'],
    ['stored with two sizes', { name: 'a.jpg', method: 0, size: 99 }, 'zip_corrupt'],
  ])('%s: the others are done', async (_what, entry, code) => {
    const source = await raw([entry, { name: 'good.jpg' }]);
    expect(await facts(source, 'key', 'error')).toEqual([
      ['a.jpg', code],
      ['good.jpg', undefined],
    ]);
    await source.close();
  });

  it('never unpack to more than the limit, whatever the header says', async () => {
    const bomb = { name: 'a.jpg', content: Buffer.alloc(2e6), size: 1000 };
    expect(await readCode([bomb], { entryBytes: 10_000 })).toBe('too_many_bytes');
    expect(await readCode([bomb])).toBe('zip_corrupt');
  });

  it.each<[string, RawEntry]>([
    ['a wrong checksum', { name: 'a.jpg', crc: 1 }],
    ['fewer bytes than its header says', { name: 'a.jpg', size: 8 }],
    ['bytes that reach beyond the file', { name: 'a.jpg', method: 0, packed: 50_000, size: 50_000 }],
    ['a header that is not there', { name: 'a.jpg', offset: 3 }],
    ['bytes that are not Deflate', { name: 'a.jpg', method: 8, offset: 0 }],
  ])('with %s is damaged', async (_what, entry) => {
    // A large neighbour keeps the sum of sizes below the file's.
    const neighbour = { name: 'b.bin', method: 0, content: Buffer.alloc(9000, 255) };
    expect(await readCode([neighbour, entry])).toBe('zip_corrupt');
  });

  it('end being unpacked by a signal', async () => {
    const source = await raw([{ name: 'a.jpg' }]);
    const [item] = await itemsOf(source);
    await expect(source.read(item, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    await source.close();
  });
});

describe('archives', () => {
  it('that are cut off are damaged', async () => {
    const whole = rawZip([{ name: 'a.jpg' }, { name: 'b.jpg' }]);
    const path = await folder.write('cut.zip', whole.subarray(0, whole.length - 30));
    await expect(openZip(path)).rejects.toMatchObject({ code: 'zip_corrupt' });
  });

  it('whose directory breaks off give what can be listed, and say so', async () => {
    const bytes = rawZip([{ name: 'a.jpg' }, { name: 'b.jpg' }]);
    bytes.write('XX', bytes.lastIndexOf('PK\x01\x02'), 'latin1');
    const source = await openZip(await folder.write('torn.zip', bytes));
    expect(await facts(source, 'key', 'error')).toEqual([
      ['a.jpg', undefined],
      ['rest of the archive', 'zip_corrupt'],
    ]);
    await source.close();
  });

  it('that count wrongly, as macOS does beyond 65,535, say that something is missing', async () => {
    const source = await raw([{ name: 'a.jpg' }, { name: 'b.jpg' }], {}, 1);
    expect(await facts(source, 'error')).toEqual([[undefined], ['zip_corrupt']]);
    await source.close();
  });

  it('whose entries share their data are bombs', async () => {
    const content = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251));
    const shared = Array.from({ length: 20 }, (_, i) => ({ name: `${i}.jpg`, content, offset: 0 }));
    const source = await raw([{ name: 'a.jpg', content }, ...shared]);
    const items = await itemsOf(source);
    expect(items.at(-1)?.error?.code).toBe('zip_refused');
    expect(items.length).toBeLessThan(6);
    await source.close();
  });

  it('with too many entries are refused before they are listed', async () => {
    const entries = [{ name: 'a.jpg' }, { name: 'b.jpg' }, { name: 'c.jpg' }];
    await expect(raw(entries, { entries: 2 })).rejects.toMatchObject({ code: 'zip_refused' });
  });

  it('that are encrypted as a whole say so', async () => {
    const source = await raw([{ name: 'a.jpg', flags: 0x841 }]);
    expect(await facts(source, 'error')).toEqual([['zip_encrypted']]);
    await source.close();
  });

  it('stop being listed by a signal', async () => {
    const source = await raw([{ name: 'a.jpg' }, { name: 'b.jpg' }]);
    const stop = new AbortController();
    const listed = async () => {
      for await (const _ of source.items(stop.signal)) stop.abort();
    };
    await expect(listed()).rejects.toMatchObject({ code: 'cancelled' });
    await source.close();
  });

  it('of 100,000 entries are listed in seconds', { timeout: 120_000 }, async () => {
    const entries = Array.from({ length: 100_000 }, (_, i) => ({
      ...{ name: `folder ${i % 100}/picture ${i}.jpg`, content: 'x', method: 0 },
    }));
    const path = await folder.write('large.zip', rawZip(entries));
    const source = await openZip(path);
    const start = performance.now();
    let count = 0;
    let last: string | undefined;
    for await (const { key } of source.items()) {
      count++;
      last = key;
    }
    expect(count).toBe(100_000);
    expect(last).toBe('folder 99/picture 99999.jpg');
    expect(performance.now() - start).toBeLessThan(10_000);
    await source.close();
  });
});
