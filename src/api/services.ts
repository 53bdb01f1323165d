import { Keys } from '../jobs/keys/keys.js';
import { GroupCommit } from '../jobs/store/group-commit.js';
import { IdempotencyStore } from '../jobs/store/idempotency.js';
import type { ApiContext } from './context.js';
import { QueueGate } from './limits/queue-gate.js';
import { type CheckedApiOptions, checkedOptions } from './options.js';
import { Limiter } from './rates/limiter.js';
import { BatchWatch } from './waiting/batch-watch.js';
import { JobWatch } from './waiting/job-watch.js';
import { Streams } from './waiting/streams.js';

/** What routes work with: the context, its options with their defaults, and what they share. */
export interface Services extends Omit<ApiContext, 'options'> {
  options: CheckedApiOptions;
  keys: Keys;
  gate: QueueGate;
  idempotency: IdempotencyStore;
  /** Rows of submissions. */
  writes: GroupCommit;
  watch: JobWatch;
  batchWatch: BatchWatch;
  streams: Streams;
  /** Requests a minute. */
  limiter: Limiter;
  /** Tries with a wrong key a minute. */
  tries: Limiter;
}

export function createServices(context: ApiContext): Services {
  const { db } = context.store;
  const options = checkedOptions(context.options);
  return {
    ...context,
    options,
    keys: new Keys(db),
    gate: new QueueGate(db, options.queueLimit, context.overQuota),
    idempotency: new IdempotencyStore(db),
    writes: new GroupCommit(db),
    limiter: new Limiter('rate', 60, context.redis),
    tries: new Limiter('tries', 60, context.redis),
    batchWatch: new BatchWatch(db, options.pollMs * 2),
    streams: new Streams(options.maxStreams),
    watch: new JobWatch(db, options.pollMs),
  };
}
