import { HeroshotError } from '../engine/errors.js';

/** @throws {HeroshotError} `cancelled` where the signal has fired */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new HeroshotError('cancelled', 'the work was cancelled', { cause: signal.reason });
}
