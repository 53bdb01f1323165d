import type { Insertable, Kysely, Transaction } from 'kysely';
import { newId } from '../id.js';
import type { EventTable, Schema } from './schema.js';

/** What can happen, for webhooks. */
export const EVENT_TYPES = [
  'job.succeeded',
  'job.failed',
  'job.cancelled',
  'batch.completed',
  'batch.failed',
  'batch.cancelled',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Something that happened. */
export interface ServiceEvent {
  id: string;
  type: EventType;
  keyId: string | null;
  jobId: string | null;
  batchId: string | null;
  createdAt: number;
}

type Happened = Pick<ServiceEvent, 'type' | 'keyId' | 'jobId' | 'batchId'>;

/** Rows that one statement writes: SQLite takes 32,766 values at a time, and a row has up to 30. */
export const ROWS = 1000;

/** Write events into the outbox, within the transaction in which they happened. */
export async function record(
  on: Transaction<Schema>,
  happened: readonly Happened[],
  now: number,
): Promise<void> {
  const rows = happened.map(
    ({ type, keyId, jobId, batchId }): Insertable<EventTable> => ({
      id: newId('evt', now),
      type,
      key_id: keyId,
      job_id: jobId,
      batch_id: batchId,
      created_at: now,
      fanned_out: 0,
    }),
  );
  for (let at = 0; at < rows.length; at += ROWS)
    await on
      .insertInto('event')
      .values(rows.slice(at, at + ROWS))
      .execute();
}

/** The outbox as its reader sees it. */
export class EventStore {
  constructor(private readonly db: Kysely<Schema>) {}

  /** The oldest events for which no deliveries stand yet. */
  async toFanOut(limit: number): Promise<ServiceEvent[]> {
    const rows = await this.db
      .selectFrom('event')
      .selectAll()
      .where('fanned_out', '=', 0)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      type: row.type as EventType,
      keyId: row.key_id,
      jobId: row.job_id,
      batchId: row.batch_id,
      createdAt: row.created_at,
    }));
  }
}
