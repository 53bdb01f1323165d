import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { S3Refusal } from '../testing/s3-bucket.js';
import { ACCESS_KEY, type S3Server, s3Server } from '../testing/s3-server.js';
import type { BlobStore } from './blob-store.js';
import { s3Blobs } from './s3.js';

const large = Buffer.alloc(20 * 1024 * 1024, 'hero');

describe('blobs in a bucket', () => {
  let server: S3Server;
  let blobs: BlobStore;
  beforeEach(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', ACCESS_KEY);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    server = await s3Server();
    blobs = s3Blobs({ bucket: 'test', prefix: '/shop/', endpoint: server.endpoint });
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await blobs.close();
    await server.close();
  });
  const isPart = ({ method, url }: IncomingMessage) => method === 'PUT' && url?.includes('partNumber');

  it('keeps to its prefix', async () => {
    await blobs.write('jobs/a/input', Buffer.from('mine'));
    server.bucket.put('shop2/jobs/a/input', Buffer.from('theirs'));
    server.bucket.put('jobs/a/input', Buffer.from('theirs'));
    server.bucket.put('shop/jobs/', Buffer.from('a folder as consoles make it'));
    const keys: string[] = [];
    for await (const { key } of blobs.list('')) keys.push(key);
    expect(keys).toEqual(['jobs/a/input']);
    await blobs.removeAll('jobs/');
    expect([...server.bucket.objects.keys()]).toEqual(['shop2/jobs/a/input', 'jobs/a/input']);
  });

  it('aborts an upload of which a part fails, and tells what failed', async () => {
    let parts = 0;
    server.refuse = (request) =>
      isPart(request) && ++parts === 2 ? new S3Refusal(403, 'AccessDenied') : undefined;
    await expect(blobs.write('jobs/a/input', large)).rejects.toMatchObject({ code: 'blobs_unreachable' });
    expect(server.bucket.uploads.size).toBe(0);
    expect(server.bucket.objects.size).toBe(0);
  });

  it('aborts an upload at a signal while a part is under way', async () => {
    const stop = new AbortController();
    server.refuse = (request) => {
      if (!isPart(request)) return undefined;
      stop.abort(new Error('enough'));
      return new Promise(() => {});
    };
    const writing = blobs.write('jobs/a/input', large, { signal: stop.signal });
    await expect(writing).rejects.toThrow('enough');
    expect(server.bucket.uploads.size).toBe(0);
  });

  it('takes no more of a source than it can send', async () => {
    const waiting: (() => void)[] = [];
    server.refuse = (request) =>
      isPart(request) ? new Promise((go) => waiting.push(() => go(undefined))) : undefined;
    const source = new PassThrough({ highWaterMark: 1024 * 1024 });
    let given = 0;
    const writing = blobs.write('jobs/a/input', source);
    const feeding = (async () => {
      for (let i = 0; i < 64; i++) {
        given += 1024 * 1024;
        if (!source.write(large.subarray(0, 1024 * 1024)))
          await new Promise((go) => source.once('drain', go));
      }
      source.end();
    })();
    let most = 0;
    for (let part = 0; part < 8; part++) {
      await vi.waitFor(() => expect(waiting).toHaveLength(1));
      most = Math.max(most, given - part * 8 * 1024 * 1024);
      waiting.pop()?.();
    }
    await feeding;
    expect((await writing).bytes).toBe(64 * 1024 * 1024);
    expect(most).toBeLessThan(20 * 1024 * 1024);
  });

  it('aborts uploads that a killed process left, once they are old, and only its own', async () => {
    server.bucket.begin('shop/jobs/a/input');
    server.bucket.begin('elsewhere');
    expect(await blobs.sweepUnfinished(Date.now() - 60_000)).toBe(0);
    expect(await blobs.sweepUnfinished(Date.now() + 60_000)).toBe(1);
    expect([...server.bucket.uploads.values()].map(({ key }) => key)).toEqual(['elsewhere']);
  });

  it('tries again what fails in passing', async () => {
    let failures = 2;
    server.refuse = () => (failures-- > 0 ? new S3Refusal(503, 'SlowDown') : undefined);
    await blobs.write('jobs/a/input', Buffer.from('x'));
    expect((await blobs.info('jobs/a/input'))?.bytes).toBe(1);
  });

  it.each([
    ['one by one where the server knows no list', 501, 'NotImplemented'],
    ['one by one where the server wants an older checksum', 400, 'MissingContentMD5'],
  ])('removes %s', async (_how, status, code) => {
    server.refuse = ({ url }) => (url?.includes('?delete') ? new S3Refusal(status, code) : undefined);
    for (const name of ['a', 'b', 'c']) await blobs.write(`jobs/x/1/${name}`, Buffer.from('x'));
    await blobs.removeAll('jobs/x/');
    expect(server.bucket.objects.size).toBe(0);
  });

  it.each([
    ['access is denied', 403, 'AccessDenied', 'blobs_unreachable', 'access is denied'],
    ['the bucket is gone', 404, 'NoSuchBucket', 'blobs_unreachable', 'no such bucket'],
    ['the quota is used up', 403, 'QuotaExceeded', 'disk_full', 'no space'],
    ['the server has no space', 507, 'XMinioStorageFull', 'disk_full', 'no space'],
    ['the server is broken', 500, 'InternalError', 'blobs_unreachable', 'InternalError'],
  ])('has a code for it that %s', async (_what, status, name, code, message) => {
    await blobs.write('jobs/a/input', Buffer.from('x'));
    server.refuse = () => new S3Refusal(status, name);
    const expected = { code, message: expect.stringContaining(message) };
    await expect(blobs.write('jobs/b/input', Buffer.from('x'))).rejects.toMatchObject(expected);
    await expect(blobs.read('jobs/a/input')).rejects.toMatchObject(expected);
    await expect(blobs.stream('jobs/a/input')).rejects.toMatchObject(expected);
    await expect(blobs.removeAll('jobs/a/')).rejects.toMatchObject(expected);
    await expect(blobs.check()).rejects.toMatchObject(expected);
    await expect(async () => {
      for await (const _ of blobs.list('')) expect.unreachable();
    }).rejects.toMatchObject(expected);
  });

  it('says that keys are wrong, and does not say which', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'WRONGKEY');
    const wrong = s3Blobs({ bucket: 'test', endpoint: server.endpoint });
    const failure = await wrong.check().catch((error: Error) => error);
    expect(failure).toMatchObject({ code: 'blobs_unreachable' });
    expect((failure as Error).message).not.toContain('WRONGKEY');
    await wrong.close();
  });

  it('says so where no server answers', async () => {
    await server.close();
    const source = new PassThrough();
    source.end('x');
    await expect(blobs.write('jobs/a/input', source)).rejects.toMatchObject({ code: 'blobs_unreachable' });
    await expect(blobs.info('jobs/a/input')).rejects.toMatchObject({
      code: 'blobs_unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    expect(source.destroyed).toBe(true);
  });

  it('says so where AWS is meant and no region is known', async () => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
    const nowhere = s3Blobs({ bucket: 'test' });
    await expect(nowhere.check()).rejects.toMatchObject({
      code: 'blobs_unreachable',
      message: expect.stringContaining('region'),
    });
  });

  it('notices a stream that breaks off', async () => {
    await blobs.write('jobs/a/input', large);
    const stream = await blobs.stream('jobs/a/input');
    const reading = buffer(stream);
    await server.close();
    await expect(reading).rejects.toThrow();
  });

  it('sees what the server says of single objects that it did not remove', async () => {
    await blobs.write('jobs/a/input', Buffer.from('x'));
    server.keep = 'AccessDenied';
    await expect(blobs.removeAll('jobs/a/')).rejects.toMatchObject({ code: 'blobs_unreachable' });
  });
});
