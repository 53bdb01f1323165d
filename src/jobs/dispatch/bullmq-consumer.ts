import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { HeroshotError } from '../../engine/errors.js';
import { attempt } from './attempt.js';
import type { Consumer, Handle } from './dispatcher.js';
import { end, listen, openRedis } from './redis.js';

/** Milliseconds that BullMQ gets to take leave of Redis in good order. */
const LEAVE_MS = 3000;

/** Where the queue is, and how it is called there. */
export interface QueuePlace {
  url: string;
  prefix: string;
  name: string;
  onError: (error: HeroshotError) => void;
  hold: number;
}

/** Take ids from the queue. */
export async function bullmqConsumer(
  { url, prefix, name, onError, hold }: QueuePlace,
  concurrency: number,
  handle: Handle,
): Promise<Consumer> {
  const { Worker } = await import('bullmq');
  const atWork = new Set<Promise<boolean>>();
  const closing = new AbortController();
  // BullMQ waits for what it sends here until it is answered. Silence for longer than it blocks (10 s) is an outage.
  const options = { maxRetriesPerRequest: null, socketTimeout: 20_000, connectionName: prefix };
  const connection = await openRedis(url, options, onError);
  const connections = withDuplicates(connection, onError);
  const process = async ({ id = '' }) => {
    const work = attempt(id, handle, closing.signal);
    atWork.add(work);
    const through = await work;
    atWork.delete(work);
    // BullMQ keeps the words of a failure in Redis: they say nothing.
    if (!through) throw new Error('again');
  };
  const worker: Worker = new Worker(name, process, {
    connection,
    prefix,
    concurrency,
    lockDuration: hold,
    stalledInterval: hold / 2,
    // Attempts are counted in the database.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    // Else it sits out 15 s after a connection was refused.
    runRetryDelay: 1000,
  });
  // What it says here it tries again by itself; without a listener it would end the process.
  worker.on('error', () => {});

  let closed: Promise<void> | undefined;
  const close = async () => {
    closing.abort();
    const leaving = worker.close().catch(() => {});
    while (atWork.size > 0) await Promise.all(atWork);
    await Promise.race([leaving, delay(LEAVE_MS, undefined, { ref: false })]);
    // Where Redis is away BullMQ would wait for it.
    for (const open of connections) end(open);
  };
  return {
    close() {
      closed ??= close();
      return closed;
    },
  };
}

/** A connection and all that BullMQ makes of it, to hear of their errors and to end them. */
function withDuplicates(connection: Redis, onError: (error: HeroshotError) => void): Set<Redis> {
  const all = new Set([connection]);
  const duplicate = connection.duplicate.bind(connection);
  connection.duplicate = (override) => {
    const made = duplicate(override);
    listen(made, onError);
    all.add(made);
    return made;
  };
  return all;
}
