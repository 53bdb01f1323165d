import { itemId, newId } from '../../id.js';
import type { JobOutput, NewJob } from '../../job.js';
import type { Store } from '../../store/open-store.js';

const recipe = { name: 'enhance', steps: [{ step: 'enhance' }] } as const;

/** A file as a worker leaves it. */
export const OUTPUT: JobOutput = {
  name: 'bag ä.jpg',
  for: 'amazon-main',
  blob: 'jobs/secret/place/bag.jpg',
  format: 'jpeg',
  bytes: 10,
  width: 2000,
  height: 1500,
  sha256: 'ff',
  audit: 'pass',
};

export const newJob = (more: Partial<NewJob> = {}): NewJob => ({
  id: newId('job'),
  keyId: null,
  priority: 'interactive',
  name: 'bag.jpg',
  work: { kind: 'recipe', recipe },
  source: { kind: 'blob', key: 'jobs/secret/input' },
  metadata: { sku: 'BAG-1' },
  ...more,
});

/** A job that failed: its id. There is an event of it. */
export async function failedJob(store: Store, more: Partial<NewJob> = {}): Promise<string> {
  const job = newJob({ error: { code: 'corrupt_image', message: 'bag.jpg is cut off' }, ...more });
  await store.jobs.add([job]);
  return job.id;
}

/** A job that succeeded: its id. */
export async function succeededJob(store: Store, more: Partial<NewJob> = {}): Promise<string> {
  const job = newJob(more);
  await store.jobs.add([job]);
  const claimed = await store.jobs.claim(job.id, 'w');
  const hold = { id: job.id, worker: 'w', attempt: claimed?.attempts ?? 0 };
  await store.jobs.succeed(hold, { outputs: [OUTPUT], verdict: 'review', report: { deltaE00: 0.3 } });
  return job.id;
}

/** A batch of failed jobs that is completed: its id. */
export async function completedBatch(store: Store, keyId: string | null, jobs: number): Promise<string> {
  const id = newId('bat');
  const work = { kind: 'recipe', recipe } as const;
  const source = { blob: 'batches/secret/list', name: 'list.csv', kind: 'file' } as const;
  await store.batches.add({ id, keyId, priority: 'bulk', work, source, metadata: { season: 'summer' } });
  await store.batches.claim(id, 'w');
  const hold = { id, worker: 'w', attempt: 1 };
  const error = { code: 'empty_cell', message: 'the row has no picture' };
  const items = Array.from({ length: jobs }, (_, i) =>
    newJob({ id: itemId(id, i + 1), keyId, batchId: id, ordinal: i + 1, error }),
  );
  await store.batches.addItems(hold, items);
  await store.batches.endReading(hold);
  return id;
}
