import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.js';

/** How long a request that gave no sign of life still keeps its key. */
export const CLAIM_MS = 20_000;
/** How long answers are kept. */
export const KEPT_MS = 24 * 3600_000;

/** How often old keys are removed. */
const FORGET_MS = 3600_000;

/** An answer that was given, as it is given again. */
export interface StoredAnswer {
  /** SHA-256 of what was asked for. */
  fingerprint: string;
  /** Job or batch that came of it. */
  subjectId: string | null;
  status: number;
  body: string;
}

/** A request's hold on its key; `token` is of this very try. */
export interface IdempotencyClaim {
  /** The submitter. */
  owner: string;
  key: string;
  token: string;
}

/** What became of the wish to have a key. */
export type Claimed = { claim: IdempotencyClaim } | { stored: StoredAnswer } | { busy: true };

/**
 * Idempotency keys: the first request with a key claims it, its answer is written in the transaction that does the work,
 * and whoever comes again gets that answer. A claim without a sign of life is taken over. Until there is an answer, the
 * row's fingerprint is the claim's token.
 */
export class IdempotencyStore {
  #forgetAt = 0;

  constructor(private readonly db: Kysely<Schema>) {}

  async claim(owner: string, key: string, now = Date.now()): Promise<Claimed> {
    if (now > this.#forgetAt) {
      this.#forgetAt = now + FORGET_MS;
      // Old rows do no harm: the next hour takes them.
      this.forget(now).catch(() => {});
    }
    const token = `claim:${randomBytes(16).toString('hex')}`;
    const row = { fingerprint: token, subject_id: null, status: null, body: null, created_at: now };
    const mine = await this.db
      .insertInto('idempotency')
      .values({ key_id: owner, idempotency_key: key, ...row })
      .onConflict((clash) =>
        clash
          .columns(['key_id', 'idempotency_key'])
          .doUpdateSet(row)
          .where(({ eb, or, and }) =>
            or([
              and([eb('idempotency.status', 'is', null), eb('idempotency.created_at', '<', now - CLAIM_MS)]),
              eb('idempotency.created_at', '<', now - KEPT_MS),
            ]),
          ),
      )
      .returning('fingerprint')
      .executeTakeFirst();
    if (mine) return { claim: { owner, key, token } };
    const there = await this.db
      .selectFrom('idempotency')
      .selectAll()
      .where('key_id', '=', owner)
      .where('idempotency_key', '=', key)
      .executeTakeFirst();
    // It may have been given back between the two statements: the client tries again soon.
    if (!there || there.status === null || there.body === null) return { busy: true };
    const { fingerprint, subject_id: subjectId, status, body } = there;
    return { stored: { fingerprint, subjectId, status, body } };
  }

  /** Give every key back whose request is under way: where the only process that answered has ended, nobody goes on with it. */
  async releaseAll(): Promise<void> {
    await this.db.deleteFrom('idempotency').where('status', 'is', null).execute();
  }

  /** A sign of life. */
  async renew({ owner, key, token }: IdempotencyClaim, now = Date.now()): Promise<void> {
    await this.db
      .updateTable('idempotency')
      .set({ created_at: now })
      .where('key_id', '=', owner)
      .where('idempotency_key', '=', key)
      .where('fingerprint', '=', token)
      .execute();
  }

  /** Give a key back for which nothing was done. */
  async release({ owner, key, token }: IdempotencyClaim): Promise<void> {
    await this.db
      .deleteFrom('idempotency')
      .where('key_id', '=', owner)
      .where('idempotency_key', '=', key)
      .where('fingerprint', '=', token)
      .execute();
  }

  /** Forget old keys. */
  async forget(now = Date.now()): Promise<void> {
    await this.db
      .deleteFrom('idempotency')
      .where('created_at', '<', now - KEPT_MS)
      .execute();
  }
}

/**
 * Write a claim's answer, within the transaction that does the work.
 *
 * @returns false where the claim was taken over: then the work must not be done
 */
export async function storeAnswer(
  on: Transaction<Schema>,
  { owner, key, token }: IdempotencyClaim,
  { fingerprint, subjectId, status, body }: StoredAnswer,
  now = Date.now(),
): Promise<boolean> {
  const row = await on
    .updateTable('idempotency')
    .set({ fingerprint, subject_id: subjectId, status, body, created_at: now })
    .where('key_id', '=', owner)
    .where('idempotency_key', '=', key)
    .where('fingerprint', '=', token)
    .returning('status')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Have a piece of work done once, within a transaction: the first caller's `subjectId` stands.
 *
 * @returns the subject that stands, and whether it is this caller's
 */
export async function onceOnly(
  on: Transaction<Schema>,
  owner: string,
  key: string,
  subjectId: string,
  now = Date.now(),
): Promise<{ subjectId: string; first: boolean }> {
  const row = { fingerprint: '', subject_id: subjectId, status: 202, body: '', created_at: now };
  const mine = await on
    .insertInto('idempotency')
    .values({ key_id: owner, idempotency_key: key, ...row })
    .onConflict((clash) =>
      clash
        .columns(['key_id', 'idempotency_key'])
        .doUpdateSet(row)
        .where('idempotency.created_at', '<', now - KEPT_MS),
    )
    .returning('subject_id')
    .executeTakeFirst();
  if (mine) return { subjectId, first: true };
  const there = await on
    .selectFrom('idempotency')
    .select('subject_id')
    .where('key_id', '=', owner)
    .where('idempotency_key', '=', key)
    .executeTakeFirst();
  return { subjectId: there?.subject_id ?? subjectId, first: false };
}
