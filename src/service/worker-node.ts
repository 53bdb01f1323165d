import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpHandOff } from '../catalog/hand-off/http-hand-off.js';
import { handOffSecrets } from '../catalog/hand-off/secrets.js';
import { PictureFetcher } from '../catalog/remote/picture-fetcher.js';
import { createEngine } from '../engine/engine.js';
import { HeroshotError } from '../engine/errors.js';
import type { BlobStore } from '../jobs/blobs/blob-store.js';
import { openBlobs } from '../jobs/blobs/open-blobs.js';
import type { Dispatcher, Ticket } from '../jobs/dispatch/dispatcher.js';
import { readBatch } from '../jobs/reading/read-batch.js';
import { readSource } from '../jobs/reading/source.js';
import type { Store } from '../jobs/store/open-store.js';
import { JobWorker, type WorkerOptions } from '../jobs/worker/worker.js';
import { createRecipeRunner } from '../recipe/run-recipe.js';
import { MAX_PICTURE_BYTES, type WorkerSettings } from './settings.js';
import { warmUp } from './warm-up.js';

/** What a worker stands on. */
export interface WorkerParts extends Pick<WorkerOptions, 'onStart' | 'onEnd' | 'onError'> {
  name: string;
  store: Store;
  blobs: BlobStore;
  dispatcher: Dispatcher;
}

/** A worker that takes pictures until it is stopped. */
export interface WorkerNode {
  readonly busy: number;
  /** Finish what is at work within the settings' grace, hand back the rest, and end the engine. */
  stop(): Promise<void>;
}

/** Start an engine and take pictures. Resolves once a first picture has been through, so that the next one is quick. */
export async function startWorker(settings: WorkerSettings, parts: WorkerParts): Promise<WorkerNode> {
  const { device, precision, threads, atWork, allowPrivate, buckets, grace } = settings;
  const { store, blobs, dispatcher, name } = parts;
  const engine = createEngine({ device, precision, ...(threads ? { threads } : {}) });
  await warmUp((bytes, scale) => engine.enhance(bytes, { scale }));
  const fetcher = new PictureFetcher({ allowPrivate, maxBytes: MAX_PICTURE_BYTES });
  const tools = new HttpHandOff({ allowPrivate, secrets: handOffSecrets(), maxBytes: MAX_PICTURE_BYTES });
  const objects = objectStores(buckets);
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'heroshot-worker-'));
  const worker = new JobWorker({
    ...parts,
    runner: createRecipeRunner(engine, { handOff: tools.send }),
    engine,
    read: (source, signal) =>
      readSource(source, { blobs, fetcher, objects, maxBytes: MAX_PICTURE_BYTES, signal }),
    readBatch: async (id, signal) => {
      const onJobs = (tickets: Ticket[]) => dispatcher.add(tickets);
      await readBatch(id, { store, blobs, worker: name, temporaryFolder, allowPrivate, signal, onJobs });
    },
    ...(atWork ? { atWork } : {}),
  });
  await worker.start();
  return {
    get busy() {
      return worker.busy;
    },
    async stop() {
      await worker.stop(grace);
      await engine.close();
      fetcher.close();
      tools.close();
      await rm(temporaryFolder, { recursive: true, force: true });
    },
  };
}

/** Buckets that uploads may come from, opened when the first object of each is asked for. */
function objectStores(buckets: readonly string[]): (bucket: string) => BlobStore {
  const opened = new Map<string, BlobStore>();
  return (bucket) => {
    if (!buckets.includes(bucket))
      throw new HeroshotError('bucket_refused', `pictures of bucket ${bucket} are not read here`);
    const store = opened.get(bucket) ?? openBlobs(`s3://${bucket}`);
    opened.set(bucket, store);
    return store;
  };
}
