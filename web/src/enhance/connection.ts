import { external, useExternal } from '../app/external.js';

/** Whether the service answers. */
const lost = external(false);
export const useLost = (): boolean => useExternal(lost);
export const setLost = (is: boolean): void => {
  if (lost.get() !== is) lost.set(is);
};

/** Milliseconds until the next try: doubled up to ten seconds, or what the service asked for. */
export const patience = (tries: number, retryAfterS = 0): number =>
  Math.max(retryAfterS * 1000, Math.min(10_000, 500 * 2 ** Math.min(tries, 5)));

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    // The line is back: no reason to wait any longer.
    addEventListener('online', done, { once: true });
    function done() {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    }
  });
