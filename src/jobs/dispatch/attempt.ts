import { setTimeout as rest } from 'node:timers/promises';
import type { Handle } from './dispatcher.js';

/** Milliseconds that a place rests after a failure. */
const REST_MS = 1000;

/**
 * Handle an id. Where that fails the place rests before it takes the next id, unless it is closed: what makes one fail
 * (a database that is away) makes all fail, and the queue must not be spun through.
 *
 * @returns whether the id is through; if not, it is to be delivered again
 */
export async function attempt(id: string, handle: Handle, closed: AbortSignal): Promise<boolean> {
  try {
    await handle(id);
    return true;
  } catch {
    await rest(REST_MS, undefined, { signal: closed, ref: false }).catch(() => {});
    return false;
  }
}
