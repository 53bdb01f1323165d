import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ACCESS_KEY, type S3Server, s3Server } from '../../jobs/testing/s3-server.js';
import { s3Reader } from './s3-reader.js';
import { openSources } from './sources.js';

let server: S3Server;
beforeAll(async () => {
  server = await s3Server();
  vi.stubEnv('AWS_ACCESS_KEY_ID', ACCESS_KEY);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(() => {
  server.refuse = undefined;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});
const sources = (prefix = '') => {
  const { name, reader } = s3Reader(`s3://test${prefix}?endpoint=${server.endpoint}`);
  return openSources({ buckets: { [name]: reader }, bucketOptions: { maxBytes: 100 } });
};
const read = async (address: string, known?: string, prefix?: string) => {
  const found = await sources(prefix).picture(address).read(known);
  return found === 'unchanged' ? found : Buffer.from(found.bytes).toString();
};

describe('pictures in a bucket that others fill', () => {
  it('have any name, and lie below the prefix', async () => {
    server.bucket.put('Sommer 2026/Rote Tasche (1) ü+.jpg', Buffer.from('bag'));
    expect(await read('s3://test/Sommer 2026/Rote Tasche (1) ü+.jpg')).toBe('bag');
    server.bucket.put('summer/bag.jpg', Buffer.from('below'));
    expect(await read('s3://test/bag.jpg', undefined, '/summer')).toBe('below');
  });

  it('are read again when their entity tag changed, and not before', async () => {
    const { etag } = server.bucket.put('a.jpg', Buffer.from('one'));
    expect(await read('s3://test/a.jpg', etag)).toBe('unchanged');
    server.bucket.put('a.jpg', Buffer.from('two'));
    expect(await read('s3://test/a.jpg', etag)).toBe('two');
  });

  it('are refused where they are too large, and not found where they are not there', async () => {
    server.bucket.put('huge.jpg', Buffer.alloc(101));
    await expect(read('s3://test/huge.jpg')).rejects.toMatchObject({ code: 'too_many_bytes' });
    await expect(read('s3://test/none.jpg')).rejects.toMatchObject({ code: 'source_not_found' });
    for (const address of ['s3://other/a.jpg', 's3://test/../a.jpg', 's3://test/'])
      await expect(read(address)).rejects.toMatchObject({ code: 'source_refused' });
  });

  it('fail as their bucket does, without a word of what it said', async () => {
    await server.close();
    await expect(read('s3://test/a.jpg')).rejects.toMatchObject({ code: 'blobs_unreachable' });
    server = await s3Server();
  });
});
