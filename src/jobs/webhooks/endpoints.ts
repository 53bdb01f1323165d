import type { Kysely, Updateable } from 'kysely';
import { HeroshotError } from '../../engine/errors.js';
import { newId } from '../id.js';
import { EVENT_TYPES, type EventType } from '../store/events.js';
import type { Schema, WebhookEndpointTable } from '../store/schema.js';
import { failPending } from './disable.js';
import { type Endpoint, type EndpointRow, endpointOf } from './endpoint.js';
import { checkEndpointUrl, type EndpointPolicy } from './endpoint-url.js';
import { checkSecret, newSecret } from './secret.js';

/** What an endpoint is made of. */
export interface NewEndpoint {
  /** The key whose events it gets. */
  keyId: string | null;
  url: string;
  description?: string;
  /** Event types; empty or left out: all. */
  events?: readonly EventType[];
  /** One's own, in the form of Standard Webhooks; left out: a new one. */
  secret?: string;
}

/** What can be changed of an endpoint. */
export type EndpointChange = Partial<
  Pick<NewEndpoint, 'url' | 'description' | 'events'> & { enabled: boolean }
>;

/** Which endpoints are listed, newest first. */
export interface EndpointFilter {
  /** Left out: everybody's. */
  keyId?: string | null;
  after?: string;
  limit: number;
}

/** An endpoint with its secret: what its maker is told. */
export interface EndpointSecret {
  endpoint: Endpoint;
  secret: string;
}

/** How long the old secret signs beside the new one. */
export const OVERLAP_MS = 24 * 3600_000;
/** Endpoints of one key: each multiplies what is sent. */
export const MOST_ENDPOINTS = 50;
const MOST_DESCRIPTION = 500;

/** Endpoints in the database. */
export class Endpoints {
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly policy: EndpointPolicy = {},
    private readonly clock: () => number = Date.now,
  ) {}

  /** @throws {HeroshotError} `webhook_url_refused`, `bad_option`, `too_many_endpoints` */
  async create(asked: NewEndpoint): Promise<EndpointSecret> {
    const now = this.clock();
    const { keyId } = asked;
    const row: EndpointRow = {
      id: newId('whe', now),
      key_id: keyId,
      url: checkEndpointUrl(asked.url, this.policy).href,
      description: checkDescription(asked.description ?? ''),
      events: eventsText(asked.events ?? []),
      secret: asked.secret === undefined ? newSecret() : checkSecret(asked.secret),
      old_secret: null,
      old_secret_expires_at: null,
      enabled: 1,
      disabled_reason: null,
      failing_since: null,
      created_at: now,
    };
    await this.db.transaction().execute(async (on) => {
      const { count } = await on
        .selectFrom('webhook_endpoint')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('key_id', keyId === null ? 'is' : '=', keyId)
        .executeTakeFirstOrThrow();
      if (Number(count) >= MOST_ENDPOINTS)
        throw new HeroshotError('too_many_endpoints', `a key can have ${MOST_ENDPOINTS} webhook endpoints`);
      await on.insertInto('webhook_endpoint').values(row).execute();
    });
    return { endpoint: endpointOf(row), secret: row.secret };
  }

  async get(id: string): Promise<Endpoint | undefined> {
    const row = await this.row(id);
    return row && endpointOf(row);
  }

  async list({ keyId, after, limit }: EndpointFilter): Promise<Endpoint[]> {
    let query = this.db.selectFrom('webhook_endpoint').selectAll();
    if (keyId !== undefined) query = query.where('key_id', keyId === null ? 'is' : '=', keyId);
    if (after) query = query.where('id', '<', after);
    const rows = await query.orderBy('id', 'desc').limit(limit).execute();
    return rows.map(endpointOf);
  }

  /** The secret that signs; for whoever may configure the receiver. */
  async secret(id: string): Promise<string | undefined> {
    return (await this.row(id))?.secret;
  }

  /**
   * Change an endpoint. Disabling it fails what waits for it; enabling it forgets its failures.
   *
   * @returns undefined where there is none
   * @throws {HeroshotError} `webhook_url_refused`, `bad_option`
   */
  async update(id: string, change: EndpointChange): Promise<Endpoint | undefined> {
    const now = this.clock();
    const { url, description, events, enabled } = change;
    const values: Updateable<WebhookEndpointTable> = {
      ...(url === undefined ? {} : { url: checkEndpointUrl(url, this.policy).href, failing_since: null }),
      ...(description === undefined ? {} : { description: checkDescription(description) }),
      ...(events === undefined ? {} : { events: eventsText(events) }),
    };
    return this.db.transaction().execute(async (on) => {
      // Also where nothing is to be changed: the row is held and read.
      let row = await on
        .updateTable('webhook_endpoint')
        .set((old) => ({ id: old.ref('id'), ...values }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      if (row && enabled !== undefined && enabled !== (row.enabled === 1)) {
        row = await on
          .updateTable('webhook_endpoint')
          .set({ enabled: enabled ? 1 : 0, disabled_reason: null, failing_since: null })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst();
        if (!enabled) await failPending(on, id, now);
      }
      return row && endpointOf(row);
    });
  }

  /** Forget an endpoint with its deliveries. False where there is none. */
  async remove(id: string): Promise<boolean> {
    return this.db.transaction().execute(async (on) => {
      const gone = await on
        .deleteFrom('webhook_endpoint')
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      if (!gone) return false;
      const deliveries = on.selectFrom('webhook_delivery').select('id').where('endpoint_id', '=', id);
      await on.deleteFrom('webhook_attempt').where('delivery_id', 'in', deliveries).execute();
      await on.deleteFrom('webhook_delivery').where('endpoint_id', '=', id).execute();
      return true;
    });
  }

  /**
   * A new secret. The one before signs beside it for a while, so that receivers can be changed without a gap; one before
   * that stops at once.
   *
   * @param overlapMs 0: the secret is known to others, and stops now
   * @returns undefined where there is no such endpoint
   */
  async rotateSecret(
    id: string,
    { overlapMs = OVERLAP_MS, secret = newSecret() }: { overlapMs?: number; secret?: string } = {},
  ): Promise<EndpointSecret | undefined> {
    checkSecret(secret);
    const kept = overlapMs > 0;
    const row = await this.db
      .updateTable('webhook_endpoint')
      .set((old) => ({
        secret,
        old_secret: kept ? old.ref('secret') : null,
        old_secret_expires_at: kept ? this.clock() + overlapMs : null,
      }))
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    return row && { endpoint: endpointOf(row), secret };
  }

  private async row(id: string): Promise<EndpointRow | undefined> {
    return this.db.selectFrom('webhook_endpoint').selectAll().where('id', '=', id).executeTakeFirst();
  }
}

function eventsText(events: readonly EventType[]): string {
  const unknown = events.find((type) => !EVENT_TYPES.includes(type));
  if (unknown !== undefined)
    throw new HeroshotError('bad_option', `there are no events of the type ${String(unknown).slice(0, 100)}`);
  return JSON.stringify([...new Set(events)]);
}

function checkDescription(text: string): string {
  if (text.length > MOST_DESCRIPTION)
    throw new HeroshotError('bad_option', `a description has ${MOST_DESCRIPTION} characters at most`);
  return text;
}
