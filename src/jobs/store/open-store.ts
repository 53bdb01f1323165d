import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { BatchStore } from './batches.js';
import { EventStore } from './events.js';
import { JobStore } from './jobs.js';
import { openPostgres, UPGRADE_LOCK } from './postgres.js';
import type { Schema } from './schema.js';
import { openSqlite } from './sqlite.js';
import { storeError } from './store-error.js';
import { upgradeTables } from './tables.js';
import { Turns } from './turns.js';

/** The database of the service: the truth about every job. */
export interface Store {
  kind: 'sqlite' | 'postgres';
  db: Kysely<Schema>;
  jobs: JobStore;
  batches: BatchStore;
  events: EventStore;
  turns: Turns;
  /** @throws {HeroshotError} `store_unreachable`, `disk_full` */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Open the store.
 *
 * @param where path of an SQLite file, or the URL of a PostgreSQL database (`postgres://…`)
 * @throws {HeroshotError} `store_unreachable`, `not_writable`, `disk_full`
 */
export async function openStore(where: string): Promise<Store> {
  const postgres = /^postgres(ql)?:\/\//.test(where);
  if (!postgres) await mkdir(dirname(where), { recursive: true });
  const kind = postgres ? 'postgres' : 'sqlite';
  let db: Kysely<Schema> | undefined;
  try {
    db = postgres ? openPostgres(where) : openSqlite(where);
    await upgradeTables(db, postgres ? UPGRADE_LOCK : undefined);
    return storeOn(db, kind);
  } catch (error) {
    await db?.destroy().catch(() => {});
    throw storeError(error);
  }
}

function storeOn(db: Kysely<Schema>, kind: Store['kind']): Store {
  const events = new EventStore(db);
  return {
    kind,
    db,
    events,
    jobs: new JobStore(db),
    batches: new BatchStore(db),
    turns: new Turns(db),
    async check() {
      // Writes, because a full disk or a read-only replica answers reads.
      const value = String(Date.now());
      const row = { name: 'checked', value, expires_at: null };
      try {
        await db
          .insertInto('setting')
          .values(row)
          .onConflict((clash) => clash.column('name').doUpdateSet({ value }))
          .execute();
      } catch (error) {
        throw storeError(error);
      }
    },
    async close() {
      if (kind === 'sqlite') await sql`PRAGMA optimize`.execute(db).catch(() => {});
      await db.destroy();
    },
  };
}
