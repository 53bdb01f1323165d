/**
 * Wait.
 *
 * @throws the signal's reason where it says stop
 */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** Milliseconds of a `Retry-After` header: seconds, or a date (RFC 9110, section 10.2.3). */
export function retryAfter(header: string | null, otherwise: number, now = Date.now()): number {
  if (header === null) return otherwise;
  const seconds = Number(header);
  if (Number.isFinite(seconds) && header.trim() !== '') return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? otherwise : Math.max(0, date - now);
}
