import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { page } from './page.js';
import { PAGE_PATHS } from './paths.js';

describe('the page', () => {
  let folder: string;
  let app: FastifyInstance;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-files-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>it</title>');
    await writeFile(join(folder, 'assets', 'index-B7x.js'), 'export const one = 1;');
    await writeFile(join(folder, '.secret'), 'not for anybody');
    app = fastify();
    app.register(page, { folder });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  it('is answered under every address that it knows, and is looked at anew each time', async () => {
    for (const url of PAGE_PATHS) {
      const { statusCode, headers, body } = await app.inject(url);
      expect([url, statusCode, headers['cache-control']]).toEqual([url, 200, 'no-cache']);
      expect(body).toContain('<title>it</title>');
    }
  });

  it('runs its own scripts alone and stands in no frame', async () => {
    const { headers } = await app.inject('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('keeps files with a hash in their name for good', async () => {
    const { headers } = await app.inject('/assets/index-B7x.js');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toContain('text/javascript');
  });

  it('compresses for those who take it, each form with an entity tag of its own', async () => {
    const plain = await app.inject('/');
    const packed = await app.inject({ url: '/', headers: { 'accept-encoding': 'gzip;q=0.5, br' } });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.body);
    expect(packed.headers.etag).not.toBe(plain.headers.etag);
    const refused = await app.inject({ url: '/', headers: { 'accept-encoding': 'br;q=0, gzip;q=0' } });
    expect(refused.headers['content-encoding']).toBeUndefined();
  });

  it('sends nothing to those who have it', async () => {
    const { headers } = await app.inject('/');
    const again = await app.inject({ url: '/', headers: { 'if-none-match': String(headers.etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it.each(['/nothing', '/assets/../index.html', '/assets/%2e%2e/.secret', '/.secret', '/index.html'])(
    'has nothing at %s',
    async (url) => {
      expect((await app.inject(url)).statusCode).toBe(404);
    },
  );

  it('leaves the service as it is where it was not built', async () => {
    const bare = fastify();
    bare.register(page, { folder: join(folder, 'nowhere') });
    expect((await bare.inject('/')).statusCode).toBe(404);
    await bare.close();
  });
});
