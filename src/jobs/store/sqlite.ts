import { Kysely, SqliteDialect } from 'kysely';
import Database from 'libsql';
import type { Schema } from './schema.js';
import { StatementCache } from './statement-cache.js';

/** Time that a statement waits for another process's transaction, which are all short. */
const WAIT_MS = 10_000;

/**
 * Open an SQLite file as the service's store: made where it does not exist, shared with the working processes of this
 * machine. A change is on disk before the call that made it returns.
 */
export function openSqlite(path: string): Kysely<Schema> {
  const file = new Database(path, { timeout: WAIT_MS });
  file.exec('PRAGMA journal_mode = WAL');
  file.exec('PRAGMA synchronous = FULL');
  const prepare = file.prepare.bind(file);
  const statements = new StatementCache(
    // A transaction that begins by reading could not wait for another's end: it would fail at its first write.
    (text) => prepare(text === 'begin' ? 'begin immediate' : text),
  );
  file.prepare = ((text: string) => statements.get(text)) as typeof file.prepare;
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: file }) });
}
