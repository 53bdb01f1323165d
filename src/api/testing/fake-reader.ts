import { itemId } from '../../jobs/id.js';
import type { ApiContext } from '../context.js';

/** Read a batch's list as a worker would: one job for each name. */
export async function readBatch(
  { store, dispatcher }: ApiContext,
  id: string,
  names: string[],
): Promise<void> {
  const batch = await store.batches.claim(id, 'reader');
  if (!batch) throw new Error(`${id} is not there to be read`);
  const hold = { id, worker: 'reader', attempt: batch.attempt };
  await store.batches.addItems(
    hold,
    names.map((name, i) => ({
      id: itemId(id, i + 1),
      batchId: id,
      ordinal: i + 1,
      keyId: batch.keyId,
      priority: batch.priority,
      name,
      work: batch.work,
      source: { kind: 'url', url: `https://a.example/${i}.jpg` },
      metadata: {},
    })),
  );
  await store.batches.endReading(hold);
  await dispatcher.add(names.map((_, i) => ({ id: itemId(id, i + 1), priority: batch.priority })));
}
