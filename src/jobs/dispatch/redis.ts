import type { Redis, RedisOptions } from 'ioredis';
import { HeroshotError } from '../../engine/errors.js';

/** Milliseconds within which Redis answers, or is taken to be away. */
export const ANSWER_MS = 5000;

/** A failure of the queue as a {@link HeroshotError}; addresses and passwords are left out of its message. */
export function queueError(error: unknown): HeroshotError {
  if (error instanceof HeroshotError) return error;
  const { code, name } = (error ?? {}) as NodeJS.ErrnoException;
  return new HeroshotError(
    'queue_unreachable',
    `the queue does not answer as it should (${code ?? name ?? 'unknown'})`,
    { cause: error },
  );
}

/** ioredis's own, less one that its constructor takes in another form. */
type Settings = Omit<RedisOptions, 'replyMapping'>;

/**
 * A connection that is made anew for as long as it is open.
 *
 * @param url `redis://user:password@host:6379/0`, or `rediss://` for TLS
 * @param onError told once of each outage of this connection
 */
export async function openRedis(
  url: string,
  options: Settings,
  onError: (error: HeroshotError) => void,
): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const client = new Redis(url, {
    retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 10), 2000),
    connectTimeout: ANSWER_MS,
    // After a failover the old primary refuses what is written: the name must be looked up again.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    ...options,
  });
  listen(client, onError);
  return client;
}

/** Hear of a connection's errors, which would else end the process, and pass the first of each outage on. */
export function listen(client: Redis, onError: (error: HeroshotError) => void): void {
  let away = false;
  client.on('error', (error) => {
    if (!away) onError(queueError(error));
    away = true;
  });
  client.on('ready', () => {
    away = false;
  });
}

/** Wait until a connection can be used. @throws {HeroshotError} `queue_unreachable` */
export function ready(client: Redis, milliseconds = ANSWER_MS): Promise<void> {
  if (client.status === 'ready') return Promise.resolve();
  return new Promise((resolve, reject) => {
    let last: unknown;
    const settle = (done: () => void) => () => {
      clearTimeout(timer);
      client.off('ready', onReady).off('end', onEnd).off('error', onError);
      done();
    };
    const onReady = settle(resolve);
    const onEnd = settle(() => reject(queueError(last)));
    const onError = (error: unknown) => {
      last = error;
    };
    const timer = setTimeout(onEnd, milliseconds);
    client.on('ready', onReady).on('end', onEnd).on('error', onError);
    if (client.status === 'end') onEnd();
  });
}

/**
 * Close a connection for good, also in the middle of an outage. `disconnect` alone would, between two attempts, leave
 * everybody without an answer who waits for one; so the next attempt is made, as the last.
 */
export function end(client: Redis): void {
  client.options.retryStrategy = null;
  if (client.status !== 'reconnecting' && client.status !== 'end') client.disconnect();
}
