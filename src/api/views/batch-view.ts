import type { Batch, BatchCounts } from '../../jobs/batch.js';
import type { Batch as BatchView } from '../schemas/batch.js';
import { progressOf } from '../waiting/batch-counts.js';
import { errorView } from './job-view.js';
import { maybeTime, timeText } from './time.js';
import { marketsOf, recipeName } from './work.js';

/** A batch as its submitter sees it. */
export function batchView(batch: Batch, counts: BatchCounts, publicUrl: string): BatchView {
  return {
    object: 'batch',
    id: batch.id,
    state: batch.state,
    counts,
    progress: progressOf(batch.state, counts),
    recipe: recipeName(batch.work),
    for: marketsOf(batch.work),
    priority: batch.priority,
    source: { kind: batch.source.kind, name: batch.source.name },
    metadata: batch.metadata,
    error: batch.error && errorView(batch.error),
    created_at: timeText(batch.createdAt),
    finished_at: maybeTime(batch.finishedAt),
    url: `${publicUrl}/v1/batches/${batch.id}`,
  };
}
