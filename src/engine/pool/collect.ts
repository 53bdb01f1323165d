import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds between two collections of a thread at work, each of which takes some dozen. */
const EVERY_MS = 3000;

let collect: (() => void) | undefined;
let last = 0;

/**
 * Collect a thread's garbage every few seconds that it works.
 *
 * V8 is not told how large the buffers are that libvips hands over, sees a heap of a few MB in no need of collection, and keeps
 * what hundreds of pictures have left: memory grows with a batch.
 */
export function collectNowAndThen(): void {
  const now = performance.now();
  if (now - last < EVERY_MS) return;
  last = now;
  collect ??= exposed();
  collect();
}

/** V8's own collector, which Node exposes to contexts made after this flag. */
function exposed(): () => void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('typeof gc === "function" ? gc : undefined');
  setFlagsFromString('--no-expose-gc');
  return typeof gc === 'function' ? () => gc() : () => {};
}
