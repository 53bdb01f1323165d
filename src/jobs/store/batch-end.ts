import type { Transaction } from 'kysely';
import { record } from './events.js';
import type { Schema } from './schema.js';

/** End the batches among these whose list is read and of whose jobs none is open, within a transaction that ended some. */
export async function endBatches(
  on: Transaction<Schema>,
  ids: readonly string[],
  now: number,
): Promise<void> {
  // In one order, so that two transactions never wait for each other.
  for (const id of [...new Set(ids)].sort()) {
    // Held until the end of the transaction: of two that end a batch's last jobs, the later one sees both.
    const batch = await on
      .updateTable('batch')
      .set((old) => ({ state: old.ref('state') }))
      .where('id', '=', id)
      .where('state', '=', 'running')
      .returning('key_id')
      .executeTakeFirst();
    if (!batch) continue;
    const open = await on
      .selectFrom('job')
      .select('id')
      .where('batch_id', '=', id)
      .where('state', 'in', ['queued', 'running'])
      .limit(1)
      .executeTakeFirst();
    if (open) continue;
    await on
      .updateTable('batch')
      .set({ state: 'completed', finished_at: now })
      .where('id', '=', id)
      .execute();
    await record(on, [{ type: 'batch.completed', keyId: batch.key_id, jobId: null, batchId: id }], now);
  }
}
