import type { Kysely } from 'kysely';
import type { BatchCounts } from '../../jobs/batch.js';
import type { JobState } from '../../jobs/job.js';
import type { Schema } from '../../jobs/store/schema.js';

const none = (): BatchCounts => ({
  total: 0,
  queued: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
  review: 0,
});

/** The jobs of many batches by state, in one question. */
export async function countsOf(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<Map<string, BatchCounts>> {
  const found = new Map(ids.map((id) => [id, none()]));
  if (ids.length === 0) return found;
  const rows = await db
    .selectFrom('job')
    .select(({ fn }) => ['batch_id', 'state', 'verdict', fn.countAll<number>().as('count')])
    .where('batch_id', 'in', ids)
    .groupBy(['batch_id', 'state', 'verdict'])
    .execute();
  for (const { batch_id, state, verdict, count } of rows) {
    const counts = found.get(batch_id ?? '');
    if (!counts) continue;
    counts[state as JobState] += Number(count);
    counts.total += Number(count);
    if (verdict === 'review') counts.review += Number(count);
  }
  return found;
}

/** Share of a batch's jobs that have ended; 0 while its list is read, 1 once it is over. */
export function progressOf(state: string, { total, succeeded, failed, cancelled }: BatchCounts): number {
  if (state !== 'reading' && state !== 'running') return 1;
  if (state === 'reading' || total === 0) return 0;
  return Math.round(((succeeded + failed + cancelled) / total) * 10_000) / 10_000;
}
