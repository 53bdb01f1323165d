import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PictureFetcher } from '../../catalog/remote/picture-fetcher.js';
import { PNG, serve, type TestServer } from '../../catalog/remote/testing/server.js';
import type { BlobStore } from '../blobs/blob-store.js';
import { diskBlobs } from '../blobs/disk.js';
import type { JobSource } from '../job.js';
import { readSource, type SourceTools } from './source.js';

let folder: string;
let server: TestServer;
let blobs: BlobStore;
let tools: SourceTools;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-source-'));
  blobs = diskBlobs(folder);
  server = await serve((_request, response) => response.end(PNG));
  tools = { blobs, fetcher: new PictureFetcher({ allowPrivate: true }), maxBytes: 100 };
});
afterAll(async () => {
  (tools.fetcher as PictureFetcher).close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const read = async (source: JobSource, more: Partial<SourceTools> = {}) =>
  Buffer.from(await readSource(source, { ...tools, ...more })).toString('latin1');

describe('a job’s picture', () => {
  it('is read from the blob store, from an address, or from a bucket that was named', async () => {
    await blobs.write('jobs/1/input', Buffer.from('stored'));
    expect(await read({ kind: 'blob', key: 'jobs/1/input' })).toBe('stored');
    expect(await read({ kind: 'url', url: `${server.url}/a.png` })).toBe(PNG.toString('latin1'));
    const asked: unknown[] = [];
    const objects: SourceTools['objects'] = (bucket, versionId) => ({
      info: async (key) => ({ key, bytes: 3, changedAt: 0 }),
      stream: async (key) => {
        asked.push(bucket, versionId, key);
        return Readable.from([Buffer.from('ob'), Buffer.from('j')]);
      },
    });
    const object: JobSource = { kind: 'object', bucket: 'uploads', key: 'a b/ü.jpg', versionId: 'v1' };
    expect(await read(object, { objects })).toBe('obj');
    expect(asked).toEqual(['uploads', 'v1', 'a b/ü.jpg']);
    await expect(read(object)).rejects.toMatchObject({ code: 'bucket_refused' });
  });

  it.each<[string, () => JobSource]>([
    ['blob store', () => ({ kind: 'blob', key: 'large' })],
    ['address', () => ({ kind: 'url', url: `${server.url}/a.png` })],
    ['bucket', () => ({ kind: 'object', bucket: 'b', key: 'large' })],
  ])('is held to the limit: from the %s', async (_where, source) => {
    await blobs.write('large', Buffer.alloc(200));
    const more = { maxBytes: 10, objects: () => blobs };
    await expect(read(source(), more)).rejects.toMatchObject({ code: 'too_many_bytes' });
  });

  it('is held to the limit also where its size is not what was said', async () => {
    const lying: SourceTools['blobs'] = {
      info: async (key) => ({ key, bytes: 1, changedAt: 0 }),
      stream: async () => Readable.from([Buffer.alloc(60), Buffer.alloc(60)]),
    };
    const reading = read({ kind: 'blob', key: 'x' }, { blobs: lying });
    await expect(reading).rejects.toMatchObject({ code: 'too_many_bytes' });
  });

  it('that is gone says so', async () => {
    await expect(read({ kind: 'blob', key: 'gone' })).rejects.toMatchObject({ code: 'file_not_found' });
    const local: JobSource = { kind: 'archive', key: 'large', place: { file: '/etc/passwd' } };
    await expect(read(local)).rejects.toMatchObject({ code: 'internal' });
  });
});
