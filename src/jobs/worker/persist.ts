import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds before the next try; the last one is repeated. */
const PAUSES = [200, 500, 1000, 2000, 5000];

/** How long the end of a job is tried to be written while the database is away. */
const AT_MOST_MS = 5 * 60_000;

/**
 * Do what must not be lost, again and again while the database is away.
 *
 * @throws what the last try threw, after five minutes, or when `signal` fires
 */
export async function persist<T>(
  work: () => Promise<T>,
  signal?: AbortSignal,
  atMost = AT_MOST_MS,
): Promise<T> {
  const start = performance.now();
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted || performance.now() - start > atMost) throw error;
      await pause(PAUSES[Math.min(tries, PAUSES.length - 1)]);
    }
  }
}
