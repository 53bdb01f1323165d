import { Redis } from 'ioredis';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { answers, REDIS } from '../../jobs/testing/services.js';
import { type PurgeSpread, spreadPurges } from './purge-spread.js';

const connect = () =>
  new Redis(REDIS, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
const redisThere = await answers('Redis', async () => {
  const redis = connect();
  await redis.connect();
  redis.disconnect();
});
const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

describe.skipIf(!redisThere)('purges over nodes', () => {
  it('reach every node, the one that tells of it too', async () => {
    const heard: string[] = [];
    const faults: unknown[] = [];
    const nodes: PurgeSpread[] = [];
    for (const node of ['a', 'b']) {
      const redis = connect();
      const purge = async (source: string) => {
        heard.push(`${node} ${source}`);
      };
      const spread = await spreadPurges(REDIS, redis, purge, (error) => faults.push(error));
      closing.push(
        () => spread.close(),
        () => redis.disconnect(),
      );
      nodes.push(spread);
    }
    const source = `local:///test-${Date.now()}.jpg`;
    await vi.waitFor(async () => {
      await nodes[0].tell(source);
      expect(heard).toEqual(expect.arrayContaining([`a ${source}`, `b ${source}`]));
    });
    expect(faults).toEqual([]);
  });
});
