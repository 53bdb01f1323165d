import type { Kysely } from 'kysely';
import type { Priority } from '../../jobs/job.js';
import type { Schema } from '../../jobs/store/schema.js';
import type { DryRun } from '../schemas/job.js';

/** Jobs whose time is taken. */
const MEASURED = 100;

/** How long a new job would take: the mean work of the last jobs, and as much for each that waits before it, shared by those at work. */
export async function estimate(db: Kysely<Schema>, priority: Priority): Promise<DryRun['estimate']> {
  const last = await db
    .selectFrom('job')
    .select(['started_at', 'finished_at'])
    .where('state', '=', 'succeeded')
    .orderBy('finished_at', 'desc')
    .limit(MEASURED)
    .execute();
  const open = await db
    .selectFrom('job')
    .select(({ fn }) => ['state', 'priority', fn.countAll<number>().as('count')])
    .where('state', 'in', ['queued', 'running'])
    .groupBy(['state', 'priority'])
    .execute();
  const count = (of: (row: { state: string; priority: string }) => boolean) =>
    open.filter(of).reduce((sum, row) => sum + Number(row.count), 0);
  const running = count(({ state }) => state === 'running');
  const waiting = count(
    (row) => row.state === 'queued' && (priority === 'bulk' || row.priority === 'interactive'),
  );
  const times = last.map((row) => ((row.finished_at ?? 0) - (row.started_at ?? 0)) / 1000);
  const mean = times.length > 0 ? times.reduce((sum, time) => sum + time, 0) / times.length : null;
  const rounded = (seconds: number) => Math.round(seconds * 100) / 100;
  return {
    seconds: mean === null ? null : rounded(mean + (waiting * mean) / Math.max(1, running)),
    mean_seconds: mean === null ? null : rounded(mean),
    measured_jobs: times.length,
    waiting,
    running,
    basis:
      'mean_seconds of the last measured_jobs, plus mean_seconds for each of waiting divided by those running',
  };
}
