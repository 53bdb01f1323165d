import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { answers, REDIS } from '../../jobs/testing/services.js';
import { testApi } from '../testing/api.js';
import { addressSubject, Limiter } from './limiter.js';

const redisAnswers = await answers('Redis', async () => {
  const redis = new Redis(REDIS, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  await redis.connect();
  redis.disconnect();
});

describe('rates', () => {
  it('every answer says what is left, and too many requests are refused', async () => {
    const api = await testApi({ options: { rateLimit: 3 } });
    const { authorization } = await api.as();
    const get = () => api.app.inject({ url: '/v1/presets', headers: { authorization } });
    const first = await get();
    expect(first.headers['ratelimit-policy']).toBe('"default";q=3;w=60');
    expect(first.headers.ratelimit).toMatch(/^"default";r=2;t=\d+$/);
    await get();
    await get();
    const refused = await get();
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited']);
    expect(refused.headers.ratelimit).toMatch(/^"default";r=0;t=/);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const own = await api.as({ rateLimit: 100 });
    const other = await api.app.inject({ url: '/v1/presets', headers: { authorization: own.authorization } });
    expect(other.headers['ratelimit-policy']).toBe('"default";q=100;w=60');
    await api.close();
  });

  it('open mode counts by address', async () => {
    const api = await testApi({ options: { rateLimit: 1, open: true } });
    const get = (remoteAddress: string) => api.app.inject({ url: '/v1/presets', remoteAddress });
    expect((await get('192.0.2.1')).statusCode).toBe(200);
    expect((await get('192.0.2.1')).statusCode).toBe(429);
    expect((await get('192.0.2.2')).statusCode).toBe(200);
    await api.close();
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '[2001:db8:1:2::]'],
    ['2001:db8:1:2:ffff::1', '[2001:db8:1:2::]'],
    ['2001:db8::1', '[2001:db8::]'],
    ['::1', '[::]'],
  ])('%s counts as %s', (address, subject) => {
    expect(addressSubject(address)).toBe(subject);
  });

  it.skipIf(!redisAnswers)('nodes share their counts by Redis', async () => {
    const nodes = [new Redis(REDIS), new Redis(REDIS)];
    const name = `test-${randomBytes(6).toString('hex')}`;
    const limiters = nodes.map((redis) => new Limiter(name, 5, redis));
    await Promise.all(nodes.map((redis) => redis.ping()));
    for (let i = 0; i < 4; i++) expect((await limiters[i % 2].use('k', 4)).remaining).toBe(3 - i);
    for (const limiter of limiters) expect((await limiter.use('k', 4)).allowed).toBe(false);
    for (const redis of nodes) redis.disconnect();
  });

  it('a node counts for itself while Redis is away', async () => {
    const redis = new Redis('redis://127.0.0.1:1', { retryStrategy: () => null, lazyConnect: true });
    redis.on('error', () => {});
    const limiter = new Limiter('away', 5, redis);
    expect((await limiter.use('k', 1)).allowed).toBe(true);
    expect((await limiter.use('k', 1)).allowed).toBe(false);
    redis.disconnect();
  });
});
