import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.js';

/** PostgreSQL sends 64-bit numbers as text; ours are counts and milliseconds, far below 2^53. */
const INT8 = 20;

/** Keeps two nodes from making tables at the same time; any number that no other program of that database locks. */
export const UPGRADE_LOCK = 'SELECT pg_advisory_xact_lock(4730291)';

/**
 * Connect to PostgreSQL as the service's store. Connections that are cut are made anew.
 *
 * @param url `postgres://user:password@host:5432/database`
 * @param connections most connections of this process
 */
export function openPostgres(url: string, connections = 10): Kysely<Schema> {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    connectionTimeoutMillis: 10_000,
    // A query that hangs on a dead connection must not hang a worker.
    query_timeout: 30_000,
    application_name: 'heroshot',
  });
  // An idle connection that is cut is only noticed here; without a listener it would end the process.
  pool.on('error', () => {});
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
