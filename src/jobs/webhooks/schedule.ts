/**
 * Seconds before each attempt, counted from the failure of the one before; after the last the delivery has failed.
 * The schedule of Standard Webhooks, "Deliverability and reliability".
 */
export const SCHEDULE_S = [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** Share by which a wait is drawn longer or shorter, so that what failed together does not come back together. */
export const JITTER = 0.2;

/** Longest wait that an endpoint can ask for with `Retry-After`, in milliseconds. */
export const LONGEST_ASKED_MS = 24 * 3600_000;

/**
 * Milliseconds before an attempt; undefined where there is none any more. An endpoint's `Retry-After` can make a wait
 * longer and never shorter: else one that always says "1 second" would use all attempts up in ten.
 *
 * @param attempt from 1
 * @param asked milliseconds that the endpoint asked for
 */
export function waitBefore(
  attempt: number,
  asked = 0,
  random: () => number = Math.random,
): number | undefined {
  const seconds = SCHEDULE_S[attempt - 1];
  if (seconds === undefined) return undefined;
  const share = random();
  const own = seconds * 1000 * (1 + JITTER * (2 * share - 1));
  const theirs = Math.min(asked, LONGEST_ASKED_MS) * (1 + JITTER * share);
  return Math.round(Math.max(own, theirs));
}
