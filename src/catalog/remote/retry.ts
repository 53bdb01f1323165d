/** How a failed fetch is tried again. */
export interface RetryPlan {
  /** Tries after the first. */
  retries: number;
  /** Milliseconds before the first of them; each further one waits twice as long. */
  base: number;
  /** Longest wait, in milliseconds, also when the server asks for more: then it is not tried again. */
  longest: number;
}

/** Three more tries, after about 0.5, 1 and 2 s, or as the server says, up to a minute. */
export const RETRY_PLAN: RetryPlan = { retries: 3, base: 500, longest: 60_000 };

/** Faults of the moment: names that are not resolved now, connections that broke or were not taken. */
const PASSING = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
]);

/** Whether a connection's error may be gone next time. Happy Eyeballs packs one error per address into an AggregateError. */
export function isPassing(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isPassing);
  return PASSING.has((error as NodeJS.ErrnoException)?.code ?? '');
}

/** 429 Too Many Requests, 408 and 425, and the server's own faults. */
export const isPassingStatus = (status: number): boolean =>
  status === 429 || status === 408 || status === 425 || status >= 500;

/**
 * Milliseconds before a try, or undefined where it is not worth waiting. "Full jitter": anywhere between nothing and the
 * doubled wait, so that many that failed together don't come back together.
 *
 * @param attempt how many tries have failed, from 1
 * @param retryAfter the header of RFC 9110, 10.2.3: seconds or a date
 */
export function waitBefore(
  attempt: number,
  plan: RetryPlan,
  retryAfter?: string,
  now: number = Date.now(),
  random: () => number = Math.random,
): number | undefined {
  if (attempt > plan.retries) return undefined;
  const own = random() * Math.min(plan.longest, plan.base * 2 ** (attempt - 1));
  const asked = retryAfter === undefined ? 0 : askedWait(retryAfter, now);
  return asked > plan.longest ? undefined : Math.max(own, asked);
}

/** Milliseconds that a `Retry-After` asks for (RFC 9110, 10.2.3): seconds or a date. What is neither asks for nothing. */
export function askedWait(retryAfter: string, now: number): number {
  const text = retryAfter.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
