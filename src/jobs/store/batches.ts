import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { Batch, BatchCounts, BatchSource, BatchState } from '../batch.js';
import { JOB_STATES, type JobError, type NewJob, type Priority, type Work } from '../job.js';
import { endBatches } from './batch-end.js';
import { type EventType, record } from './events.js';
import { addJobs, type Hold, MAX_ATTEMPTS } from './jobs.js';
import type { BatchTable, Schema } from './schema.js';

/** What a batch is made of. */
export type NewBatch = Pick<Batch, 'id' | 'keyId' | 'priority' | 'work' | 'source' | 'metadata'>;

/** Which batches are listed, newest first. */
export interface BatchFilter {
  keyId?: string | null;
  state?: BatchState;
  after?: string;
  limit: number;
}

/** Batches in the database. */
export class BatchStore {
  constructor(private readonly db: Kysely<Schema>) {}

  async add(batch: NewBatch, now = Date.now()): Promise<void> {
    await this.db.transaction().execute((on) => addBatch(on, batch, now));
  }

  async get(id: string): Promise<Batch | undefined> {
    const row = await this.db.selectFrom('batch').selectAll().where('id', '=', id).executeTakeFirst();
    return row && batchOf(row);
  }

  async list({ keyId, state, after, limit }: BatchFilter): Promise<Batch[]> {
    let query = this.db.selectFrom('batch').selectAll();
    if (keyId !== undefined) query = query.where('key_id', keyId === null ? 'is' : '=', keyId);
    if (state) query = query.where('state', '=', state);
    if (after) query = query.where('id', '<', after);
    const rows = await query.orderBy('id', 'desc').limit(limit).execute();
    return rows.map(batchOf);
  }

  /** A batch's jobs by state, and how many of them a person should look at. */
  async counts(id: string): Promise<BatchCounts> {
    const rows = await this.db
      .selectFrom('job')
      .select(({ fn }) => ['state', 'verdict', fn.countAll<number>().as('count')])
      .where('batch_id', '=', id)
      .groupBy(['state', 'verdict'])
      .execute();
    const states = Object.fromEntries(JOB_STATES.map((state) => [state, 0]));
    const counts = { ...states, total: 0, review: 0 } as BatchCounts;
    for (const { state, verdict, count } of rows) {
      counts[state as (typeof JOB_STATES)[number]] += Number(count);
      counts.total += Number(count);
      if (verdict === 'review') counts.review += Number(count);
    }
    return counts;
  }

  /** Take a batch to read its list; undefined where somebody else does, or it is read. */
  async claim(
    id: string,
    worker: string,
    now = Date.now(),
  ): Promise<(Batch & { attempt: number }) | undefined> {
    const row = await this.db
      .updateTable('batch')
      .set((old) => ({ worker, heartbeat_at: now, attempts: old('attempts', '+', 1) }))
      .where('id', '=', id)
      .where('state', '=', 'reading')
      .where('worker', 'is', null)
      .returningAll()
      .executeTakeFirst();
    return row && { ...batchOf(row), attempt: row.attempts };
  }

  /** Write a part of a batch's jobs down. False where the batch is no longer this worker's. */
  async addItems({ id, worker, attempt }: Hold, jobs: readonly NewJob[], now = Date.now()): Promise<boolean> {
    return this.db.transaction().execute(async (on) => {
      const mine = await on
        .updateTable('batch')
        .set({ heartbeat_at: now })
        .where('id', '=', id)
        .where('state', '=', 'reading')
        .where('worker', '=', worker)
        .where('attempts', '=', attempt)
        .returning('id')
        .executeTakeFirst();
      if (mine && jobs.length > 0) await addJobs(on, jobs, now);
      return mine !== undefined;
    });
  }

  /** A batch's list is read to its end, or can't be. */
  async endReading({ id, worker, attempt }: Hold, error?: JobError, now = Date.now()): Promise<boolean> {
    return this.db.transaction().execute(async (on) => {
      const row = await on
        .updateTable('batch')
        .set(
          error
            ? {
                state: 'failed',
                finished_at: now,
                error_code: error.code,
                error_message: error.message.slice(0, 2000),
              }
            : { state: 'running', heartbeat_at: null },
        )
        .where('id', '=', id)
        .where('state', '=', 'reading')
        .where('worker', '=', worker)
        .where('attempts', '=', attempt)
        .returningAll()
        .executeTakeFirst();
      if (!row) return false;
      if (error) await record(on, [happened(row, 'batch.failed')], now);
      else await endBatches(on, [id], now);
      return true;
    });
  }

