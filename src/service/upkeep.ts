import type { BlobStore } from '../jobs/blobs/blob-store.js';
import type { Dispatcher } from '../jobs/dispatch/dispatcher.js';
import type { Store } from '../jobs/store/open-store.js';
import type { Metrics } from '../jobs/telemetry/metrics.js';
import { Reconciler } from '../jobs/upkeep/reconciler.js';
import { Retention } from '../jobs/upkeep/retention.js';
import { Webhooks } from '../jobs/webhooks/webhooks.js';

/** What the service's upkeep stands on. */
export interface UpkeepOptions {
  store: Store;
  blobs: BlobStore;
  dispatcher: Dispatcher;
  metrics: Metrics;
  allowPrivate: boolean;
  /** Days that results are kept. */
  keepDays: number;
  /** Bytes that inputs and outputs may take. */
  quotaBytes?: number;
  /** Where the service is reached: addresses in webhooks begin with it. */
  publicUrl: string;
  /** Name of this process. */
  node: string;
  onError: (error: unknown) => void;
}

/** Everything that an API node does beside answering. */
export interface Upkeep {
  webhooks: Webhooks;
  /** Whether no more uploads are taken. */
  overQuota(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Begin to hold the queue to the database, to remove what is old, and to send webhooks. */
export function startUpkeep(options: UpkeepOptions): Upkeep {
  const { store, blobs, dispatcher, node, keepDays, quotaBytes, publicUrl, allowPrivate, metrics, onError } =
    options;
  const reconciler = new Reconciler({ store, blobs, dispatcher, node, onError });
  const bound = quotaBytes ? { quotaBytes } : {};
  const retention = new Retention({ store, blobs, node, keepDays, ...bound, onError });
  const webhooks = new Webhooks({
    store,
    publicUrl,
    allowPrivate,
    onOutcome: ({ outcome }) => metrics.webhook(outcome === 'retry' ? 'retried' : outcome),
    onFault: onError,
  });
  reconciler.start();
  retention.start();
  webhooks.start();
  return {
    webhooks,
    overQuota: () => retention.overQuota(),
    async stop() {
      await Promise.all([reconciler.stop(), retention.stop(), webhooks.stop()]);
    },
  };
}
