import type { Kysely } from 'kysely';
import { newId } from '../id.js';
import type { Schema } from '../store/schema.js';

/** How long deliveries and their log are kept, in milliseconds: 30 days. */
export const KEPT_MS = 30 * 24 * 3600_000;
/** Rows of one transaction. */
const PART = 500;

/**
 * Forget what happened before a time: deliveries with their attempts, and events that are through the outbox. Ids begin
 * with the time, so the oldest are found without looking at the others.
 *
 * @returns how many deliveries and events were forgotten; call again until it is 0
 */
export async function sweep(db: Kysely<Schema>, before: number): Promise<number> {
  const first = (prefix: 'dlv' | 'evt') => newId(prefix, before).slice(0, prefix.length + 11);
  return db.transaction().execute(async (on) => {
    const old = await on
      .selectFrom('webhook_delivery')
      .select('id')
      .where('id', '<', first('dlv'))
      .orderBy('id')
      .limit(PART)
      .execute();
    const ids = old.map(({ id }) => id);
    if (ids.length > 0) {
      await on.deleteFrom('webhook_attempt').where('delivery_id', 'in', ids).execute();
      await on.deleteFrom('webhook_delivery').where('id', 'in', ids).execute();
    }
    const events = await on
      .selectFrom('event')
      .select('id')
      .where('id', '<', first('evt'))
      .where('fanned_out', '=', 1)
      .orderBy('id')
      .limit(PART)
      .execute();
    const eventIds = events.map(({ id }) => id);
    if (eventIds.length > 0) await on.deleteFrom('event').where('id', 'in', eventIds).execute();
    return ids.length + eventIds.length;
  });
}
