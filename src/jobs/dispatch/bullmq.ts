import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { HeroshotError } from '../../engine/errors.js';
import type { Priority } from '../job.js';
import { bullmqConsumer, type QueuePlace } from './bullmq-consumer.js';
import type { Consumer, Dispatcher } from './dispatcher.js';
import { ANSWER_MS, end, openRedis, queueError, ready } from './redis.js';

export interface BullmqOptions {
  /** `redis://user:password@host:6379/0`, or `rediss://`. Redis must not evict keys (`maxmemory-policy noeviction`). */
  url: string;
  /** Begins the names of all keys; one for each service that shares a Redis. */
  prefix?: string;
  /** Told of each outage, once for each connection. */
  onError?: (error: HeroshotError) => void;
  /**
   * Milliseconds that a worker's hold on an id lasts. It is renewed at half of it, however long the work; the ids of a
   * worker that died are delivered again within two of them.
   */
  hold?: number;
}

/** Ids that one message to Redis carries. */
const PAGE = 1000;

/** In BullMQ what has no priority comes before what has one. */
const RANK: Record<Priority, { priority?: number }> = { interactive: {}, bulk: { priority: 1 } };

/**
 * Ids through Redis, for many machines. Nothing is kept there but ids that wait or are at work.
 *
 * @throws {HeroshotError} `bad_option`: the address is none
 */
export function bullmqDispatcher(options: BullmqOptions): Dispatcher {
  const { url, prefix = 'heroshot', onError = () => {}, hold = 30_000 } = options;
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol))
    throw new HeroshotError('bad_option', 'the address of the queue is redis://host:6379');
  const place: QueuePlace = { url, prefix, name: 'work', onError, hold };
  const consumers = new Set<Consumer>();
  let opened: Promise<{ client: Redis; queue: Queue }> | undefined;
  let closed = false;

  async function open() {
    const { Queue } = await import('bullmq');
    // Nothing is kept to be sent later: whoever adds is told that it did not work.
    const settings = { maxRetriesPerRequest: 1, enableOfflineQueue: false, socketTimeout: ANSWER_MS };
    const client = await openRedis(url, { ...settings, connectionName: prefix }, onError);
    const queue = new Queue(place.name, {
      connection: client,
      prefix,
      skipVersionCheck: true,
      skipMetasUpdate: true,
      defaultJobOptions: {
        attempts: Number.MAX_SAFE_INTEGER,
        // The place has rested already; this lets others go first.
        backoff: { type: 'fixed', delay: 1 },
        removeOnComplete: true,
        removeOnFail: true,
        stackTraceLimit: 0,
      },
    });
    queue.on('error', () => {});
    return { client, queue };
  }

  /** What Redis does, within seconds or not at all. */
  async function on<T>(work: (queue: Queue, client: Redis) => Promise<T>): Promise<T> {
    if (closed) throw new HeroshotError('queue_unreachable', 'the queue is closed');
    opened ??= open();
    const { client, queue } = await opened;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new HeroshotError('queue_unreachable', 'the queue does not answer')),
        ANSWER_MS,
      );
    });
    try {
      return await Promise.race([ready(client).then(() => work(queue, client)), late]);
    } catch (error) {
      throw queueError(error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async add(tickets) {
      for (let at = 0; at < tickets.length; at += PAGE) {
        const page = tickets.slice(at, at + PAGE);
        await on((queue) =>
          queue.addBulk(
            page.map(({ id, priority }) => ({
              name: 'id',
              data: {},
              opts: { jobId: id, ...RANK[priority] },
            })),
          ),
        );
      }
    },

    async remove(ids) {
      for (let at = 0; at < ids.length; at += PAGE)
        await on((queue) => Promise.all(ids.slice(at, at + PAGE).map((id) => queue.remove(id))));
    },

    waiting: () => on((queue) => queue.getJobCountByTypes('waiting', 'prioritized', 'delayed')),

    async consume(concurrency, handle) {
      const consumer = await bullmqConsumer(place, concurrency, handle);
      consumers.add(consumer);
      return {
        async close() {
          await consumer.close();
          consumers.delete(consumer);
        },
      };
    },

    async check() {
      // Writes, because a full Redis and a replica answer what is read.
      await on((_queue, client) => client.set(`${prefix}:checked`, Date.now(), 'EX', 60));
    },

    async close() {
      closed = true;
      await Promise.all([...consumers].map((consumer) => consumer.close()));
      const { client } = (await opened?.catch(() => undefined)) ?? {};
      if (client) end(client);
    },
  };
}
