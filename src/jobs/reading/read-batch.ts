import type { AddressPolicy } from '../../catalog/remote/address-guard.js';
import type { ZipLimits } from '../../catalog/sources/source.js';
import { asHeroshotError, HeroshotError } from '../../engine/errors.js';
import type { Batch } from '../batch.js';
import type { BlobStore } from '../blobs/blob-store.js';
import type { Ticket } from '../dispatch/dispatcher.js';
import type { NewJob } from '../job.js';
import type { Store } from '../store/open-store.js';
import { storeError } from '../store/store-error.js';
import { isPassing } from '../worker/do-job.js';
import { jobOf, told } from './listed.js';
import { type List, openList } from './open-list.js';
import { ReadingLife } from './reading-life.js';

/** Pictures of a batch. */
export const MOST_ITEMS = 100_000;

/** Jobs that are written down at a time. */
const PART = 200;

/** What a batch is read with. */
export interface ReadingTools extends AddressPolicy {
  store: Pick<Store, 'batches' | 'jobs'>;
  blobs: BlobStore;
  /** Name of this worker, among all machines. */
  worker: string;
  /** Folder for local copies of lists. */
  temporaryFolder: string;
  /** Fires where this process is to end: the batch is handed back. */
  signal?: AbortSignal | undefined;
  /** Called with each part of the jobs, once it is written down. Where it fails, the reconciler adds them later. */
  onJobs?: ((tickets: Ticket[]) => Promise<void>) | undefined;
  /** Most pictures of a batch; {@link MOST_ITEMS} by default. */
  mostItems?: number | undefined;
  /** Limits of archives; those of the catalogue by default. */
  zip?: Partial<ZipLimits> | undefined;
  /** Milliseconds between signs of life. */
  beatEvery?: number | undefined;
}

/** What became of a reading: read, failed with the list's own fault, or somebody else's (taken, cancelled, over). */
export type Reading =
  | { outcome: 'read'; jobs: number }
  | { outcome: 'failed'; error: HeroshotError }
  | { outcome: 'not-mine' };

/**
 * Turn a batch's list into jobs. A picture that is named wrongly becomes a job that failed; a list that can't be read ends the
 * batch as failed, and nothing of it is begun. Reading it again after a death adds nothing twice, because the same picture
 * always gets the same id.
 *
 * @throws {HeroshotError} what is nobody's fault but the moment's (`disk_full`, `blobs_unreachable`, `store_unreachable`,
 * `cancelled` at a shutdown); the batch is handed back then
 */
export async function readBatch(id: string, tools: ReadingTools): Promise<Reading> {
  const { store, worker, signal, beatEvery } = tools;
  const batch = await store.batches.claim(id, worker).catch((error: unknown) => {
    throw storeError(error);
  });
  if (!batch) return { outcome: 'not-mine' };
  const hold = { id, worker, attempt: batch.attempt };
  const life = new ReadingLife(store.batches, hold, signal, beatEvery);
  try {
    return await read(batch, tools, life).catch((error: unknown) => end(batch, tools, life, error));
  } catch (error) {
    if (life.lost) return { outcome: 'not-mine' };
    await store.batches.handBack(hold).catch(() => {});
    throw error;
  } finally {
    await life.end();
  }
}

async function read(batch: Batch, tools: ReadingTools, life: ReadingLife): Promise<Reading> {
  const { blobs, temporaryFolder, allowPrivate, zip } = tools;
  const list = await openList(batch, { blobs, temporaryFolder, allowPrivate, zip, signal: life.signal });
  try {
    await checkCount(list, tools.mostItems ?? MOST_ITEMS, batch.source.name);
    const jobs = await writeJobs(batch, list, tools, life);
    await life.finish();
    return { outcome: 'read', jobs };
  } finally {
    await list.close();
  }
}

/** What is the list's own fault ends its batch; anything else is thrown on. */
async function end(
  { id }: Batch,
  { store, signal }: ReadingTools,
  life: ReadingLife,
  thrown: unknown,
): Promise<Reading> {
  const error = asHeroshotError(thrown);
  if (life.lost || signal?.aborted || isPassing(error)) throw error;
  await life.finish(told(error));
  // Of a reader that died there may be jobs: nobody waits for those of a batch that failed.
  await store.jobs.cancel({ batchId: id });
  return { outcome: 'failed', error };
}

/**
 * Count before anything is begun, so that a list that is too long is refused as a whole.
 *
 * @throws {HeroshotError} `too_many_items`, `no_pictures`
 */
async function checkCount(list: List, most: number, name: string): Promise<void> {
  let count = 0;
  for await (const _ of list.pictures())
    if (++count > most)
      throw new HeroshotError(
        'too_many_items',
        `${name} has more than ${most.toLocaleString('en')} pictures`,
      );
  if (count === 0) throw new HeroshotError('no_pictures', `no pictures in ${name}`);
}

async function writeJobs(
  batch: Batch,
  list: List,
  { onJobs }: ReadingTools,
  life: ReadingLife,
): Promise<number> {
  let part: NewJob[] = [];
  let count = 0;
  const write = async () => {
    const tickets = await life.add(part);
    part = [];
    if (tickets.length > 0) await onJobs?.(tickets).catch(() => {});
  };
  for await (const listed of list.pictures()) {
    part.push(jobOf(batch, listed, ++count));
    if (part.length === PART) await write();
  }
  if (part.length > 0) await write();
  return count;
}
