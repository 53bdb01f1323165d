import { isIPv6 } from 'node:net';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** What is left of a limit. */
export interface Left {
  allowed: boolean;
  remaining: number;
  /** Seconds until everything may be used again. */
  resetS: number;
}

/**
 * Counts by subject in windows of fixed length: in the memory of this process, or for all nodes in Redis, one script a
 * time. While Redis is away, each node counts for itself.
 */
export class Limiter {
  readonly #bySize = new Map<number, RateLimiterMemory | RateLimiterRedis>();

  constructor(
    private readonly name: string,
    readonly windowS: number,
    private readonly redis?: Redis,
  ) {}

  /** Use one of `size`. */
  async use(subject: string, size: number): Promise<Left> {
    return this.of(size)
      .consume(subject)
      .then(
        (result) => left(result, true),
        (refused: unknown) => {
          if (refused instanceof RateLimiterRes) return left(refused, false);
          throw refused;
        },
      );
  }

  /** What is left, without using any; undefined where nothing was used yet. */
  async look(subject: string, size: number): Promise<Left | undefined> {
    const result = await this.of(size).get(subject);
    return result ? left(result, result.consumedPoints < size) : undefined;
  }

  private of(size: number): RateLimiterMemory | RateLimiterRedis {
    let limiter = this.#bySize.get(size);
    if (!limiter) {
      const rule = { keyPrefix: `heroshot:${this.name}:${size}`, points: size, duration: this.windowS };
      const alone = new RateLimiterMemory(rule);
      limiter = this.redis
        ? new RateLimiterRedis({
            ...rule,
            storeClient: this.redis,
            insuranceLimiter: alone,
            rejectIfRedisNotReady: true,
          })
        : alone;
      this.#bySize.set(size, limiter);
    }
    return limiter;
  }
}

function left({ remainingPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): Left {
  return {
    allowed,
    remaining: Math.max(0, remainingPoints),
    resetS: Math.max(1, Math.ceil(msBeforeNext / 1000)),
  };
}

/** Who an address stands for: of IPv6 the network, for one customer has a whole one. */
export function addressSubject(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? new URL(`http://[${expanded(address)}]`).hostname;
}

/** The first 64 bits of an IPv6 address. */
function expanded(address: string): string {
  const [head, tail = ''] = address.replace(/%.*$/, '').split('::');
  const before = head.split(':').filter((part) => part !== '');
  const after = tail.split(':').filter((part) => part !== '');
  const zeros = address.includes('::') ? 8 - before.length - after.length : 0;
  const parts = [...before, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...after];
  return `${parts.slice(0, 4).join(':')}::`;
}
