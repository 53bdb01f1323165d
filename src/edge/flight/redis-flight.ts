import { randomBytes } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { type Flight, SingleFlight } from './single-flight.js';

/** How work of many nodes is done once. */
export interface RedisFlightOptions<T> {
  redis: Redis;
  /** Before every key; `heroshot:edge:` where absent. */
  prefix?: string;
  /** Milliseconds after which a node that gave no sign of life counts as dead; 6 s where absent. */
  lockFor?: number;
  /** Milliseconds that a result is there for those who waited for it; 20 s where absent. */
  resultFor?: number;
  /** Milliseconds after which nobody waits for another node any longer; 30 s where absent. */
  patience?: number;
  encode(key: string, result: T): Uint8Array;
  /** Undefined where it isn't whole. */
  decode(key: string, bytes: Uint8Array): T | undefined;
  /** Told where Redis fails; the work is then done here. */
  onFault?: (error: unknown) => void;
}

/** Largest result that is handed over through Redis, in bytes. */
const LARGEST = 4 * 2 ** 20;

/** Milliseconds between two looks at what another node does. */
const LOOK_EVERY = 60;

/** Only the one who holds a lock may lengthen or release it. */
const LENGTHEN =
  "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0";
const RELEASE =
  "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

/**
 * Single-flight across nodes: the first takes a lock, the others wait for its result. A node that dies loses its lock and
 * another one begins. Where Redis itself fails, every node works for itself: it saves work, nothing depends on it.
 */
export class RedisFlight<T> implements Flight<T> {
  readonly #here = new SingleFlight<T>();

  constructor(private readonly options: RedisFlightOptions<T>) {}

  has(key: string): boolean {
    return this.#here.has(key);
  }

  run(key: string, work: () => Promise<T>): Promise<T> {
    return this.#here.run(key, () => this.#acrossNodes(key, work));
  }

  async #acrossNodes(key: string, work: () => Promise<T>): Promise<T> {
    const {
      redis,
      prefix = 'heroshot:edge:',
      lockFor = 6000,
      patience = 30_000,
      onFault = () => {},
    } = this.options;
    const [lock, result] = [`${prefix}lock:${key}`, `${prefix}result:${key}`];
    const token = randomBytes(12).toString('hex');
    const until = Date.now() + patience;
    let alone = false;
    try {
      while (!alone && (await redis.set(lock, token, 'PX', lockFor, 'NX')) !== 'OK') {
        const found = await this.#look(key, result);
        if (found) return found;
        alone = Date.now() > until;
        if (!alone) await after(LOOK_EVERY);
      }
      // Between the last look and the lock it may have been done.
      const found = alone ? undefined : await this.#look(key, result);
      if (found) {
        await redis.eval(RELEASE, 1, lock, token);
        return found;
      }
    } catch (error) {
      onFault(error);
      alone = true;
    }
    if (alone) return work();
    const beat = setInterval(() => {
      redis.eval(LENGTHEN, 1, lock, token, lockFor).catch(onFault);
    }, lockFor / 3);
    try {
      const made = await work();
      await this.#hand(result, this.options.encode(key, made)).catch(onFault);
      return made;
    } finally {
      clearInterval(beat);
      await redis.eval(RELEASE, 1, lock, token).catch(onFault);
    }
  }

  async #look(key: string, name: string): Promise<T | undefined> {
    const bytes = await this.options.redis.getBuffer(name);
    return bytes ? this.options.decode(key, bytes) : undefined;
  }

  async #hand(name: string, bytes: Uint8Array): Promise<void> {
    const { redis, resultFor = 20_000 } = this.options;
    if (bytes.length <= LARGEST) await redis.set(name, Buffer.from(bytes), 'PX', resultFor);
  }
}
