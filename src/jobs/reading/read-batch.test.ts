import { execFile } from 'node:child_process';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RawEntry, rawZip, writeZip } from '../../catalog/sources/testing/zips.js';
import { HeroshotError } from '../../engine/errors.js';
import type { BlobStore } from '../blobs/blob-store.js';
import { itemId } from '../id.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { newPlace, type Place, taken } from './testing/batches.js';

const SHOPIFY = [
  'Handle,Title,Image Src,Image Position,Variant Image',
  'bag,Tote bag,https://cdn.example/bag-front.JPG?v=1,1,https://cdn.example/red.png',
  'bag,,https://cdn.example/bag-back.webp,2,https://cdn.example/bag-front.JPG?v=1',
  'mug 1.5,Mug,https://cdn.example/mug,1,',
  'nothing,Nothing,,,',
].join('\n');

const lines = (count: number, path = (i: number) => `${i}.jpg`) =>
  Array.from({ length: count }, (_, i) => `https://cdn.example/${path(i)}`).join('\n');

describe.each(await testStores())('a batch on $name', ({ make }) => {
  let test: TestStore;
  let place: Place;
  beforeAll(async () => {
    test = await make();
    place = await newPlace(test.store);
  });
  afterAll(async () => {
    await test.remove();
    await place.remove();
  });

  const batch = async (id: string) => test.store.batches.get(id);
  const codes = async (id: string) => (await place.jobs(id)).map(({ error }) => error?.code);

  /** Run a program over what is built, with this store and these blobs. */
  const program = (text: string, ...options: string[]) => {
    const at = (path: string) => JSON.stringify(pathToFileURL(resolve('dist', path)).href);
    const { folder, temporaryFolder } = place;
    const script = `
      import { diskBlobs } from ${at('jobs/blobs/disk.js')};
      import { openStore } from ${at('jobs/store/open-store.js')};
      import { readBatch } from ${at('jobs/reading/read-batch.js')};
      const store = await openStore(${JSON.stringify(test.where)});
      const blobs = diskBlobs(${JSON.stringify(join(folder, 'blobs'))});
      const tools = { store, blobs, worker: 'killed', temporaryFolder: ${JSON.stringify(temporaryFolder)} };
      ${text}`;
    return new Promise<{ signal: unknown; code: unknown; stdout: string; stderr: string }>((done) =>
      execFile(
        process.execPath,
        [...options, '--input-type=module', '--eval', script],
        (error, stdout, stderr) =>
          done({ signal: error?.signal ?? null, code: error?.code ?? 0, stdout, stderr }),
      ),
    );
  };

  it('that is a shop’s table becomes a job for each picture, named as in a catalogue', async () => {
    const id = await place.submit(SHOPIFY, 'products_export.csv');
    const added: string[] = [];
    const reading = await place.read(id, {
      onJobs: async (tickets) => void added.push(...tickets.map((ticket) => ticket.id)),
    });
    expect(reading).toEqual({ outcome: 'read', jobs: 6 });
    const jobs = await place.jobs(id);
    expect(jobs.map(({ name, source }) => [name, source])).toEqual([
      ['bag-1.jpg', { kind: 'url', url: 'https://cdn.example/bag-front.JPG?v=1' }],
      ['bag-2.webp', { kind: 'url', url: 'https://cdn.example/bag-back.webp' }],
      ['bag-3.png', { kind: 'url', url: 'https://cdn.example/red.png' }],
      ['bag-1.jpg', { kind: 'url', url: 'https://cdn.example/bag-front.JPG?v=1' }],
      ['mug 1_5-1', { kind: 'url', url: 'https://cdn.example/mug' }],
      ['nothing-1', { kind: 'url', url: '' }],
    ]);
    expect(jobs[2]).toMatchObject({
      ...{ id: itemId(id, 3), ordinal: 3, batchId: id, keyId: 'key_x', priority: 'bulk', state: 'queued' },
      work: { kind: 'recipe', recipe: { name: 'test' } },
      metadata: { sku: 'bag', row: '1', column: 'Variant Image', position: '3' },
    });
    expect(jobs[5]).toMatchObject({ state: 'failed', error: { code: 'empty_cell' }, metadata: { row: '4' } });
    expect(added).toEqual(jobs.slice(0, 5).map((job) => job.id));
    expect(await batch(id)).toMatchObject({ state: 'running', error: null });
    expect(await place.leftovers()).toEqual([]);
  });

  it('that is a list of addresses has a job for each line, also for repeated ones', async () => {
    const text = '# ours\nhttps://cdn.example/a.jpg\n\nhttps://cdn.example/a.jpg\n//cdn.example/b.png\n';
    const id = await place.submit(text, 'urls.txt');
    expect(await place.read(id)).toEqual({ outcome: 'read', jobs: 3 });
    const jobs = await place.jobs(id);
    expect(jobs.map(({ name, source, metadata }) => [name, source, metadata])).toEqual([
      ['a.jpg', { kind: 'url', url: 'https://cdn.example/a.jpg' }, { row: '2' }],
      ['a.jpg', { kind: 'url', url: 'https://cdn.example/a.jpg' }, { row: '4' }],
      ['b.png', { kind: 'url', url: 'https://cdn.example/b.png' }, { row: '5' }],
    ]);
  });

  it('that is a ZIP has a job for each picture, by its place in the archive', async () => {
    const zip = await writeZip(join(place.folder, 'in.zip'), [
      ['shoes/red.jpg', 'one'],
      ['readme.txt', 'no picture'],
      ['bags/red.JPEG', 'three', { compress: false }],
    ]);
    const id = await place.submit(await taken(zip), 'pictures.zip');
    expect(await place.read(id)).toEqual({ outcome: 'read', jobs: 2 });
    const jobs = await place.jobs(id);
    expect(jobs.map(({ name, inputBytes, metadata }) => [name, inputBytes, metadata])).toEqual([
      ['red.jpg', 3, {}],
      ['red-2.jpeg', 5, {}],
    ]);
    expect(jobs[1].source).toMatchObject({
      ...{ kind: 'archive', key: `batches/${id}/list` },
      place: { entry: { size: 5, compressedSize: 5, method: 0 } },
    });
  });

  it('that came as JSON keeps names and metadata, and names each item that is wrong', async () => {
    const items = [
      { source_url: 'https://cdn.example/a.png', name: 'Bag 1.5.jpg', metadata: { sku: 'ä\0' } },
      { source_url: 'https://cdn.example/a.png' },
      { source_url: 'http://127.0.0.1/a.png', name: '../../x' },
      { source_url: 7 },
      { source_url: 'https://cdn.example/a.png', metadata: { a: { b: 1 } } },
      null,
    ];
    const id = await place.submit(JSON.stringify(items), 'items', { kind: 'items' });
    expect(await place.read(id)).toEqual({ outcome: 'read', jobs: 6 });
    const jobs = await place.jobs(id);
    expect(jobs.map(({ name, metadata, error }) => [name, metadata, error?.code])).toEqual([
      ['Bag 1.5.png', { sku: 'ä\0' }, undefined],
      ['a.png', {}, undefined],
      ['_.._x.png', {}, 'url_refused'],
      ['item-4', {}, 'bad_items'],
      ['item-5', {}, 'bad_items'],
      ['item-6', {}, 'bad_items'],
    ]);
  });

  it('reaches private addresses only where that is allowed', async () => {
    const ids = [
      await place.submit('http://10.0.0.7/a.jpg', 'l.txt'),
      await place.submit('http://10.0.0.7/a.jpg', 'l.txt'),
    ];
    await place.read(ids[0]);
    await place.read(ids[1], { allowPrivate: true });
    expect([await codes(ids[0]), await codes(ids[1])]).toEqual([['url_refused'], [undefined]]);
  });

  it('names no file of this machine', async () => {
    await writeFile(join(place.folder, 'here.jpg'), 'mine');
    const table = [
      'sku,image',
      'A,/etc/passwd',
      'B,../../here.jpg',
      'C,file:///etc/passwd',
      'D,here.jpg',
      'E,\\\\host\\x.jpg',
    ];
    const id = await place.submit(table.join('\n'), '../../products.csv');
    await place.read(id);
    expect(await codes(id)).toEqual([
      'path_refused',
      'path_refused',
      'url_refused',
      'path_refused',
      'path_refused',
    ]);
    const list = await place.submit('/etc/passwd\n../../here.jpg\nhttps://cdn.example/a.jpg\n', 'list.txt');
    await place.read(list);
    expect(await codes(list)).toEqual(['path_refused', 'path_refused', undefined]);
    for (const job of [...(await place.jobs(id)), ...(await place.jobs(list))])
      expect(JSON.stringify(job)).not.toContain(place.folder);
  });

  it('fails with the names of its columns where none is of pictures, and without a path of this machine', async () => {
    const id = await place.submit('a,b\n1,2\n', 'products.csv');
    expect(await place.read(id)).toMatchObject({ outcome: 'failed', error: { code: 'missing_columns' } });
    expect(await batch(id)).toMatchObject({ state: 'failed', error: { code: 'missing_columns' } });
    const other = await place.submit('', 'products.csv');
    await place.read(other);
    expect((await batch(other))?.error).toEqual({ code: 'empty_file', message: 'products.csv is empty' });
    const named = await place.submit('Item,Photo 1\nA,https://cdn.example/1.jpg\n', 'feed.csv', {
      columns: 'sku=Item,image=Photo 1',
    });
    await place.read(named);
    expect((await place.jobs(named)).map(({ name }) => name)).toEqual(['A-1.jpg']);
  });

  it.each<[string, string, string | Uint8Array, 'file' | 'items']>([
    ['bad_option', 'a list', 'sku,image\n', 'file'],
    ['no_pictures', 'a.txt', '# nothing\n', 'file'],
    ['no_pictures', 'items', '[]', 'items'],
    ['bad_items', 'items', '{"source_url":"https://cdn.example/a.jpg"}', 'items'],
    ['bad_items', 'items', '[{"source_url":"https://cdn.exam', 'items'],
    ['bad_table', 'endless.txt', `https://cdn.example/${'a'.repeat(200_000)}`, 'file'],
    ['unknown_source', 'a.pdf', '%PDF-1.7', 'file'],
    ['zip_corrupt', 'cut.zip', rawZip([{ name: 'a.jpg' }]).subarray(0, 60), 'file'],
  ])('fails with %s: %s', async (code, name, content, kind) => {
    const id = await place.submit(content, name, {
      kind,
      ...(code === 'bad_option' ? { columns: 'x' } : {}),
    });
    expect(await place.read(id)).toMatchObject({ outcome: 'failed', error: { code } });
    expect(await batch(id)).toMatchObject({ state: 'failed', error: { code } });
    expect(await place.jobs(id)).toEqual([]);
    expect(await place.leftovers()).toEqual([]);
  });

  it('of a ZIP with bad entries does the others', async () => {
    const entries: RawEntry[] = [
      { name: 'good.jpg', content: 'fine' },
      { name: 'locked.jpg', flags: 0x801 },
      { name: '../../evil.jpg' },
      { name: 'bomb.jpg', size: 100 * 2 ** 20 },
      { name: 'link.jpg', mode: 0o120777, content: '/etc/passwd' },
    ];
    const id = await place.submit(rawZip(entries), 'mixed.zip');
    await place.read(id);
    expect(await codes(id)).toEqual([
      undefined,
      'zip_encrypted',
      'zip_refused',
      'zip_refused',
      'zip_refused',
    ]);
    expect((await place.jobs(id))[2].name).toBe('evil.jpg');
  });

  it('of a ZIP is held to the limits that were set', async () => {
    const id = await place.submit(
      rawZip([{ name: 'a.jpg' }, { name: 'b.jpg', content: 'x'.repeat(99) }]),
      'a.zip',
    );
    await place.read(id, { zip: { entryBytes: 50 } });
    expect(await codes(id)).toEqual([undefined, 'too_many_bytes']);
    const many = await place.submit(rawZip([{ name: 'a.jpg' }, { name: 'b.txt' }]), 'a.zip');
    expect(await place.read(many, { zip: { entries: 1 } })).toMatchObject({ error: { code: 'zip_refused' } });
  });

  it('of more pictures than the limit fails as a whole, before any is begun', async () => {
    const id = await place.submit(lines(301), 'long.txt');
    expect(await place.read(id, { mostItems: 300 })).toMatchObject({ outcome: 'failed' });
    expect(await batch(id)).toMatchObject({
      error: { code: 'too_many_items', message: 'long.txt has more than 300 pictures' },
    });
    expect(await place.jobs(id)).toEqual([]);
  });

  it('whose reader is killed in the middle is read to its end by another, every picture once', async () => {
    const id = await place.submit(lines(1050), 'killed.txt');
    const { signal, stderr } = await program(`
      let parts = 0;
      const onJobs = async () => { if (++parts === 3) process.kill(process.pid, 'SIGKILL'); };
      await readBatch(${JSON.stringify(id)}, { ...tools, onJobs });`);
    expect(signal, stderr).toBe('SIGKILL');
    expect(await place.jobs(id)).toHaveLength(600);
    expect(await place.leftovers()).toHaveLength(1);
    expect(await place.read(id)).toEqual({ outcome: 'not-mine' });
    await test.store.batches.recover(Date.now() + 1000);
    const added: string[] = [];
    const onJobs = async (tickets: { id: string }[]) => void added.push(...tickets.map((one) => one.id));
    expect(await place.read(id, { onJobs })).toEqual({ outcome: 'read', jobs: 1050 });
    const jobs = await place.jobs(id);
    expect(jobs.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 1050 }, (_, i) => i + 1));
    expect(jobs.map((job) => (job.source as { url: string }).url).join('\n')).toBe(lines(1050));
    expect(added).toHaveLength(1050);
    expect(await place.leftovers()).toEqual([]);
  });

  it('that is cancelled in the middle stops being read', async () => {
    const id = await place.submit(lines(1000), 'cancelled.txt');
    let parts = 0;
    const onJobs = async () => {
      if (++parts === 2)
        await test.store.batches.cancel(id).then(() => test.store.jobs.cancel({ batchId: id }));
    };
    expect(await place.read(id, { onJobs })).toEqual({ outcome: 'not-mine' });
    expect(parts).toBe(2);
    expect(await test.store.batches.counts(id)).toMatchObject({ cancelled: 400, total: 400 });
    expect((await batch(id))?.state).toBe('cancelled');
  });

  it('hears of being cancelled also while its list is still on its way', async () => {
    const id = await place.submit(lines(10), 'slow.txt');
    const endless: BlobStore = Object.create(place.blobs);
    endless.stream = async () => new Readable({ read() {} });
    const reading = place.read(id, { blobs: endless });
    await vi.waitFor(async () => expect(await place.leftovers()).toHaveLength(1));
    await test.store.batches.cancel(id);
    expect(await reading).toEqual({ outcome: 'not-mine' });
    expect(await place.leftovers()).toEqual([]);
  });

  it('shows that it lives while its list is still on its way', async () => {
    const id = await place.submit(lines(10), 'slow.txt');
    const slow: BlobStore = Object.create(place.blobs);
    let go = () => {};
    const gate = new Promise<void>((open) => (go = open));
    slow.stream = (key) => gate.then(() => place.blobs.stream(key));
    const reading = place.read(id, { blobs: slow });
    const beats = new Set<number | null>();
    await vi.waitFor(
      async () => {
        const row = await test.store.db
          .selectFrom('batch')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirst();
        beats.add(row?.heartbeat_at ?? null);
        expect(beats.size).toBeGreaterThan(4);
      },
      { timeout: 10_000, interval: 5 },
    );
    go();
    expect(await reading).toEqual({ outcome: 'read', jobs: 10 });
  });

  it('is handed back where the moment is to blame, or the process ends, and the try does not count', async () => {
    const id = await place.submit(lines(500), 'later.txt');
    const broken: BlobStore = Object.create(place.blobs);
    broken.stream = async () => {
      throw new HeroshotError('blobs_unreachable', 'away');
    };
    await expect(place.read(id, { blobs: broken })).rejects.toMatchObject({ code: 'blobs_unreachable' });
    const torn: BlobStore = Object.create(place.blobs);
    torn.stream = async () =>
      Readable.from(
        (async function* () {
          yield Buffer.from('https://cdn.example/a.jpg\n');
          throw new Error('socket hang up');
        })(),
      );
    await expect(place.read(id, { blobs: torn })).rejects.toMatchObject({ code: 'blobs_unreachable' });
    const stop = new AbortController();
    const onJobs = async () => stop.abort();
    await expect(place.read(id, { signal: stop.signal, onJobs })).rejects.toMatchObject({
      code: 'cancelled',
    });
    const row = await test.store.db.selectFrom('batch').selectAll().where('id', '=', id).executeTakeFirst();
    expect(row).toMatchObject({ state: 'reading', worker: null, attempts: 0 });
    expect(await place.read(id)).toEqual({ outcome: 'read', jobs: 500 });
  });

  it('goes on where the queue does not take its pictures', async () => {
    const id = await place.submit(lines(3), 'queue.txt');
    const onJobs = async () => {
      throw new HeroshotError('queue_unreachable', 'away');
    };
    expect(await place.read(id, { onJobs })).toEqual({ outcome: 'read', jobs: 3 });
  });

  it('whose file is gone fails and says so', async () => {
    const id = await place.submit('x', 'gone.csv');
    await place.blobs.remove(`batches/${id}/list`);
    expect(await place.read(id)).toMatchObject({ outcome: 'failed', error: { code: 'file_not_found' } });
  });

  it('removes what readers that were killed have left behind, and nobody else’s', async () => {
    const names = ['reading-bat_old-x', 'reading-bat_new-x', 'other'];
    for (const name of names) await mkdir(join(place.temporaryFolder, name), { recursive: true });
    await utimes(join(place.temporaryFolder, names[0]), 1e9, 1e9);
    await utimes(join(place.temporaryFolder, names[2]), 1e9, 1e9);
    await place.read(await place.submit(lines(1), 'l.txt'));
    expect((await readdir(place.temporaryFolder)).sort()).toEqual(['other', 'reading-bat_new-x']);
    expect(await place.leftovers()).toHaveLength(2);
  });

  it('of 20,000 long lines is read in little memory', { timeout: 120_000 }, async () => {
    // 60 MB of addresses, more than the process may have.
    const id = await place.submit(
      lines(20_000, (i) => `${'x'.repeat(3000)}/${i}.jpg`),
      'long.txt',
    );
    const { code, stdout, stderr } = await program(
      `process.stdout.write(JSON.stringify(await readBatch(${JSON.stringify(id)}, tools))); await store.close();`,
      '--max-old-space-size=56',
    );
    expect(code, stderr.slice(0, 2000)).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ outcome: 'read', jobs: 20_000 });
    expect(await test.store.batches.counts(id)).toMatchObject({ queued: 20_000 });
  });
});
