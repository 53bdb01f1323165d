import type { Kysely } from 'kysely';
import { newId } from '../id.js';
import type { Schema } from '../store/schema.js';

/** Milliseconds for which an idempotency key holds. */
const IDEMPOTENCY_MS = 24 * 3600_000;

/** Events of one transaction: a short one, for others wait. */
const PAGE = 500;

/** Forget requests under idempotency keys, a day after they came. */
export async function forgetRequests(db: Kysely<Schema>, now: number): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('created_at', '<', now - IDEMPOTENCY_MS)
    .execute();
}

/**
 * Forget events that happened before a time and are delivered or given up, with their deliveries and attempts. What
 * is still to be delivered stays, however old.
 *
 * @returns how many
 */
export async function forgetEvents(db: Kysely<Schema>, before: number): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const count = await db.transaction().execute(async (on) => {
      const events = await on
        .selectFrom('event')
        .select('id')
        .where('fanned_out', '=', 1)
        // Ids sort by time, and the index has them.
        .where('id', '<', newId('evt', before))
        .where('created_at', '<', before)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('webhook_delivery')
                .select('webhook_delivery.id')
                .whereRef('webhook_delivery.event_id', '=', 'event.id')
                .where('webhook_delivery.state', '=', 'pending'),
            ),
          ),
        )
        .orderBy('id')
        .limit(PAGE)
        .execute();
      if (events.length === 0) return 0;
      const ids = events.map(({ id }) => id);
      const deliveries = on.selectFrom('webhook_delivery').select('id').where('event_id', 'in', ids);
      await on.deleteFrom('webhook_attempt').where('delivery_id', 'in', deliveries).execute();
      await on.deleteFrom('webhook_delivery').where('event_id', 'in', ids).execute();
      await on.deleteFrom('event').where('id', 'in', ids).execute();
      return ids.length;
    });
    forgotten += count;
    if (count < PAGE) return forgotten;
  }
}
