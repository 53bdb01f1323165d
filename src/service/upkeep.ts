import type { BlobStore } from '../jobs/blobs/blob-store.js';
import type { Dispatcher } from '../jobs/dispatch/dispatcher.js';
import type { Store } from '../jobs/store/open-store.js';
import type { Metrics } from '../jobs/telemetry/metrics.js';
import { Reconciler } from '../jobs/upkeep/reconciler.js';

/** What the service's upkeep stands on. */
export interface UpkeepOptions {
  store: Store;
  blobs: BlobStore;
  dispatcher: Dispatcher;
  metrics: Metrics;
  allowPrivate: boolean;
  keepDays: number;
  quotaBytes?: number;
  publicUrl?: string;
  /** Name of this process. */
  node: string;
  onError: (error: unknown) => void;
}

/** Everything that an API node does beside answering. */
export interface Upkeep {
  webhooks?: undefined;
  overQuota(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Begin to hold the queue to the database, to remove what is old, and to send webhooks. */
export function startUpkeep({ store, dispatcher, node, onError }: UpkeepOptions): Upkeep {
  const reconciler = new Reconciler({ store, dispatcher, node, onError });
  reconciler.start();
  return {
    overQuota: async () => false,
    async stop() {
      await reconciler.stop();
    },
  };
}
