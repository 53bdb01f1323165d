import type { JobState, Priority, Work } from './job.js';

/**
 * Where a batch is: `reading` while its list is turned into jobs, `running` until the last of them has ended, then
 * `completed`; `failed` where the list can't be read, `cancelled` where somebody stopped it.
 */
export const BATCH_STATES = ['reading', 'running', 'completed', 'failed', 'cancelled'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** What a batch is read from: an uploaded file (ZIP, CSV, list), or a list that came in the request (as a blob of JSON). */
export interface BatchSource {
  /** Where the file lies in the blob store. */
  blob: string;
  /** The file's own name: its extension may tell what it is. */
  name: string;
  kind: 'file' | 'items';
  /** As `heroshot catalog --columns`. */
  columns?: string;
}

/** Many pictures that were submitted together. */
export interface Batch {
  id: string;
  keyId: string | null;
  state: BatchState;
  priority: Priority;
  work: Work;
  source: BatchSource;
  metadata: Record<string, string>;
  error: { code: string; message: string } | null;
  createdAt: number;
  finishedAt: number | null;
}

/** A batch's jobs by state. */
export type BatchCounts = Record<JobState, number> & { total: number; review: number };
