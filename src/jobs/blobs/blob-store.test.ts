import { createHash, randomBytes } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBlobs, testBlobStores } from '../testing/blob-stores.js';
import type { BlobStore } from './blob-store.js';
import { openBlobs } from './open-blobs.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** More than two parts of an upload. */
const large = randomBytes(18 * 1024 * 1024 + 7);
const pieces = (bytes: Buffer, size = 64 * 1024) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })(),
  );
const failing = (bytes: Buffer) =>
  Readable.from(
    (async function* () {
      for await (const piece of pieces(bytes)) yield piece;
      throw new Error('the line went dead');
    })(),
  );

describe.each(testBlobStores())('blobs on $name', ({ make }) => {
  let test: TestBlobs;
  let blobs: BlobStore;
  let number = 0;
  const fresh = () => `jobs/job_${number++}/input`;
  beforeAll(async () => {
    test = await make();
    ({ blobs } = test);
  });
  afterAll(() => test.remove());
  const keysUnder = async (prefix: string) => {
    const keys: string[] = [];
    for await (const { key } of blobs.list(prefix)) keys.push(key);
    return keys;
  };
  const isNotThere = async (key: string) => {
    await expect(blobs.read(key)).rejects.toMatchObject({ code: 'file_not_found' });
    await expect(blobs.stream(key)).rejects.toMatchObject({ code: 'file_not_found' });
    expect(await blobs.info(key)).toBeUndefined();
    expect(await keysUnder(key)).toEqual([]);
    // Nothing half written is left either.
    expect(await blobs.sweepUnfinished(Date.now() + 60_000)).toBe(0);
  };

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a few bytes', Buffer.from('bytes')],
    ['more than two parts of an upload', large],
  ])('hands back what it was given: %s, whole or as a stream', async (_what, bytes) => {
    for (const content of [bytes, pieces(bytes)]) {
      const key = fresh();
      expect(await blobs.write(key, content)).toEqual({ bytes: bytes.length, sha256: sha256(bytes) });
      expect(Buffer.compare(await blobs.read(key), bytes)).toBe(0);
      expect(Buffer.compare(await buffer(await blobs.stream(key)), bytes)).toBe(0);
      const info = await blobs.info(key);
      expect(info).toMatchObject({ key, bytes: bytes.length });
      expect(Math.abs((info?.changedAt ?? 0) - Date.now())).toBeLessThan(60_000);
    }
  });

  it('says what is missing before anything is streamed', () => isNotThere('jobs/nothing/input'));

  it('takes a folder of blobs for none', async () => {
    await blobs.write('jobs/job_folder/1/out.jpg', Buffer.from('x'));
    expect(await blobs.info('jobs/job_folder')).toBeUndefined();
    await expect(blobs.read('jobs/job_folder')).rejects.toMatchObject({ code: 'file_not_found' });
    await blobs.remove('jobs/job_folder');
    expect(await keysUnder('jobs/job_folder/')).toEqual(['jobs/job_folder/1/out.jpg']);
  });

  it('replaces, and keeps what it has where a replacement fails', async () => {
    const key = fresh();
    await blobs.write(key, Buffer.from('first'));
    await blobs.write(key, Buffer.from('second'));
    expect(`${Buffer.from(await blobs.read(key))}`).toBe('second');
    await expect(blobs.write(key, failing(large))).rejects.toThrow('the line went dead');
    expect(`${Buffer.from(await blobs.read(key))}`).toBe('second');
  });

  it('gives the bytes of a range, as HTTP counts them', async () => {
    const key = fresh();
    await blobs.write(key, Buffer.from('0123456789'));
    const range = async (start: number, end: number) =>
      `${await buffer(await blobs.stream(key, { start, end }))}`;
    expect(await range(0, 0)).toBe('0');
    expect(await range(2, 5)).toBe('2345');
    expect(await range(8, 100)).toBe('89');
    expect(await range(8, Infinity)).toBe('89');
    for (const [start, end] of [
      [10, 12],
      [5, 4],
      [-1, 4],
      [0.5, 4],
      [Number.NaN, 4],
    ])
      await expect(blobs.stream(key, { start, end })).rejects.toThrow(RangeError);
    await expect(blobs.stream('jobs/none/input', { start: 0, end: 1 })).rejects.toMatchObject({
      code: 'file_not_found',
    });
  });

  it('can be left in the middle of a stream', async () => {
    const key = fresh();
    await blobs.write(key, large);
    for await (const chunk of await blobs.stream(key)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect((await blobs.info(key))?.bytes).toBe(large.length);
  });

  it.each([
    ['in the first part', 1000],
    ['in a later part', 17 * 1024 * 1024],
  ])('takes no more bytes than it may, and stores nothing: %s', async (_where, maxBytes) => {
    const key = fresh();
    const source = pieces(large);
    await expect(blobs.write(key, source, { maxBytes })).rejects.toMatchObject({ code: 'too_many_bytes' });
    expect(source.destroyed).toBe(true);
    await isNotThere(key);
    await blobs.write(key, large, { maxBytes: large.length });
    expect((await blobs.info(key))?.bytes).toBe(large.length);
  });

  it.each([
    ['in the first part', 100_000],
    ['in a later part', large.length],
  ])('stores nothing where the source fails midway: %s', async (_where, bytes) => {
    const key = fresh();
    await expect(blobs.write(key, failing(large.subarray(0, bytes)))).rejects.toThrow('the line went dead');
    await isNotThere(key);
  });

  it('stores nothing where the source breaks off without a word', async () => {
    const key = fresh();
    const source = new PassThrough();
    source.write(large.subarray(0, 5000));
    const writing = blobs.write(key, source);
    source.destroy();
    await expect(writing).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
    await isNotThere(key);
  });

  it.each([
    ['before it begins', 0],
    ['in the first part', 1000],
    ['in a later part', large.length],
  ])('stops at a signal while the source is silent, and stores nothing: %s', async (_when, bytes) => {
    const key = fresh();
    const stop = new AbortController();
    const source = new PassThrough({ highWaterMark: 1024 });
    if (bytes === 0) stop.abort(new Error('enough'));
    const writing = blobs.write(key, source, { signal: stop.signal });
    source.write(large.subarray(0, bytes), () => stop.abort(new Error('enough')));
    await expect(writing).rejects.toThrow('enough');
    expect(source.destroyed).toBe(true);
    await isNotThere(key);
  });

  it('lists by prefix in the order of the keys, also past a thousand', async () => {
    const keys = Array.from({ length: 1003 }, (_, i) => `many/m_${String(i).padStart(4, '0')}/1/out.jpg`);
    const rest = [...keys, 'many-more/x', 'many/m_0001.x', 'many/m_0001-x'];
    const left = [...rest];
    const worker = async () => {
      for (let key = left.pop(); key !== undefined; key = left.pop())
        await blobs.write(key, Buffer.from('.'));
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    expect(await keysUnder('many')).toEqual([...rest].sort());
    expect(await keysUnder('many/m_0001')).toEqual(['many/m_0001-x', 'many/m_0001.x', keys[1]]);
    expect(await keysUnder('many/m_0001/')).toEqual([keys[1]]);
    expect(await keysUnder('nothing/')).toEqual([]);
    for await (const info of blobs.list(keys[7])) expect(info).toMatchObject({ key: keys[7], bytes: 1 });

    await blobs.removeAll('many/m_0001/');
    expect(await keysUnder('many/m_0001')).toEqual(['many/m_0001-x', 'many/m_0001.x']);
    await blobs.removeAll('many/');
    expect(await keysUnder('many')).toEqual(['many-more/x']);
    await blobs.removeAll('many/');
  });

  it('removes a blob, and says nothing where there is none', async () => {
    const key = fresh();
    await blobs.write(key, Buffer.from('x'));
    await blobs.remove(key);
    await isNotThere(key);
    await blobs.remove(key);
  });

  const refused = [
    '',
    '/',
    '/etc/passwd',
    '../up',
    'a/../b',
    'a/./b',
    '..',
    'a//b',
    'a/',
    '.unfinished/x',
    'a b',
    'ä',
    'a\\b',
    'a\0b',
    'a%2fb',
    `a/${'x'.repeat(201)}`,
    'x/'.repeat(500),
  ];
  it.each(refused.map((key) => [key.slice(0, 20), key]))('refuses the key %j', async (_short, key) => {
    await expect(blobs.write(key, Buffer.from('x'))).rejects.toThrow(RangeError);
    await expect(blobs.read(key)).rejects.toThrow(RangeError);
    await expect(blobs.stream(key)).rejects.toThrow(RangeError);
    await expect(blobs.info(key)).rejects.toThrow(RangeError);
    await expect(blobs.remove(key)).rejects.toThrow(RangeError);
    await expect(blobs.removeAll(`${key}/`)).rejects.toThrow(RangeError);
  });

  it('removes no folder whose name was cut off', async () => {
    const key = fresh();
    await blobs.write(key, Buffer.from('x'));
    for (const prefix of ['', '/', 'jobs', key.slice(0, -6)])
      await expect(blobs.removeAll(prefix)).rejects.toThrow(RangeError);
    await expect(keysUnder('../')).rejects.toThrow(RangeError);
    expect((await blobs.info(key))?.bytes).toBe(1);
  });

  it('lets one of many that write the same key win, whole', async () => {
    const key = fresh();
    const contents = Array.from({ length: 6 }, (_, i) => Buffer.alloc(200_000 + i * 50_000, i));
    const sums = await Promise.all(contents.map((bytes) => blobs.write(key, pieces(bytes, 10_000))));
    const read = await blobs.read(key);
    expect(sums.map((sum) => sum.sha256)).toContain(sha256(read));
    expect(sums).toEqual(contents.map((bytes) => ({ bytes: bytes.length, sha256: sha256(bytes) })));
  });

  it('lets blobs come and go in one folder at the same time', async () => {
    await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        for (let round = 0; round < 10; round++) {
          await blobs.write(`busy/folder/${i}`, Buffer.from('x'));
          await blobs.remove(`busy/folder/${i}`);
        }
      }),
    );
    expect(await keysUnder('busy/')).toEqual([]);
  });

  it('can be checked, and leaves nothing behind', async () => {
    await blobs.check();
    expect(await keysUnder('checked')).toEqual([]);
  });

  it('is the same for the next process', async () => {
    const key = fresh();
    await blobs.write(key, Buffer.from('kept'));
    const again = openBlobs(test.where);
    expect(`${Buffer.from(await again.read(key))}`).toBe('kept');
    await again.close();
  });
});
