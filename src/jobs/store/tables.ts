import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.js';

/** Statements that bring a database from one version to the next, in order; what is there is never changed. */
const STEPS: readonly (readonly string[])[] = [
  [
    `CREATE TABLE job (
      id TEXT PRIMARY KEY, key_id TEXT, batch_id TEXT, ordinal BIGINT,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
      priority TEXT NOT NULL, name TEXT NOT NULL, work TEXT NOT NULL, source TEXT NOT NULL, input_bytes BIGINT,
      metadata TEXT NOT NULL, attempts BIGINT NOT NULL DEFAULT 0, worker TEXT, heartbeat_at BIGINT,
      cancel_requested BIGINT NOT NULL DEFAULT 0, progress DOUBLE PRECISION NOT NULL DEFAULT 0,
      error_code TEXT, error_message TEXT, outputs TEXT NOT NULL DEFAULT '[]', output_bytes BIGINT NOT NULL DEFAULT 0,
      verdict TEXT, report TEXT, created_at BIGINT NOT NULL, started_at BIGINT, finished_at BIGINT)`,
    'CREATE INDEX job_by_state ON job (state, created_at)',
    'CREATE INDEX job_by_batch ON job (batch_id, ordinal)',
    'CREATE INDEX job_by_end ON job (finished_at)',
    'CREATE INDEX job_by_key ON job (key_id, id)',
    `CREATE TABLE batch (
      id TEXT PRIMARY KEY, key_id TEXT,
      state TEXT NOT NULL CHECK (state IN ('reading', 'running', 'completed', 'failed', 'cancelled')),
      priority TEXT NOT NULL, work TEXT NOT NULL, source TEXT NOT NULL, metadata TEXT NOT NULL,
      attempts BIGINT NOT NULL DEFAULT 0, worker TEXT, heartbeat_at BIGINT,
      error_code TEXT, error_message TEXT, created_at BIGINT NOT NULL, finished_at BIGINT)`,
    'CREATE INDEX batch_by_state ON batch (state, created_at)',
    'CREATE INDEX batch_by_key ON batch (key_id, id)',
    `CREATE TABLE event (
      id TEXT PRIMARY KEY, type TEXT NOT NULL, key_id TEXT, job_id TEXT, batch_id TEXT,
      created_at BIGINT NOT NULL, fanned_out BIGINT NOT NULL DEFAULT 0)`,
    'CREATE INDEX event_to_fan_out ON event (fanned_out, id)',
    `CREATE TABLE api_key (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, hint TEXT NOT NULL, scopes TEXT NOT NULL,
      rate_limit BIGINT, created_at BIGINT NOT NULL, last_used_at BIGINT, revoked_at BIGINT)`,
    `CREATE TABLE idempotency (
      key_id TEXT NOT NULL, idempotency_key TEXT NOT NULL, fingerprint TEXT NOT NULL, subject_id TEXT, status BIGINT,
      body TEXT, created_at BIGINT NOT NULL, PRIMARY KEY (key_id, idempotency_key))`,
    'CREATE INDEX idempotency_by_age ON idempotency (created_at)',
    `CREATE TABLE webhook_endpoint (
      id TEXT PRIMARY KEY, key_id TEXT, url TEXT NOT NULL, description TEXT NOT NULL, events TEXT NOT NULL,
      secret TEXT NOT NULL, old_secret TEXT, old_secret_expires_at BIGINT, enabled BIGINT NOT NULL DEFAULT 1,
      disabled_reason TEXT, created_at BIGINT NOT NULL)`,
    `CREATE TABLE webhook_delivery (
      id TEXT PRIMARY KEY, event_id TEXT NOT NULL, endpoint_id TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')), attempts BIGINT NOT NULL DEFAULT 0,
      next_at BIGINT, body TEXT NOT NULL, created_at BIGINT NOT NULL, finished_at BIGINT)`,
    'CREATE INDEX webhook_delivery_due ON webhook_delivery (state, next_at)',
    'CREATE INDEX webhook_delivery_by_endpoint ON webhook_delivery (endpoint_id, id)',
    'CREATE INDEX webhook_delivery_by_event ON webhook_delivery (event_id)',
    `CREATE TABLE webhook_attempt (
      delivery_id TEXT NOT NULL, attempt BIGINT NOT NULL, at BIGINT NOT NULL, milliseconds BIGINT NOT NULL,
      status BIGINT, error TEXT, PRIMARY KEY (delivery_id, attempt))`,
  ],
  [
    'ALTER TABLE webhook_endpoint ADD COLUMN failing_since BIGINT',
    'CREATE INDEX webhook_delivery_due_by_endpoint ON webhook_delivery (endpoint_id, state, next_at)',
  ],
];

/** The newest version of the tables. */
export const SCHEMA_VERSION = STEPS.length;

/**
 * Make the tables, or bring them up to date; several processes may ask at the same time.
 *
 * @param lock statement that keeps other processes out until the transaction ends
 * @throws where the tables were made by a newer heroshot
 */
export async function upgradeTables(db: Kysely<Schema>, lock?: string): Promise<void> {
  await db.transaction().execute(async (on) => {
    if (lock) await sql.raw(lock).execute(on);
    await sql`CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at BIGINT)`.execute(
      on,
    );
    const row = await on
      .selectFrom('setting')
      .select('value')
      .where('name', '=', 'schema')
      .executeTakeFirst();
    const version = Number(row?.value ?? 0);
    if (version > SCHEMA_VERSION)
      throw new RangeError(`the database is of a newer heroshot (version ${version} of its tables)`);
    for (const step of STEPS.slice(version))
      for (const statement of step) await sql.raw(statement).execute(on);
    const now = { value: String(SCHEMA_VERSION), expires_at: null };
    await on
      .insertInto('setting')
      .values({ name: 'schema', ...now })
      .onConflict((clash) => clash.column('name').doUpdateSet(now))
      .execute();
  });
}
