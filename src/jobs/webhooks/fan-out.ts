import { createHash } from 'node:crypto';
import { type Insertable, sql, type Transaction } from 'kysely';
import type { EventType, ServiceEvent } from '../store/events.js';
import type { Store } from '../store/open-store.js';
import type { Schema, WebhookDeliveryTable } from '../store/schema.js';
import { eventBody, type Subject } from './event-body.js';

/** Events that are looked at in one round. */
const ROUND = 100;

/**
 * The id of an event's delivery to an endpoint: the event's time, and 80 bits of a hash over both ids. Whoever makes it
 * again makes the same one.
 */
export function deliveryId(eventId: string, endpointId: string): string {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  const hash = createHash('sha256').update(`${eventId} ${endpointId}`).digest().subarray(0, 16);
  const time = eventId.slice(eventId.indexOf('_') + 1).slice(0, 10);
  return `dlv_${time}${Array.from(hash, (byte) => digits[byte % 32]).join('')}`;
}

/** Turns events of the outbox into deliveries, one for each endpoint that wants them. Several may be at work at once. */
export class FanOut {
  constructor(
    private readonly store: Pick<Store, 'db' | 'events' | 'jobs' | 'batches'>,
    private readonly publicUrl: string,
    private readonly clock: () => number = Date.now,
  ) {}

  /**
   * Look at the oldest events.
   *
   * @returns whether there may be more
   */
  async round(): Promise<boolean> {
    const waiting = await this.store.events.toFanOut(1);
    if (waiting.length === 0) return false;
    await this.passUnwanted();
    const wanted = await this.store.events.toFanOut(ROUND);
    for (const event of wanted) await this.spread(event);
    return wanted.length === ROUND;
  }

  /** Events that no endpoint of their key asked for are done with in one statement: a catalogue makes thousands. */
  private async passUnwanted(): Promise<void> {
    await this.store.db
      .updateTable('event')
      .set({ fanned_out: 1 })
      .where('fanned_out', '=', 0)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('webhook_endpoint as endpoint')
              .select('endpoint.id')
              .where('endpoint.enabled', '=', 1)
              .where(
                sql<boolean>`(endpoint.events = '[]' OR endpoint.events LIKE '%"' || event.type || '"%')`,
              )
              .where(({ or, and, eb, ref }) =>
                or([
                  eb('endpoint.key_id', '=', ref('event.key_id')),
                  and([eb('endpoint.key_id', 'is', null), eb('event.key_id', 'is', null)]),
                ]),
              ),
          ),
        ),
      )
      .execute();
  }

  /** Make an event's deliveries, all or none, once. */
  private async spread(event: ServiceEvent): Promise<void> {
    const body = eventBody(event, await this.subject(event), this.publicUrl);
    const now = this.clock();
    await this.store.db.transaction().execute(async (on) => {
      // Held until the end of the transaction: whoever else is at this event finds it done.
      const mine = await on
        .updateTable('event')
        .set({ fanned_out: 1 })
        .where('id', '=', event.id)
        .where('fanned_out', '=', 0)
        .returning('id')
        .executeTakeFirst();
      if (!mine) return;
      const rows = (await this.takers(on, event)).map(
        (endpointId): Insertable<WebhookDeliveryTable> => ({
          id: deliveryId(event.id, endpointId),
          event_id: event.id,
          endpoint_id: endpointId,
          state: 'pending',
          attempts: 0,
          next_at: now,
          body,
          created_at: now,
          finished_at: null,
        }),
      );
      if (rows.length === 0) return;
      await on
        .insertInto('webhook_delivery')
        .values(rows)
        .onConflict((clash) => clash.column('id').doNothing())
        .execute();
    });
  }

  /** Endpoints of the event's own key that want it. */
  private async takers(on: Transaction<Schema>, { keyId, type }: ServiceEvent): Promise<string[]> {
    const rows = await on
      .selectFrom('webhook_endpoint')
      .select(['id', 'events'])
      .where('key_id', keyId === null ? 'is' : '=', keyId)
      .where('enabled', '=', 1)
      .execute();
    const wants = (events: EventType[]) => events.length === 0 || events.includes(type);
    return rows.filter((row) => wants(JSON.parse(row.events) as EventType[])).map(({ id }) => id);
  }

  private async subject({ jobId, batchId }: ServiceEvent): Promise<Subject> {
    if (jobId) {
      const job = await this.store.jobs.get(jobId);
      return job && { job };
    }
    const batch = batchId === null ? undefined : await this.store.batches.get(batchId);
    return batch && { batch, counts: await this.store.batches.counts(batch.id) };
  }
}
