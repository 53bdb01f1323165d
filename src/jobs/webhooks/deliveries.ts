import type { Kysely, Selectable } from 'kysely';
import { HeroshotError } from '../../engine/errors.js';
import { newId } from '../id.js';
import type { Schema, WebhookAttemptTable, WebhookDeliveryTable } from '../store/schema.js';
import { type Delivery, type DeliveryState, deliveryOf } from './delivery.js';
import { bodyText } from './event-body.js';
import { deliveryId } from './fan-out.js';

/** The type of an event that is made by hand; no endpoint can ask for it or be without it. */
export const TEST_EVENT = 'webhook.test';

/** Which deliveries are listed, newest first. */
export interface DeliveryFilter {
  endpointId?: string;
  eventId?: string;
  state?: DeliveryState;
  after?: string;
  limit: number;
}

/** The log of what was sent. */
export class Deliveries {
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly clock: () => number = Date.now,
    /** Something is due now. */
    private readonly wake: () => void = () => {},
  ) {}

  async get(id: string): Promise<Delivery | undefined> {
    const row = await this.db
      .selectFrom('webhook_delivery')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && (await this.withAttempts([row]))[0];
  }

  async list({ endpointId, eventId, state, after, limit }: DeliveryFilter): Promise<Delivery[]> {
    let query = this.db.selectFrom('webhook_delivery').selectAll();
    if (endpointId !== undefined) query = query.where('endpoint_id', '=', endpointId);
    if (eventId !== undefined) query = query.where('event_id', '=', eventId);
    if (state) query = query.where('state', '=', state);
    if (after) query = query.where('id', '<', after);
    return this.withAttempts(await query.orderBy('id', 'desc').limit(limit).execute());
  }

  /**
   * Send a delivery again, now, whatever became of it: with all its attempts, and the same `webhook-id`.
   *
   * @returns undefined where there is none
   * @throws {HeroshotError} `endpoint_disabled`
   */
  async redeliver(id: string): Promise<Delivery | undefined> {
    const delivery = await this.get(id);
    if (!delivery) return undefined;
    await this.checkEnabled(delivery.endpointId);
    await this.db
      .updateTable('webhook_delivery')
      .set({ state: 'pending', attempts: 0, next_at: this.clock(), finished_at: null })
      .where('id', '=', id)
      .execute();
    this.wake();
    return this.get(id);
  }

  /**
   * Send an endpoint an event of the type `webhook.test`, which is logged like every other.
   *
   * @returns undefined where there is no such endpoint
   * @throws {HeroshotError} `endpoint_disabled`
   */
  async sendTest(endpointId: string): Promise<Delivery | undefined> {
    const endpoint = await this.checkEnabled(endpointId);
    if (!endpoint) return undefined;
    const now = this.clock();
    const eventId = newId('evt', now);
    const row: Selectable<WebhookDeliveryTable> = {
      id: deliveryId(eventId, endpointId),
      event_id: eventId,
      endpoint_id: endpointId,
      state: 'pending',
      attempts: 0,
      next_at: now,
      body: bodyText(TEST_EVENT, now, { endpoint_id: endpointId, url: endpoint.url }),
      created_at: now,
      finished_at: null,
    };
    const event = { id: eventId, type: TEST_EVENT, key_id: endpoint.key_id, job_id: null, batch_id: null };
    await this.db.transaction().execute(async (on) => {
      // It is nobody else's: no other endpoint gets it.
      await on
        .insertInto('event')
        .values({ ...event, created_at: now, fanned_out: 1 })
        .execute();
      await on.insertInto('webhook_delivery').values(row).execute();
    });
    this.wake();
    return deliveryOf(row, []);
  }

  private async checkEnabled(endpointId: string) {
    const row = await this.db
      .selectFrom('webhook_endpoint')
      .select(['url', 'key_id', 'enabled'])
      .where('id', '=', endpointId)
      .executeTakeFirst();
    if (row?.enabled === 0)
      throw new HeroshotError('endpoint_disabled', 'nothing is sent to this webhook endpoint');
    return row;
  }

  private async withAttempts(rows: readonly Selectable<WebhookDeliveryTable>[]): Promise<Delivery[]> {
    if (rows.length === 0) return [];
    const attempts = await this.db
      .selectFrom('webhook_attempt')
      .selectAll()
      .where(
        'delivery_id',
        'in',
        rows.map(({ id }) => id),
      )
      .orderBy('attempt')
      .execute();
    const byDelivery = new Map<string, Selectable<WebhookAttemptTable>[]>(rows.map(({ id }) => [id, []]));
    for (const attempt of attempts) byDelivery.get(attempt.delivery_id)?.push(attempt);
    return rows.map((row) => deliveryOf(row, byDelivery.get(row.id) ?? []));
  }
}
