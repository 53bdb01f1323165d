import type { Redis } from 'ioredis';
import { openRedis } from '../../jobs/dispatch/redis.js';

/** Where purges are told to all nodes. */
const CHANNEL = 'heroshot:edge:purge';

/** Purges over all nodes of a Redis. */
export interface PurgeSpread {
  /** Tell every node, this one too. @throws where Redis is away */
  tell(source: string): Promise<void>;
  close(): void;
}

/**
 * Hear of purges, and tell of them. A node that is cut off from Redis misses one: what it has of the source then lives until the source
 * is asked again.
 */
export async function spreadPurges(
  url: string,
  redis: Redis,
  purge: (source: string) => Promise<void>,
  onFault: (error: unknown) => void,
): Promise<PurgeSpread> {
  // A connection that listens can't be used for anything else.
  const listener = await openRedis(url, { maxRetriesPerRequest: null }, onFault);
  listener.on('message', (_channel: string, source: string) => {
    purge(source).catch(onFault);
  });
  listener.subscribe(CHANNEL).catch(onFault);
  return {
    tell: async (source) => {
      await redis.publish(CHANNEL, source);
    },
    close: () => listener.disconnect(),
  };
}
