import { createHash } from 'node:crypto';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateImageUrl } from '@imgproxy/imgproxy-node';
import fastify, { type FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { diskCache } from '../src/edge/cache/disk.js';
import { memoryCache } from '../src/edge/cache/memory.js';
import type { Enhancer } from '../src/edge/enhancer/enhancer.js';
import { answerUnreadable, edgePlugin } from '../src/edge/plugin.js';
import { createEdge, type EdgeServer } from '../src/edge/server/edge-server.js';
import type { EdgeServerOptions } from '../src/edge/server/options.js';
import { keysFrom, signedPath } from '../src/edge/signature.js';
import { HeroshotError } from '../src/engine/errors.js';
import { Pool } from '../src/engine/pool/pool.js';
import { productScene } from '../src/engine/testing/pictures.js';

const KEY = '736563726574';
const SALT = '68656C6C6F';
const keys = keysFrom({ HEROSHOT_EDGE_KEY: KEY, HEROSHOT_EDGE_SALT: SALT });
const [pair] = keys;
const BROWSER = { accept: 'image/avif,image/webp,*/*' };

let folder: string;
const threads = new Pool(1);
const opened: { app: FastifyInstance; edge: EdgeServer }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-edge-'));
  const scene = (width: number, height: number) =>
    sharp(productScene(width, height), { raw: { width, height, channels: 3 } });
  await writeFile(join(folder, 'small.jpg'), await scene(100, 80).jpeg({ quality: 90 }).toBuffer());
  await writeFile(join(folder, 'large.jpg'), await scene(900, 700).jpeg({ quality: 90 }).toBuffer());
  await writeFile(join(folder, 'broken.jpg'), (await scene(300, 200).jpeg().toBuffer()).subarray(0, 2000));
  await writeFile(join(folder, 'empty.jpg'), '');
  await writeFile(join(folder, 'page.jpg'), '<!doctype html><h1>no picture</h1>');
});
afterAll(async () => {
  for (const { app, edge } of opened) {
    await app.close();
    await edge.close();
  }
  await threads.close();
  await rm(folder, { recursive: true, force: true });
});

/** An enhancer that paints everything red, when it is told to. */
function painter() {
  const waiting: ((error?: Error) => void)[] = [];
  const state = { runs: 0, held: false };
  const enhancer: Enhancer = {
    async enhance(bytes, { scale }) {
      state.runs++;
      if (state.held)
        await new Promise<void>((resolve, reject) =>
          waiting.push((error) => (error ? reject(error) : resolve())),
        );
      const { width = 0, height = 0 } = await sharp(bytes).metadata();
      const size = { width: width * scale, height: height * scale };
      const samples = new Uint8Array(size.width * size.height * 3);
      for (let i = 0; i < samples.length; i += 3) samples[i] = 250;
      return { ...size, channels: 3, samples };
    },
    async treat() {
      state.runs++;
      return sharp({ create: { width: 30, height: 30, channels: 4, background: '#00ff0080' } })
        .png()
        .toBuffer();
    },
  };
  const finish = (error?: Error) => {
    for (const go of waiting.splice(0)) go(error);
  };
  return { enhancer, state, finish };
}

async function open(options: Partial<EdgeServerOptions> = {}) {
  const edge = createEdge({ signatures: { keys }, sources: { folder }, threads, ...options });
  const app = fastify({ frameworkErrors: answerUnreadable });
  await app.register(edgePlugin, { prefix: '/edge', edge });
  opened.push({ app, edge });
  const get = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' | 'POST' = 'GET') =>
    app.inject({ method, url: `/edge${url}`, headers });
  const ask = (path: string, headers?: Record<string, string>, method?: 'GET' | 'HEAD') =>
    get(signedPath(path, pair), headers, method);
  return { edge, app, get, ask };
}
const isRed = async (body: Buffer) => {
  const [{ mean: red }, { mean: green }] = (await sharp(body).stats()).channels;
  return red > 200 && green < 20;
};

