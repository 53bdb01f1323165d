import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { engineEnhancer } from '../src/edge/enhancer/engine-enhancer.js';
import type { Enhancer } from '../src/edge/enhancer/enhancer.js';
import { pictureFlight } from '../src/edge/flight/picture-flight.js';
import { createEdge } from '../src/edge/server/edge-server.js';
import { ENHANCED } from '../src/engine/encode/xmp.js';
import { createEngine } from '../src/engine/engine.js';
import { answers, REDIS } from '../src/jobs/testing/services.js';
import { photo } from './photos.js';

const engine = createEngine({ threads: 2, precision: 'float32' });
const networks = engineEnhancer(engine);
const unsigned = { keys: [], allowUnsafe: true };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-edge-'));
  await writeFile(join(folder, 'a.jpg'), await photo(3));
  const cut = await sharp(await photo(3))
    .ensureAlpha(0.5)
    .png()
    .toBuffer();
  await writeFile(join(folder, 'clear.png'), cut);
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the engine behind the edge', () => {
  it('gives the pixels that a whole run encodes', async () => {
    const bytes = await photo(3);
    const raster = await networks.enhance(bytes, { scale: 2, tier: 'edge' });
    const whole = await engine.enhance(bytes, { scale: 2, tier: 'edge', format: 'png' });
    const pixels = await sharp(whole.bytes).raw().toBuffer();
    expect([raster.width, raster.height, raster.channels]).toEqual([96, 80, 3]);
    expect(Buffer.compare(Buffer.from(raster.samples), pixels)).toBe(0);
  });

  it('serves an enhanced picture of the asked size that says what it is, and differs from the plain one', async () => {
    const edge = createEdge({ signatures: unsigned, sources: { folder }, enhancer: networks });
    const [enhanced, plain] = await Promise.all(
      ['auto', 'off/el:1'].map((how) => edge.answer(`/unsafe/w:90/enhance:${how}/plain/a.jpg@png`, {})),
    );
    expect([enhanced.headers['x-heroshot'], plain.headers['x-heroshot']]).toEqual(['enhanced', 'plain']);
    const info = await sharp(enhanced.body).metadata();
    expect([info.width, info.height]).toEqual([90, 75]);
    expect(info.xmp?.toString()).toContain(ENHANCED);
    const [a, b] = await Promise.all([enhanced, plain].map(({ body }) => sharp(body).raw().toBuffer()));
    const error = a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
    expect(error).toBeGreaterThan(0.05);
    expect(error).toBeLessThan(8);
    const clear = await edge.answer('/unsafe/w:90/plain/clear.png@webp', {});
    expect(clear.headers['x-heroshot']).toBe('enhanced');
    expect((await sharp(clear.body).metadata()).hasAlpha).toBe(true);
    await edge.close();
  });

  it('makes a marketplace’s file as a recipe does', async () => {
    const edge = createEdge({
      signatures: unsigned,
      sources: { folder },
      enhancer: networks,
      patience: 60_000,
    });
    const answer = await edge.answer('/unsafe/for:shopify/plain/a.jpg', {});
    expect([answer.status, answer.headers['x-heroshot']]).toEqual([200, 'enhanced']);
    const { width = 0, height = 0 } = await sharp(answer.body).metadata();
    expect(Math.max(width, height)).toBeGreaterThan(150);
    await edge.close();
  });
});

const connect = () =>
  new Redis(REDIS, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
const redisThere = await answers('Redis', async () => {
  const redis = connect();
  await redis.connect();
  redis.disconnect();
});

describe.skipIf(!redisThere)('two nodes with Redis', () => {
  it('enhance a picture once between them', async () => {
    const prefix = `heroshot-test-${randomBytes(6).toString('hex')}:`;
    const clients = [connect(), connect()];
    const enhance = vi.fn(networks.enhance);
    const enhancer: Enhancer = { ...networks, enhance };
    const [one, two] = clients.map((redis) => {
      const flight = pictureFlight({ redis, prefix });
      return createEdge({ signatures: unsigned, sources: { folder }, enhancer, flight });
    });
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, i) => (i % 2 ? one : two).answer('/unsafe/w:80/plain/a.jpg', {})),
    );
    expect(enhance).toHaveBeenCalledOnce();
    expect(new Set(all.map(({ headers }) => headers.etag)).size).toBe(1);
    for (const edge of [one, two]) {
      const later = await edge.answer('/unsafe/w:80/plain/a.jpg', {});
      expect(later.headers['x-heroshot']).toBe('cached');
      await edge.close();
    }
    for (const client of clients) client.disconnect();
  });
});
