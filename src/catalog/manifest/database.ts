import { Kysely, SqliteDialect, sql } from 'kysely';
import Database from 'libsql';
import { HeroshotError, writeError } from '../../engine/errors.js';
import { createTables, SCHEMA_VERSION, type Schema } from './schema.js';

/** Time for another process to let go of the file: one that was killed a moment ago may still be ending. */
const WAIT_MS = 5000;

/**
 * Open a manifest file, made where it does not exist, for this process alone: a second run over the same folder is refused, and
 * the lock ends with the process however that ends. A change is on disk before the call that made it returns.
 *
 * @throws {HeroshotError} `catalog_in_use`, `bad_manifest`, `not_writable`, `disk_full`
 */
export async function openDatabase(path: string): Promise<Kysely<Schema>> {
  let file: Database.Database | undefined;
  try {
    file = new Database(path, { timeout: WAIT_MS });
    // Exclusive before WAL: the index of the log is then kept on the heap, which also works on network drives.
    file.exec('PRAGMA locking_mode = EXCLUSIVE');
    file.exec('PRAGMA journal_mode = WAL');
    file.exec('PRAGMA synchronous = FULL');
    file.exec('BEGIN EXCLUSIVE; COMMIT');
    const version = versionOf(file);
    if (version > SCHEMA_VERSION)
      throw new HeroshotError('bad_manifest', `${path} was written by a newer heroshot`);
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: file }) });
    if (version === 0) await createTables(db);
    return db;
  } catch (error) {
    file?.close();
    throw databaseError(error, path);
  }
}

/**
 * Put everything into the one file and unlock it. Closing alone would leave it locked until the statements of this process are
 * collected as garbage.
 */
export async function closeDatabase(db: Kysely<Schema>): Promise<void> {
  try {
    await sql`PRAGMA journal_mode = DELETE`.execute(db);
    await sql`PRAGMA locking_mode = NORMAL`.execute(db);
    // The lock is given up at the end of the next read.
    await sql`SELECT count(*) FROM setting`.execute(db);
  } finally {
    await db.destroy();
  }
}

function versionOf(file: Database.Database): number {
  const row = file.prepare('PRAGMA user_version').get() as { user_version: number };
  return Number(row.user_version);
}

/** A failure of SQLite as a {@link HeroshotError}. */
export function databaseError(error: unknown, path: string): HeroshotError {
  if (error instanceof HeroshotError) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const says = (name: string, words: string) => code.startsWith(name) || message.includes(words);
  if (says('SQLITE_BUSY', 'database is locked') || says('SQLITE_LOCKED', 'is locked'))
    return new HeroshotError('catalog_in_use', `another run is at work in ${path}`, { cause: error });
  if (says('SQLITE_FULL', 'disk is full'))
    return new HeroshotError('disk_full', `no space left to write ${path}`, { cause: error });
  if (says('SQLITE_NOTADB', 'not a database') || says('SQLITE_CORRUPT', 'malformed'))
    return new HeroshotError('bad_manifest', `${path} is not a manifest of heroshot`, { cause: error });
  if (says('SQLITE_CANTOPEN', 'unable to open') || says('SQLITE_READONLY', 'readonly'))
    return new HeroshotError('not_writable', `cannot write ${path}`, { cause: error });
  return writeError(error, path);
}
