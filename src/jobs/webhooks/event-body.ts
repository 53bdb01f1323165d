import type { Batch, BatchCounts } from '../batch.js';
import type { Job } from '../job.js';
import type { ServiceEvent } from '../store/events.js';
import { batchData } from './batch-data.js';
import { isoTime } from './iso-time.js';
import { jobData } from './job-data.js';

/** What an event is about; undefined where it was removed meanwhile. */
export type Subject = { job: Job } | { batch: Batch; counts: BatchCounts } | undefined;

/**
 * The body of an event's webhooks: `{ type, timestamp, data }` as Standard Webhooks recommends. `timestamp` is when it
 * happened.
 */
export function eventBody(
  event: Pick<ServiceEvent, 'type' | 'createdAt' | 'jobId' | 'batchId'>,
  subject: Subject,
  publicUrl: string,
): string {
  return bodyText(event.type, event.createdAt, dataOf(event, subject, publicUrl));
}

/** A body of any type. */
export const bodyText = (type: string, at: number, data: object): string =>
  JSON.stringify({ type, timestamp: isoTime(at), data });

function dataOf(
  event: Pick<ServiceEvent, 'type' | 'jobId' | 'batchId'>,
  subject: Subject,
  publicUrl: string,
): object {
  if (subject === undefined) {
    const state = event.type.slice(event.type.indexOf('.') + 1);
    return event.jobId ? { id: event.jobId, batch_id: event.batchId, state } : { id: event.batchId, state };
  }
  return 'job' in subject
    ? jobData(subject.job, publicUrl)
    : batchData(subject.batch, subject.counts, publicUrl);
}
