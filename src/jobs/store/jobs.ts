import { type Kysely, type Selectable, sql, type Transaction, type Updateable } from 'kysely';
import {
  type FINAL_STATES,
  JOB_STATES,
  type Job,
  type JobError,
  type JobState,
  type Made,
  type NewJob,
  type VERDICTS,
} from '../job.js';
import { endBatches } from './batch-end.js';
import { type EventType, ROWS, record } from './events.js';
import { jobOf, rowOf } from './job-row.js';
import type { JobTable, Schema } from './schema.js';

/** A worker's hold on a job: this attempt of it and no other may end it. */
export interface Hold {
  id: string;
  worker: string;
  attempt: number;
}

/** What a worker hears of a job when it gives a sign of life: go on, stop it, or it is no longer this worker's. */
export type Word = 'go-on' | 'cancel' | 'lost';

/** Which jobs are listed. */
export interface JobFilter {
  /** The submitter; left out: everybody's. */
  keyId?: string | null;
  state?: JobState;
  verdict?: (typeof VERDICTS)[number];
  batchId?: string;
  /** Only after this id, in the order of the list. */
  after?: string;
  limit: number;
  /** Newest first by default; a batch's are listed in its order. */
  oldestFirst?: boolean;
}

/** How often a picture's worker may die before the picture is taken for the cause. */
export const MAX_ATTEMPTS = 3;

/** Jobs in the database. Every change of state is one statement that holds only if the job is where it was thought to be. */
export class JobStore {
  constructor(private readonly db: Kysely<Schema>) {}

  /** Write new jobs down; those that are there already stay as they are. */
  async add(jobs: readonly NewJob[], now = Date.now()): Promise<void> {
    if (jobs.length === 0) return;
    await this.db.transaction().execute((on) => addJobs(on, jobs, now));
  }

  async get(id: string): Promise<Job | undefined> {
    const row = await this.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
    return row && jobOf(row);
  }

  /** Many at once, in no order. */
  async getAll(ids: readonly string[]): Promise<Job[]> {
    if (ids.length === 0) return [];
    const rows = await this.db.selectFrom('job').selectAll().where('id', 'in', ids).execute();
    return rows.map(jobOf);
  }

  async list({
    keyId,
    state,
    verdict,
    batchId,
    after,
    limit,
    oldestFirst = false,
  }: JobFilter): Promise<Job[]> {
    let query = this.db.selectFrom('job').selectAll();
    if (keyId !== undefined) query = query.where('key_id', keyId === null ? 'is' : '=', keyId);
    if (state) query = query.where('state', '=', state);
    if (verdict) query = query.where('verdict', '=', verdict);
    if (batchId) query = query.where('batch_id', '=', batchId);
    if (after) query = query.where('id', oldestFirst ? '>' : '<', after);
    const rows = await query
      .orderBy('id', oldestFirst ? 'asc' : 'desc')
      .limit(limit)
      .execute();
    return rows.map(jobOf);
  }

  /** How many jobs are in each state. */
  async counts(): Promise<Record<JobState, number>> {
    const rows = await this.db
      .selectFrom('job')
      .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute();
    const counts = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as Record<JobState, number>;
    for (const { state, count } of rows) counts[state as JobState] = Number(count);
    return counts;
  }

