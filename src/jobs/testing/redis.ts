import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { answers, REDIS } from './services.js';

async function onRedis<T>(work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(REDIS, { lazyConnect: true, connectTimeout: 3000, retryStrategy: () => null });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    client.disconnect();
  }
}

/** Whether Redis answers. */
export const redisAnswers = (): Promise<boolean> =>
  answers('Redis', () => onRedis((client) => client.ping()));

/** A part of Redis of its own: keys and connections whose names begin with `prefix`. */
export function redisPart() {
  const prefix = `heroshot-test-${randomBytes(6).toString('hex')}`;
  return {
    prefix,
    /** What a Redis that restarts without its data would do to this part of it. */
    lose: () =>
      onRedis(async (client) => {
        for await (const keys of client.scanStream({ match: `${prefix}:*`, count: 1000 }))
          if (keys.length > 0) await client.del(...keys);
      }),
    /** Cut the connections of this part. @returns how many */
    cut: () =>
      onRedis(async (client) => {
        const list = String(await client.client('LIST'));
        const ids = list
          .split('\n')
          .filter((line) => line.includes(` name=${prefix}`))
          .map((line) => /\bid=(\d+)/.exec(line)?.[1] ?? '');
        for (const id of ids) await client.client('KILL', 'ID', id);
        return ids.length;
      }),
    /** Keys that are there. */
    keys: () => onRedis((client) => client.keys(`${prefix}:*`)),
  };
}
