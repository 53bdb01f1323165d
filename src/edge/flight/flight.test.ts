import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { answers, REDIS } from '../../jobs/testing/services.js';
import { RedisFlight, type RedisFlightOptions } from './redis-flight.js';
import { type Flight, SingleFlight } from './single-flight.js';

const connect = () =>
  new Redis(REDIS, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
const redisThere = await answers('Redis', async () => {
  const redis = connect();
  await redis.connect();
  await redis.ping();
  redis.disconnect();
});

const clients: Redis[] = [];
afterAll(() => {
  for (const client of clients) client.disconnect();
});
function node(prefix: string, more: Partial<RedisFlightOptions<string>> = {}): RedisFlight<string> {
  const redis = connect();
  clients.push(redis);
  return new RedisFlight({
    redis,
    prefix,
    encode: (_key, text) => Buffer.from(text),
    decode: (_key, bytes) => Buffer.from(bytes).toString() || undefined,
    ...more,
  });
}
const newPrefix = () => `heroshot-test-${randomBytes(6).toString('hex')}:`;

/** Work that ends when it is told to, and counts how often it began. */
function slowWork() {
  const state = { begun: 0, end: (_: string) => {}, fail: (_: Error) => {} };
  const work = () => {
    state.begun++;
    return new Promise<string>((resolve, reject) => {
      state.end = resolve;
      state.fail = reject;
    });
  };
  return { state, work };
}

describe.each<[string, boolean, () => Flight<string>]>([
  ['a process', true, () => new SingleFlight<string>()],
  ['Redis', redisThere, () => node(newPrefix())],
])('single-flight in %s', (_name, there, open) => {
  it.skipIf(!there)('does the work once for a hundred who ask', async () => {
    const flight = open();
    const { state, work } = slowWork();
    const all = Array.from({ length: 100 }, () => flight.run('k', work));
    await vi.waitFor(() => expect(state.begun).toBe(1));
    expect(flight.has('k')).toBe(true);
    state.end('done');
    expect(new Set(await Promise.all(all))).toEqual(new Set(['done']));
    expect(state.begun).toBe(1);
    expect(flight.has('k')).toBe(false);
  });

  it.skipIf(!there)('gives everybody the failure, and begins anew for the next', async () => {
    const flight = open();
    const { state, work } = slowWork();
    const all = [flight.run('k', work), flight.run('k', work)];
    await vi.waitFor(() => expect(state.begun).toBe(1));
    state.fail(new Error('broken'));
    for (const outcome of await Promise.allSettled(all)) expect(outcome.status).toBe('rejected');
    expect(await flight.run('k', async () => 'well')).toBe('well');
  });

  it.skipIf(!there)('does different work side by side', async () => {
    const flight = open();
    expect(await Promise.all([flight.run('a', async () => 'a'), flight.run('b', async () => 'b')])).toEqual([
      'a',
      'b',
    ]);
  });
});

describe.skipIf(!redisThere)('single-flight across nodes', () => {
  it('gives a node’s result to the others', async () => {
    const prefix = newPrefix();
    const [one, two] = [node(prefix), node(prefix)];
    const { state, work } = slowWork();
    const first = one.run('k', work);
    await vi.waitFor(() => expect(state.begun).toBe(1));
    const other = vi.fn(async () => 'again');
    const second = two.run('k', other);
    state.end('done');
    expect(await Promise.all([first, second])).toEqual(['done', 'done']);
    expect(other).not.toHaveBeenCalled();
  });

  it('goes on where a node died', async () => {
    const prefix = newPrefix();
    const redis = connect();
    clients.push(redis);
    await redis.set(`${prefix}lock:k`, 'a dead node', 'PX', 300);
    expect(await node(prefix).run('k', async () => 'done')).toBe('done');
  });

  it('holds its lock for as long as the work takes, and releases no other’s', async () => {
    const prefix = newPrefix();
    const redis = connect();
    clients.push(redis);
    const { state, work } = slowWork();
    const done = node(prefix, { lockFor: 150 }).run('k', work);
    await vi.waitFor(() => expect(state.begun).toBe(1));
    const begun = Date.now();
    await vi.waitFor(() => expect(Date.now() - begun).toBeGreaterThan(400));
    expect(await redis.exists(`${prefix}lock:k`)).toBe(1);
    await redis.set(`${prefix}lock:k`, 'somebody else', 'PX', 5000);
    state.end('done');
    expect(await done).toBe('done');
    expect(await redis.get(`${prefix}lock:k`)).toBe('somebody else');
    await redis.del(`${prefix}lock:k`);
  });

  it('does the work here when the other node takes too long', async () => {
    const prefix = newPrefix();
    const redis = connect();
    clients.push(redis);
    await redis.set(`${prefix}lock:k`, 'slow', 'PX', 5000);
    expect(await node(prefix, { patience: 100 }).run('k', async () => 'here')).toBe('here');
  });

  it('does the work where Redis is away, once', async () => {
    const faults: unknown[] = [];
    const away = new Redis(1, '127.0.0.1', {
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    away.on('error', () => {});
    clients.push(away);
    const work = vi.fn(async () => 'done');
    const flight = node('x', { redis: away, onFault: (error) => faults.push(error) });
    expect(await flight.run('k', work)).toBe('done');
    expect(work).toHaveBeenCalledOnce();
    expect(faults).toHaveLength(1);
  });

  it('a failure of the work is told, not done again', async () => {
    const work = vi.fn(async () => {
      throw new Error('broken');
    });
    await expect(node(newPrefix()).run('k', work)).rejects.toThrow('broken');
    expect(work).toHaveBeenCalledOnce();
  });
});
