import type { Job } from '../api/types.js';

/**
 * Pictures an hour while the machine was at work: jobs divided by the time in which at least one of them ran.
 *
 * @returns undefined where nothing was measured
 */
export function pace(
  jobs: readonly Pick<Job, 'started_at' | 'finished_at' | 'kind'>[],
): { perHour: number; jobs: number } | undefined {
  const spans = jobs
    .filter(({ kind, started_at, finished_at }) => kind === 'recipe' && started_at && finished_at)
    .map(
      ({ started_at, finished_at }) => [Date.parse(started_at ?? ''), Date.parse(finished_at ?? '')] as const,
    )
    .sort(([a], [b]) => a - b);
  let worked = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const [from, to] of spans) {
    worked += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  if (spans.length === 0 || worked === 0) return undefined;
  return { perHour: Math.round((spans.length / worked) * 3_600_000), jobs: spans.length };
}
