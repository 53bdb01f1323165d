import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HERO_IMG_PREFIX, heroImgPlugin } from './plugin.js';

describe('the files of <hero-img>', () => {
  let folder: string;
  let app: FastifyInstance;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-component-'));
    await mkdir(join(folder, 'runtime-1'));
    await writeFile(join(folder, 'hero-img.js.br'), brotliCompressSync('export const one = 1;'));
    await writeFile(join(folder, 'runtime-1', 'some.wasm.br'), brotliCompressSync('\0asm'));
    await writeFile(join(folder, 'notes.txt'), 'not for anybody');
    app = fastify();
    await app.register(heroImgPlugin, { prefix: HERO_IMG_PREFIX, folder });
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });
  const get = (file: string, headers = {}, method: 'GET' | 'HEAD' = 'GET') =>
    app.inject({ method, url: `${HERO_IMG_PREFIX}/${file}`, headers });

  it('have one address that stays, for an hour, and others that are kept for good', async () => {
    const entry = await get('hero-img.js');
    expect([entry.statusCode, entry.body]).toEqual([200, 'export const one = 1;']);
    expect(entry.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600, stale-while-revalidate=604800',
    });
    const wasm = await get('runtime-1/some.wasm');
    expect(wasm.headers).toMatchObject({
      'content-type': 'application/wasm',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it('travel packed to those who take it, under another tag', async () => {
    const plain = await get('hero-img.js', { 'accept-encoding': 'gzip, br;q=0' });
    expect(plain.headers['content-encoding']).toBe(undefined);
    for (const taken of ['br', 'gzip, deflate, br, zstd', 'br;q=0.3']) {
      const packed = await get('hero-img.js', { 'accept-encoding': taken });
      expect(packed.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
      expect(brotliDecompressSync(packed.rawPayload).toString()).toBe('export const one = 1;');
      expect(packed.headers.etag).not.toBe(plain.headers.etag);
      const again = await get('hero-img.js', {
        'accept-encoding': taken,
        'if-none-match': packed.headers.etag,
      });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
  });

  it('may be run by any page, and the worker may do nothing but its work', async () => {
    const { headers } = await get('hero-img.js', {}, 'HEAD');
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it.each(['', 'notes.txt', 'hero-img.js.br', '..%2f..%2fetc%2fpasswd', 'runtime-1/'])(
    'are all there is: %s is not found',
    async (file) => {
      expect((await get(file)).statusCode).toBe(404);
    },
  );

  it('are missing with a warning where they were not built', async () => {
    const bare = fastify();
    await bare.register(heroImgPlugin, { prefix: HERO_IMG_PREFIX, folder: join(folder, 'nowhere') });
    expect((await bare.inject(`${HERO_IMG_PREFIX}/hero-img.js`)).statusCode).toBe(404);
    await bare.close();
  });
});
