import type { Insertable, Selectable } from 'kysely';
import type { Job, JobOutput, JobSource, JobState, NewJob, Priority, Work } from '../job.js';
import type { JobTable } from './schema.js';

/** A row as a job. */
export function jobOf(row: Selectable<JobTable>): Job {
  const error = row.error_code ? { code: row.error_code, message: row.error_message ?? '' } : null;
  return {
    id: row.id,
    keyId: row.key_id,
    batchId: row.batch_id,
    ordinal: row.ordinal,
    state: row.state as JobState,
    priority: row.priority as Priority,
    name: row.name,
    work: JSON.parse(row.work) as Work,
    source: JSON.parse(row.source) as JobSource,
    inputBytes: row.input_bytes,
    metadata: JSON.parse(row.metadata) as Record<string, string>,
    attempts: row.attempts,
    worker: row.worker,
    heartbeatAt: row.heartbeat_at,
    cancelRequested: row.cancel_requested === 1,
    progress: row.progress,
    error,
    outputs: JSON.parse(row.outputs) as JobOutput[],
    verdict: row.verdict,
    report: row.report === null ? null : JSON.parse(row.report),
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** A new job as a row. */
export function rowOf(job: NewJob, now: number): Insertable<JobTable> {
  const { error } = job;
  return {
    id: job.id,
    key_id: job.keyId,
    batch_id: job.batchId ?? null,
    ordinal: job.ordinal ?? null,
    state: error ? 'failed' : 'queued',
    priority: job.priority,
    name: job.name,
    work: JSON.stringify(job.work),
    source: JSON.stringify(job.source),
    input_bytes: job.inputBytes ?? null,
    metadata: JSON.stringify(job.metadata),
    attempts: 0,
    cancel_requested: 0,
    progress: 0,
    error_code: error?.code ?? null,
    error_message: error?.message ?? null,
    outputs: '[]',
    output_bytes: 0,
    created_at: now,
    finished_at: error ? now : null,
  };
}
