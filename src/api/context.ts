import type { Redis } from 'ioredis';
import type { BlobStore } from '../jobs/blobs/blob-store.js';
import type { Dispatcher } from '../jobs/dispatch/dispatcher.js';
import type { Store } from '../jobs/store/open-store.js';
import type { Webhooks } from '../jobs/webhooks/webhooks.js';
import type { ApiOptions } from './options.js';

/** What is told about every answer, for metrics. */
export interface Answered {
  method: string;
  /** The route's pattern, such as `/v1/jobs/:id`; never the address itself, which has no end of values. */
  route: string;
  status: number;
  seconds: number;
}

/** What the API stands on. It writes rows and files and hands out ids; the pictures are the workers'. */
export interface ApiContext {
  store: Store;
  blobs: BlobStore;
  dispatcher: Dispatcher;
  options: ApiOptions;
  /** Limits are counted here where several nodes share them; in memory otherwise. */
  redis?: Redis;
  /** Whether nothing more may be stored. */
  overQuota?: () => Promise<boolean>;
  /** Hook points of the metrics. */
  metrics?: { answered?(answer: Answered): void };
  /** Whether this service's own working process takes pictures; absent where workers are elsewhere. */
  workerReady?: () => boolean;
  /** Whether pictures on the fly have their networks; absent where there are none. */
  edgeReady?: () => boolean;
  /** What `GET /metrics` says, in the text format of Prometheus. */
  metricsText?: () => Promise<string> | string;
  /** Sends what happened; without it there are no routes for webhook endpoints. Whoever made it starts and stops it. */
  webhooks?: Webhooks;
}