describe('pictures on the fly', () => {
  it('answers what imgproxy’s own client signs', async () => {
    const { app } = await open();
    const url = generateImageUrl({
      endpoint: 'http://edge.example/edge/',
      url: { value: 'local:///large.jpg', displayAs: 'plain' },
      options: { resize: { resizing_type: 'fill', width: 90, height: 60 }, format: 'png' },
      key: KEY,
      salt: SALT,
    });
    const answer = await app.inject(new URL(url).pathname);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'image/png', 'x-heroshot': 'plain' });
    expect(await sharp(answer.rawPayload).metadata()).toMatchObject({ format: 'png', width: 90, height: 60 });
  });

  it('chooses the format that the browser takes; AVIF once it is there, and only if it is worth it', async () => {
    const { ask, edge } = await open();
    const first = await ask('/w:300/plain/large.jpg', BROWSER);
    expect(first.headers).toMatchObject({
      'content-type': 'image/webp',
      vary: expect.stringContaining('Accept'),
    });
    expect((await ask('/w:300/plain/large.jpg')).headers['content-type']).toBe('image/jpeg');
    expect((await ask('/w:300/plain/large.jpg@avif')).headers['content-type']).toBe('image/avif');
    expect((await ask('/w:300/plain/large.jpg', BROWSER)).headers).toMatchObject({ 'x-heroshot': 'cached' });
    const webp = first.rawPayload.length;
    await vi.waitFor(async () => {
      const later = await ask('/w:300/plain/large.jpg', BROWSER);
      expect(later.headers['content-type']).toBe('image/avif');
      expect(later.rawPayload.length).toBeLessThan(webp);
    }, 10_000);
    expect(edge.enhancing.running).toBe(0);
  });

  it('answers a visitor who has it with 304, and HEAD without a body', async () => {
    const { ask } = await open();
    const first = await ask('/w:50/plain/large.jpg');
    const { etag } = first.headers;
    expect(etag).toBe(`"${createHash('sha256').update(first.rawPayload).digest('hex').slice(0, 32)}"`);
    for (const header of [String(etag), `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await ask('/w:50/plain/large.jpg', { 'if-none-match': header });
      expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
      expect(again.headers).toMatchObject({
        etag,
        'cache-control': first.headers['cache-control'],
        vary: first.headers.vary,
      });
    }
    expect((await ask('/w:50/plain/large.jpg', { 'if-none-match': '"x"' })).statusCode).toBe(200);
    const head = await ask('/w:50/plain/large.jpg', {}, 'HEAD');
    expect([head.statusCode, head.rawPayload.length, head.headers['content-length']]).toEqual([
      200,
      0,
      String(first.rawPayload.length),
    ]);
  });

  it('says how long it may be kept: until it expires, and no longer', async () => {
    let now = Date.now();
    const { ask } = await open({ now: () => now, life: { fresh: 1000, stale: 2000 } });
    expect((await ask('/w:50/plain/large.jpg')).headers['cache-control']).toBe(
      'public, max-age=1000, stale-while-revalidate=2000',
    );
    const path = `/w:50/exp:${Math.floor(now / 1000) + 60}/plain/large.jpg`;
    expect((await ask(path)).headers['cache-control']).toMatch(/^public, max-age=(59|60)$/);
    now += 61_000;
    const late = await ask(path);
    expect([late.statusCode, late.json().code]).toEqual([410, 'url_expired']);
  });

  it('makes a new picture when its source changed', async () => {
    const file = join(folder, 'changing.jpg');
    const draw = (background: string) =>
      sharp({ create: { width: 60, height: 60, channels: 3, background } })
        .jpeg()
        .toBuffer();
    await writeFile(file, await draw('#00ff00'));
    let now = Date.now();
    const { ask } = await open({ sources: { folder: { path: folder, freshFor: 1000 } }, now: () => now });
    const first = await ask('/w:30/plain/changing.jpg');
    await writeFile(file, await draw('#ff0000'));
    await utimes(file, 5, 5);
    expect((await ask('/w:30/plain/changing.jpg')).headers).toMatchObject({
      'x-heroshot': 'cached',
      etag: first.headers.etag,
    });
    now += 2000;
    await vi.waitFor(async () => {
      const later = await ask('/w:30/plain/changing.jpg');
      expect(await isRed(later.rawPayload)).toBe(true);
    });
    await rm(file);
    now += 2000;
    await vi.waitFor(async () => expect((await ask('/w:30/plain/changing.jpg')).statusCode).toBe(404));
  });

  it('forgets what is purged', async () => {
    const { ask, edge } = await open();
    await ask('/w:40/plain/large.jpg');
    expect((await ask('/w:40/plain/large.jpg')).headers['x-heroshot']).toBe('cached');
    await edge.purge('large.jpg');
    expect((await ask('/w:40/plain/large.jpg')).headers['x-heroshot']).toBe('plain');
  });

  it('serves without caching where the cache can’t be written', async () => {
    const cache = await diskCache({ folder: join(folder, 'small.jpg', 'cache'), maxBytes: 1e6 });
    const { ask } = await open({ cache });
    for (let i = 0; i < 2; i++) {
      const answer = await ask('/w:40/plain/large.jpg');
      expect([answer.statusCode, answer.headers['x-heroshot']]).toEqual([200, 'plain']);
    }
  });
});

describe('what the network has a part in', () => {
  it('is enhanced where the source is too small, once for a hundred who ask at the same time', async () => {
    const { enhancer, state } = painter();
    const { ask } = await open({ enhancer });
    const all = await Promise.all(Array.from({ length: 100 }, () => ask('/w:200/plain/small.jpg', BROWSER)));
    expect(state.runs).toBe(1);
    for (const { statusCode, headers } of all) {
      expect(statusCode).toBe(200);
      expect(headers['x-heroshot']).toBe('enhanced');
    }
    expect(await isRed(all[0].rawPayload)).toBe(true);
    expect(await sharp(all[0].rawPayload).metadata()).toMatchObject({ width: 200, height: 160 });
    expect(all[0].headers['server-timing']).toMatch(/fetch;dur=.*network;dur=/);
    const cached = await ask('/w:200/plain/small.jpg', BROWSER);
    expect(cached.headers).toMatchObject({ 'x-heroshot': 'cached', 'x-heroshot-picture': 'enhanced' });
    // Another width of the same picture needs no other run.
    await ask('/w:150/plain/small.jpg', BROWSER);
    expect(state.runs).toBe(1);
  });

  it('wait:0 gets the plain one at once, for a short time, and the enhanced one from then on', async () => {
    const { enhancer, state, finish } = painter();
    state.held = true;
    const { ask } = await open({ enhancer });
    const first = await ask('/w:200/wait:0/plain/small.jpg');
    expect(first.headers).toMatchObject({ 'x-heroshot': 'plain', 'x-heroshot-reason': 'waiting' });
    expect(first.headers['cache-control']).toBe('public, max-age=5, stale-while-revalidate=5');
    expect(await sharp(first.rawPayload).metadata()).toMatchObject({ width: 200, height: 160 });
    expect((await ask('/w:200/wait:0/plain/small.jpg')).headers['x-heroshot']).toBe('plain');
    finish();
    await vi.waitFor(async () => {
      const later = await ask('/w:200/wait:0/plain/small.jpg');
      expect(later.headers['x-heroshot']).toBe('cached');
      expect(await isRed(later.rawPayload)).toBe(true);
    });
    expect(state.runs).toBe(1);
  });

  it('a failure serves the plain one, says so, and is not tried again at once', async () => {
    const faults: unknown[] = [];
    let now = Date.now();
    const broken: Enhancer = {
      enhance: vi.fn(async () => {
        throw new HeroshotError('internal', 'out of order');
      }),
      treat: async () => Promise.reject(new Error('never')),
    };
    const { ask } = await open({ enhancer: broken, onFault: (error) => faults.push(error), now: () => now });
    for (let i = 0; i < 3; i++) {
      const { statusCode, headers } = await ask('/w:200/plain/small.jpg');
      expect([statusCode, headers['x-heroshot'], headers['x-heroshot-reason']]).toEqual([
        200,
        'plain',
        'failed',
      ]);
    }
    expect(broken.enhance).toHaveBeenCalledOnce();
    expect(faults).not.toHaveLength(0);
    now += 61_000;
    await ask('/w:200/plain/small.jpg');
    expect(broken.enhance).toHaveBeenCalledTimes(2);
  });

  it('goes on serving plain pictures when the line is full or a visitor’s patience ends', async () => {
    const { enhancer, state, finish } = painter();
    state.held = true;
    const { ask } = await open({ enhancer, patience: 50, enhancing: { waiting: 1 } });
    const sizes = [200, 300, 150, 390];
    const sources = await Promise.all(
      sizes.map(async (width, i) => {
        const name = `other-${i}.png`;
        await sharp({ create: { width: 100, height: 10 + i, channels: 3, background: '#00f' } }).toFile(
          join(folder, name),
        );
        return `/w:${width}/plain/${name}`;
      }),
    );
    const answers = await Promise.all(sources.map((path) => ask(path)));
    const reasons = answers.map(({ headers }) => headers['x-heroshot-reason']);
    expect(reasons.every((reason) => reason === 'busy' || reason === 'waiting')).toBe(true);
    expect(reasons).toContain('busy');
    for (const answer of answers) expect(answer.statusCode).toBe(200);
    state.held = false;
    finish();
    await vi.waitFor(async () => expect((await ask(sources[0])).headers['x-heroshot']).toBe('cached'));
  });

  it('is left out for those who save data, and where the address says so', async () => {
    const { enhancer, state } = painter();
    const { ask } = await open({ enhancer });
    const saving = await ask('/w:200/plain/small.jpg', { 'save-data': 'on' });
    expect(await sharp(saving.rawPayload).metadata()).toMatchObject({ width: 100 });
    expect(saving.headers.vary).toContain('Save-Data');
    for (const path of [
      '/w:200/enhance:off/plain/small.jpg',
      '/w:200/el:0/plain/small.jpg',
      '/w:80/plain/small.jpg',
    ])
      expect((await ask(path)).headers['x-heroshot'], path).toBe('plain');
    expect(state.runs).toBe(0);
  });

  it('follows Client Hints where the address gives no size', async () => {
    const { enhancer } = painter();
    const { ask } = await open({ enhancer });
    const widthFor = async (headers: Record<string, string>) =>
      (await sharp((await ask('/q:80/plain/small.jpg', headers)).rawPayload).metadata()).width;
    expect(await widthFor({})).toBe(100);
    expect(await widthFor({ 'sec-ch-ua-mobile': '?1' })).toBe(200);
    expect(await widthFor({ 'sec-ch-viewport-width': '3840' })).toBe(400);
    expect(await widthFor({ 'sec-ch-width': '230', 'sec-ch-dpr': '2' })).toBe(240);
  });

  it('is cut out, or made for a marketplace, in the meaning of recipes', async () => {
    const { enhancer, state } = painter();
    const { ask } = await open({ enhancer });
    const cut = await ask('/cutout/w:20/plain/small.jpg@webp');
    expect(await sharp(cut.rawPayload).metadata()).toMatchObject({
      width: 20,
      format: 'webp',
      hasAlpha: true,
    });
    expect((await ask('/for:amazon/plain/small.jpg')).headers['x-heroshot']).toBe('enhanced');
    expect(state.runs).toBe(2);
    const without = await open();
    const standIn = await without.ask('/for:amazon/plain/small.jpg');
    expect(standIn.headers).toMatchObject({ 'x-heroshot': 'plain', 'x-heroshot-reason': 'off' });
  });
});

describe('what is refused', () => {
  it.each([
    ['/w:30/plain/none.jpg', 404, 'source_not_found'],
    ['/w:30/plain/..%2f..%2fetc%2fpasswd', 403, 'source_refused'],
    ['/w:30/plain/http://169.254.169.254/', 403, 'source_refused'],
    ['/w:30/plain/broken.jpg', 422, 'source_unusable'],
    ['/w:30/plain/empty.jpg', 422, 'source_unusable'],
    ['/w:30/plain/page.jpg', 422, 'source_unusable'],
    ['/blur:3/plain/large.jpg', 400, 'unknown_option'],
    ['/w:30/plain/large.jpg@gif', 400, 'unsupported_format'],
    ['/rs:force:8192:8192:1/plain/large.jpg', 400, 'result_too_large'],
  ])('%s: %i %s, as problem+json', async (path, status, code) => {
    const { ask } = await open();
    const answer = await ask(path);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    });
    expect(answer.json()).toMatchObject({ code, status, hint: expect.any(String) });
    expect(answer.body).not.toContain(folder);
  });

  it('forged, foreign and missing signatures, before anything else is looked at', async () => {
    const { get } = await open();
    const path = '/w:30/plain/none.jpg';
    const good = signedPath(path, pair);
    const foreign = signedPath(path, { ...pair, key: Buffer.from('other') });
    for (const url of [
      foreign,
      good.replace('w:30', 'w:31'),
      `/unsafe${path}`,
      good.slice(0, 20) + path,
      `/${path}`,
    ])
      expect((await get(url)).statusCode, url).toBe(403);
    for (const url of ['', '/', '/x']) expect((await get(url)).statusCode, url).toBe(400);
  });

  it('other methods', async () => {
    const { get } = await open();
    const answer = await get(signedPath('/plain/large.jpg', pair), {}, 'POST');
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('with a picture where one is configured, and never for a forged address', async () => {
    const { ask, get } = await open({ fallback: 'transparent' });
    const fallen = await ask('/w:30/plain/none.jpg');
    expect(fallen.headers).toMatchObject({
      'content-type': 'image/gif',
      'x-heroshot-reason': 'source_not_found',
    });
    expect((await sharp(fallen.rawPayload).metadata()).width).toBe(1);
    expect((await get('/unsafe/plain/large.jpg')).statusCode).toBe(403);
  });
});

describe('a cache can’t be poisoned', () => {
  it('by a host, a path, a query or any header: only the address’s meaning counts', async () => {
    const { ask, app } = await open({ cache: memoryCache(2 ** 24) });
    const clean = await ask('/w:70/plain/large.jpg@webp');
    const url = `/edge${signedPath('/w:70/plain/large.jpg@webp', pair)}`;
    const tries: [string, Record<string, string>][] = [
      [url, { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }],
      [url, { 'x-original-url': '/edge/other', 'x-rewrite-url': '/other', forwarded: 'host=evil' }],
      [`${url}?w=9000&cb=1#x`, {}],
      [url, { 'sec-ch-width': '9', 'sec-ch-dpr': '8', accept: 'text/html', range: 'bytes=0-3' }],
    ];
    for (const [asked, headers] of tries) {
      const answer = await app.inject({ url: asked, headers });
      expect(answer.headers.etag).toBe(clean.headers.etag);
      expect(JSON.stringify(answer.headers)).not.toContain('evil');
    }
    expect((await ask('/w:70/plain/large.jpg@webp')).headers).toMatchObject({
      etag: clean.headers.etag,
      'x-heroshot': 'cached',
    });
  });
});
