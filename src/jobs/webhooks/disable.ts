import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.js';

/**
 * What follows when an endpoint is disabled: nothing waits for it any longer. Its deliveries can be sent again by hand
 * once it is enabled.
 */
export async function failPending(on: Transaction<Schema>, endpointId: string, now: number): Promise<void> {
  await on
    .updateTable('webhook_delivery')
    .set({ state: 'failed', next_at: null, finished_at: now })
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', 'pending')
    .execute();
}
