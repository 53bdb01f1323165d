import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../store/schema.js';
import type { Claim } from './claims.js';
import { failPending } from './disable.js';
import type { DisabledReason } from './endpoint.js';
import type { Answer } from './post.js';
import { waitBefore } from './schedule.js';

/** What becomes of a delivery after an attempt. */
export type Outcome = 'delivered' | 'retry' | 'failed';

/** An attempt that was made. */
export interface Attempt extends Answer {
  /** When it began. */
  at: number;
  milliseconds: number;
}

/** How long an endpoint may fail at everything before a delivery that is given up disables it. */
export const FAILING_MS = 5 * 24 * 3600_000;
/** Attempts of a delivery that the log keeps; by hand a delivery can be sent any number of times. */
export const KEPT_ATTEMPTS = 50;

/** Writes down what attempts came to. */
export class Settlement {
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly clock: () => number = Date.now,
    private readonly random: () => number = Math.random,
  ) {}

  /** What an attempt means for its delivery and its endpoint, written in one transaction. */
  async settle({ row, lease }: Claim, attempt: Attempt): Promise<Outcome> {
    const now = this.clock();
    const { status } = attempt;
    const delivered = status !== null && status >= 200 && status < 300;
    // Of the next attempt, which is the second after those that the claim knows of.
    const wait = waitBefore(row.attempts + 2, attempt.askedMs, this.random);
    const over = status === 410 || wait === undefined;
    return this.db.transaction().execute(async (on) => {
      // The endpoint before its deliveries, always: two that wait for each other would wait for ever.
      const disabled = delivered
        ? await this.noteSuccess(on, row.endpoint_id)
        : await this.noteFailure(on, row.endpoint_id, attempt, over, now);
      const held = await on
        .updateTable('webhook_delivery')
        .set((old) => ({ attempts: old.ref('attempts') }))
        .where('id', '=', row.id)
        .returning(['state', 'next_at', 'attempts'])
        .executeTakeFirst();
      // Its endpoint was removed, and it with it.
      if (!held) return delivered ? 'delivered' : 'failed';
      await log(on, row.id, attempt);
      const mine = held.state === 'pending' && held.next_at === lease;
      const outcome = delivered ? 'delivered' : over ? 'failed' : 'retry';
      const ended = { state: outcome, next_at: null, finished_at: now };
      const change = outcome === 'retry' ? { next_at: now + (wait ?? 0) } : ended;
      // A late success is a success; a late failure leaves whoever has the delivery now to it.
      if (mine || (delivered && held.state !== 'delivered'))
        await on
          .updateTable('webhook_delivery')
          .set({ ...change, attempts: held.attempts + 1 })
          .where('id', '=', row.id)
          .execute();
      if (disabled) await failPending(on, row.endpoint_id, now);
      return outcome;
    });
  }

  /** A delivery whose endpoint is disabled is not sent. */
  async giveUp({ row, lease }: Claim): Promise<void> {
    await this.db
      .updateTable('webhook_delivery')
      .set({ state: 'failed', next_at: null, finished_at: this.clock() })
      .where('id', '=', row.id)
      .where('state', '=', 'pending')
      .where('next_at', '=', lease)
      .execute();
  }

  private async noteSuccess(on: Transaction<Schema>, endpointId: string): Promise<false> {
    await on
      .updateTable('webhook_endpoint')
      .set({ failing_since: null })
      .where('id', '=', endpointId)
      .where('failing_since', 'is not', null)
      .execute();
    return false;
  }

  /** @returns whether the endpoint was disabled by it */
  private async noteFailure(
    on: Transaction<Schema>,
    endpointId: string,
    { status, at }: Attempt,
    over: boolean,
    now: number,
  ): Promise<boolean> {
    if (status === 410) return disable(on, endpointId, 'gone');
    await on
      .updateTable('webhook_endpoint')
      .set({ failing_since: at })
      .where('id', '=', endpointId)
      .where('failing_since', 'is', null)
      .execute();
    return over && disable(on, endpointId, 'failing', now - FAILING_MS);
  }
}

/** @param failingSince only where it has failed since then or longer */
async function disable(
  on: Transaction<Schema>,
  endpointId: string,
  reason: DisabledReason,
  failingSince?: number,
): Promise<boolean> {
  let query = on
    .updateTable('webhook_endpoint')
    .set({ enabled: 0, disabled_reason: reason })
    .where('id', '=', endpointId)
    .where('enabled', '=', 1);
  if (failingSince !== undefined) query = query.where('failing_since', '<=', failingSince);
  return (await query.returning('id').executeTakeFirst()) !== undefined;
}

async function log(
  on: Transaction<Schema>,
  deliveryId: string,
  { at, milliseconds, status, error }: Attempt,
): Promise<void> {
  const { last } = await on
    .selectFrom('webhook_attempt')
    .select(({ fn }) => fn.max('attempt').as('last'))
    .where('delivery_id', '=', deliveryId)
    .executeTakeFirstOrThrow();
  const attempt = Number(last ?? 0) + 1;
  await on
    .insertInto('webhook_attempt')
    .values({ delivery_id: deliveryId, attempt, at, milliseconds, status, error })
    .execute();
  await on
    .deleteFrom('webhook_attempt')
    .where('delivery_id', '=', deliveryId)
    .where('attempt', '<=', attempt - KEPT_ATTEMPTS)
    .execute();
}