  /** How many wait, and since when the first of them does. */
  async queue(): Promise<{ waiting: number; oldest: number | null }> {
    const row = await this.db
      .selectFrom('job')
      .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.min('created_at').as('oldest')])
      .where('state', '=', 'queued')
      .executeTakeFirstOrThrow();
    return { waiting: Number(row.waiting), oldest: row.oldest === null ? null : Number(row.oldest) };
  }

  /** How many came to their end since a time. */
  async finishedSince(time: number): Promise<number> {
    const row = await this.db
      .selectFrom('job')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('finished_at', '>=', time)
      .where('state', '=', 'succeeded')
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }

  /** Take a job to work on it; undefined where somebody else has it, or it is over. */
  async claim(id: string, worker: string, now = Date.now()): Promise<Job | undefined> {
    const row = await this.db
      .updateTable('job')
      .set((old) => ({
        state: 'running',
        worker,
        attempts: old('attempts', '+', 1),
        heartbeat_at: now,
        started_at: now,
        progress: 0,
      }))
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .returningAll()
      .executeTakeFirst();
    return row && jobOf(row);
  }

  /** A sign of life for a job at work, with how far it is. */
  async beat({ id, worker, attempt }: Hold, progress: number, now = Date.now()): Promise<Word> {
    const row = await this.db
      .updateTable('job')
      .set({ heartbeat_at: now, progress })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .where('worker', '=', worker)
      .where('attempts', '=', attempt)
      .returning('cancel_requested')
      .executeTakeFirst();
    if (!row) return 'lost';
    return row.cancel_requested === 1 ? 'cancel' : 'go-on';
  }

  /** A job's files are all there. False where it is no longer this worker's: then its files are nobody's. */
  async succeed(hold: Hold, { outputs, verdict, report }: Made, now = Date.now()): Promise<boolean> {
    return this.end(hold, 'succeeded', now, {
      outputs: JSON.stringify(outputs),
      output_bytes: outputs.reduce((sum, { bytes }) => sum + bytes, 0),
      verdict,
      report: JSON.stringify(report),
      progress: 1,
    });
  }

  async fail(hold: Hold, { code, message }: JobError, now = Date.now()): Promise<boolean> {
    return this.end(hold, 'failed', now, { error_code: code, error_message: message.slice(0, 2000) });
  }

  /** A job that was to be cancelled has stopped. */
  async stopped(hold: Hold, now = Date.now()): Promise<boolean> {
    return this.end(hold, 'cancelled', now, {});
  }

  private async end(
    { id, worker, attempt }: Hold,
    state: (typeof FINAL_STATES)[number],
    now: number,
    values: Updateable<JobTable>,
  ): Promise<boolean> {
    return this.db.transaction().execute(async (on) => {
      const rows = await on
        .updateTable('job')
        .set({ ...values, state, finished_at: now, heartbeat_at: null, cancel_requested: 0 })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .where('worker', '=', worker)
        .where('attempts', '=', attempt)
        .returningAll()
        .execute();
      await ended(on, rows, now);
      return rows.length > 0;
    });
  }

  /** A worker that is shut down, or can't go on through no fault of the picture, hands a job back: the attempt does not count. */
  async handBack({ id, worker, attempt }: Hold): Promise<boolean> {
    const row = await this.db
      .updateTable('job')
      .set((old) => ({ state: 'queued', attempts: old('attempts', '-', 1), heartbeat_at: null, progress: 0 }))
      .where('id', '=', id)
      .where('state', '=', 'running')
      .where('worker', '=', worker)
      .where('attempts', '=', attempt)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  }

  /**
   * Stop jobs: those that wait are cancelled, those at work are told at their next sign of life.
   *
   * @param which the job, or all jobs of a batch
   * @returns ids that waited and are cancelled now
   */
  async cancel(which: { id: string } | { batchId: string }, now = Date.now()): Promise<string[]> {
    const [column, value] =
      'id' in which ? (['id', which.id] as const) : (['batch_id', which.batchId] as const);
    return this.db.transaction().execute(async (on) => {
      const rows = await on
        .updateTable('job')
        .set({ state: 'cancelled', finished_at: now })
        .where(column, '=', value)
        .where('state', '=', 'queued')
        .returningAll()
        .execute();
      await on
        .updateTable('job')
        .set({ cancel_requested: 1 })
        .where(column, '=', value)
        .where('state', '=', 'running')
        .execute();
      await ended(on, rows, now);
      return rows.map(({ id }) => id);
    });
  }

  /**
   * Jobs whose worker has given no sign of life since `silentSince`: they wait again, and those that were tried too often
   * fail with `gave_up`.
   *
   * @param onOver hears of those that are over by this, once they are
   * @returns what waits again
   */
  async recover(silentSince: number, now = Date.now(), onOver?: (jobs: Job[]) => void): Promise<Job[]> {
    const over: Job[] = [];
    const waiting = await this.db.transaction().execute(async (on) => {
      const cancelled = await on
        .updateTable('job')
        .set({ state: 'cancelled', finished_at: now, heartbeat_at: null })
        .where('state', '=', 'running')
        .where('heartbeat_at', '<', silentSince)
        .where('cancel_requested', '=', 1)
        .returningAll()
        .execute();
      const poisoned = await on
        .updateTable('job')
        .set({
          state: 'failed',
          finished_at: now,
          heartbeat_at: null,
          error_code: 'gave_up',
          error_message: `${MAX_ATTEMPTS} workers ended while they were at this picture`,
        })
        .where('state', '=', 'running')
        .where('heartbeat_at', '<', silentSince)
        .where('attempts', '>=', MAX_ATTEMPTS)
        .returningAll()
        .execute();
      const again = await on
        .updateTable('job')
        .set({ state: 'queued', heartbeat_at: null, progress: 0 })
        .where('state', '=', 'running')
        .where('heartbeat_at', '<', silentSince)
        .returningAll()
        .execute();
      await ended(on, [...cancelled, ...poisoned], now);
      over.push(...[...cancelled, ...poisoned].map(jobOf));
      return again.map(jobOf);
    });
    if (over.length > 0) onOver?.(over);
    return waiting;
  }

  /** Ids that wait, oldest first, after an id. */
  async waitingIds(after: string, limit: number): Promise<Pick<Job, 'id' | 'priority'>[]> {
    const rows = await this.db
      .selectFrom('job')
      .select(['id', 'priority'])
      .where('state', '=', 'queued')
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows as Pick<Job, 'id' | 'priority'>[];
  }

  /** Jobs that were over before a time, oldest first; a batch's only where the whole batch was. */
  async over(before: number, limit: number): Promise<string[]> {
    const rows = await this.db
      .selectFrom('job')
      .select('id')
      .where('finished_at', '<', before)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('batch')
              .select('batch.id')
              .whereRef('batch.id', '=', 'job.batch_id')
              .where(({ eb, or }) =>
                or([eb('batch.finished_at', 'is', null), eb('batch.finished_at', '>=', before)]),
              ),
          ),
        ),
      )
      .orderBy('finished_at')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Forget jobs; whoever calls has removed their files. */
  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.db.deleteFrom('job').where('id', 'in', ids).execute();
  }

  /** Which of these ids are known. */
  async known(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.db.selectFrom('job').select('id').where('id', 'in', ids).execute();
    return new Set(rows.map(({ id }) => id));
  }

  /** Bytes of all inputs and outputs that are kept. */
  async bytes(): Promise<number> {
    const row = await this.db
      .selectFrom('job')
      .select(sql<number>`coalesce(sum(coalesce(input_bytes, 0) + output_bytes), 0)`.as('bytes'))
      .executeTakeFirstOrThrow();
    return Number(row.bytes);
  }
}

/** Write new jobs within a transaction. */
export async function addJobs(on: Transaction<Schema>, jobs: readonly NewJob[], now: number): Promise<void> {
  for (let at = 0; at < jobs.length; at += ROWS) {
    const rows = await on
      .insertInto('job')
      .values(jobs.slice(at, at + ROWS).map((job) => rowOf(job, now)))
      .onConflict((clash) => clash.column('id').doNothing())
      .returningAll()
      .execute();
    await ended(
      on,
      rows.filter(({ state }) => state === 'failed'),
      now,
    );
  }
}

/** What follows from jobs' ends: their events, and the ends of batches whose last ones they were. */
async function ended(
  on: Transaction<Schema>,
  rows: readonly Selectable<JobTable>[],
  now: number,
): Promise<void> {
  if (rows.length === 0) return;
  await record(
    on,
    rows.map((row) => ({
      type: `job.${row.state}` as EventType,
      keyId: row.key_id,
      jobId: row.id,
      batchId: row.batch_id,
    })),
    now,
  );
  await endBatches(
    on,
    rows.flatMap(({ batch_id }) => batch_id ?? []),
    now,
  );
}
