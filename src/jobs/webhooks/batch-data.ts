import type { Batch, BatchCounts } from '../batch.js';
import { isoTime, isoTimeOrNull } from './iso-time.js';
import { publicError } from './public-error.js';

/** A batch as its submitter sees it: the same words as `GET /v1/batches/{id}`. */
export function batchData(batch: Batch, counts: BatchCounts, publicUrl: string): Record<string, unknown> {
  return {
    id: batch.id,
    state: batch.state,
    metadata: batch.metadata,
    counts,
    error: batch.error && publicError(batch.error),
    created_at: isoTime(batch.createdAt),
    finished_at: isoTimeOrNull(batch.finishedAt),
    url: `${publicUrl}/v1/batches/${batch.id}`,
  };
}
