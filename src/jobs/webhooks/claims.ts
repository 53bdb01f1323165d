import type { Kysely, Selectable } from 'kysely';
import type { Store } from '../store/open-store.js';
import type { Schema, WebhookDeliveryTable } from '../store/schema.js';
import type { EndpointRow } from './endpoint.js';

/** A delivery that a sender has: it is due again, for everybody, when its lease is over. */
export interface Claim {
  row: Selectable<WebhookDeliveryTable>;
  /** When the lease is over; it tells this claim from every later one. */
  lease: number;
}

/** An endpoint for which something is due. */
export interface Due {
  endpointId: string;
  /** Every attempt of late has failed. */
  failing: boolean;
}

/** Milliseconds after which a sender that has not come back is taken for dead: far more than an attempt can take. */
export const LEASE_MS = 60_000;
/** Endpoints that are looked at in one round. */
const MOST_DUE = 200;

/** Deliveries that are due, each given to one sender. */
export class Claims {
  readonly #db: Kysely<Schema>;
  readonly #postgres: boolean;

  constructor(
    { db, kind }: Pick<Store, 'db' | 'kind'>,
    private readonly clock: () => number = Date.now,
  ) {
    this.#db = db;
    this.#postgres = kind === 'postgres';
  }

  /** Endpoints for which something is due, those first that have waited longest. */
  async due(): Promise<Due[]> {
    const firsts = this.#db.selectFrom('webhook_endpoint as endpoint').select(({ selectFrom }) => [
      'endpoint.id',
      'endpoint.failing_since',
      selectFrom('webhook_delivery as delivery')
        .select(({ fn }) => fn.min('delivery.next_at').as('first'))
        .whereRef('delivery.endpoint_id', '=', 'endpoint.id')
        .where('delivery.state', '=', 'pending')
        .as('first_at'),
    ]);
    const rows = await this.#db
      .selectFrom(firsts.as('waiting'))
      .select(['id', 'failing_since'])
      .where('first_at', '<=', this.clock())
      .orderBy('first_at')
      .limit(MOST_DUE)
      .execute();
    return rows.map((row) => ({ endpointId: row.id, failing: row.failing_since !== null }));
  }

  /** Take some of an endpoint's due deliveries; what another sender takes at this moment is left to it. */
  async take(endpointId: string, most: number): Promise<Claim[]> {
    const now = this.clock();
    const lease = now + LEASE_MS;
    const rows = await this.#db
      // Materialized: PostgreSQL may look at a subquery once for each row, and each look would lock further ones.
      .with(
        (cte) => cte('due').materialized(),
        (db) =>
          db
            .selectFrom('webhook_delivery')
            .select('id')
            .where('endpoint_id', '=', endpointId)
            .where('state', '=', 'pending')
            .where('next_at', '<=', now)
            .orderBy('next_at')
            .orderBy('id')
            .limit(most)
            .$if(this.#postgres, (query) => query.forUpdate().skipLocked()),
      )
      .updateTable('webhook_delivery')
      .set({ next_at: lease })
      .where('id', 'in', (query) => query.selectFrom('due').select('due.id'))
      .where('state', '=', 'pending')
      .where('next_at', '<=', now)
      .returningAll()
      .execute();
    return rows.map((row) => ({ row, lease }));
  }

  /** The endpoint as it is now. */
  async endpoint(id: string): Promise<EndpointRow | undefined> {
    return this.#db.selectFrom('webhook_endpoint').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** A sender that is shut down gives a delivery back: it is due at once, and the attempt does not count. */
  async handBack({ row, lease }: Claim): Promise<void> {
    await this.#db
      .updateTable('webhook_delivery')
      .set({ next_at: this.clock() })
      .where('id', '=', row.id)
      .where('state', '=', 'pending')
      .where('next_at', '=', lease)
      .execute();
  }
}