  /** A worker that shuts down hands a batch back. */
  async handBack({ id, worker, attempt }: Hold): Promise<void> {
    await this.db
      .updateTable('batch')
      .set((old) => ({ worker: null, heartbeat_at: null, attempts: old('attempts', '-', 1) }))
      .where('id', '=', id)
      .where('worker', '=', worker)
      .where('attempts', '=', attempt)
      .execute();
  }

  /**
   * Stop a batch; its jobs are stopped by `JobStore.cancel`, after this.
   *
   * @returns false where it is over already
   */
  async cancel(id: string, now = Date.now()): Promise<boolean> {
    return this.db.transaction().execute(async (on) => {
      const row = await on
        .updateTable('batch')
        .set({ state: 'cancelled', finished_at: now })
        .where('id', '=', id)
        .where('state', 'in', ['reading', 'running'])
        .returningAll()
        .executeTakeFirst();
      if (row) await record(on, [happened(row, 'batch.cancelled')], now);
      return row !== undefined;
    });
  }

  /**
   * Batches whose reader has given no sign of life since `silentSince` wait again; those that were tried too often fail.
   *
   * @returns everything that waits to be read
   */
  async recover(silentSince: number, now = Date.now()): Promise<Pick<Batch, 'id' | 'priority'>[]> {
    return this.db.transaction().execute(async (on) => {
      const poisoned = await on
        .updateTable('batch')
        .set({
          state: 'failed',
          finished_at: now,
          error_code: 'gave_up',
          error_message: `${MAX_ATTEMPTS} workers ended while they read this list`,
        })
        .where('state', '=', 'reading')
        .where('heartbeat_at', '<', silentSince)
        .where('attempts', '>=', MAX_ATTEMPTS)
        .returningAll()
        .execute();
      await record(
        on,
        poisoned.map((row) => happened(row, 'batch.failed')),
        now,
      );
      await on
        .updateTable('batch')
        .set({ worker: null, heartbeat_at: null })
        .where('state', '=', 'reading')
        .where('heartbeat_at', '<', silentSince)
        .execute();
      const rows = await on
        .selectFrom('batch')
        .select(['id', 'priority'])
        .where('state', '=', 'reading')
        .where('worker', 'is', null)
        .execute();
      return rows as Pick<Batch, 'id' | 'priority'>[];
    });
  }

  /** Batches that were over before a time and have no jobs left. */
  async over(before: number, limit: number): Promise<string[]> {
    const rows = await this.db
      .selectFrom('batch')
      .select('id')
      .where('finished_at', '<', before)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('job').select('job.id').whereRef('job.batch_id', '=', 'batch.id'))),
      )
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.db.deleteFrom('batch').where('id', 'in', ids).execute();
  }

  /** Which of these ids are known. */
  async known(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.db.selectFrom('batch').select('id').where('id', 'in', ids).execute();
    return new Set(rows.map(({ id }) => id));
  }
}

/** Write a new batch within a transaction. */
export async function addBatch(on: Transaction<Schema>, batch: NewBatch, now: number): Promise<void> {
  const row: Insertable<BatchTable> = {
    id: batch.id,
    key_id: batch.keyId,
    state: 'reading',
    priority: batch.priority,
    work: JSON.stringify(batch.work),
    source: JSON.stringify(batch.source),
    metadata: JSON.stringify(batch.metadata),
    attempts: 0,
    created_at: now,
  };
  await on.insertInto('batch').values(row).execute();
}

function happened(row: Selectable<BatchTable>, type: EventType) {
  return { type, keyId: row.key_id, jobId: null, batchId: row.id };
}

function batchOf(row: Selectable<BatchTable>): Batch {
  return {
    id: row.id,
    keyId: row.key_id,
    state: row.state as BatchState,
    priority: row.priority as Priority,
    work: JSON.parse(row.work) as Work,
    source: JSON.parse(row.source) as BatchSource,
    metadata: JSON.parse(row.metadata) as Record<string, string>,
    error: row.error_code ? { code: row.error_code, message: row.error_message ?? '' } : null,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
