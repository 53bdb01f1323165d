import { type Kysely, sql } from 'kysely';

/** The tables of a manifest. Names are those of the file, which people may open with any SQLite tool. */
export interface Schema {
  setting: { name: string; value: string };
  picture: PictureTable;
}

/** One row per picture; see {@link PictureRow} for what the fields mean. */
export interface PictureTable {
  key: string;
  ordinal: number;
  /** The run that last found it in the source. */
  seen_in: number;
  sku: string | null;
  position: number;
  name: string;
  folder: string;
  source: string;
  table_row: number | null;
  table_column: string | null;
  table_index: number | null;
  state: string;
  attempts: number;
  /** Attempts since it last came to an end. */
  unfinished: number;
  content_hash: string | null;
  recipe_hash: string | null;
  same_as: string | null;
  error_code: string | null;
  error_message: string | null;
  verdict: string | null;
  reasons: string;
  input_width: number | null;
  input_height: number | null;
  outputs: string;
  report: string | null;
  seconds: number | null;
  finished_at: string | null;
}

/** The version of the tables, kept in the file's `user_version`. */
export const SCHEMA_VERSION = 1;

/** Make the tables of an empty file. */
export async function createTables(db: Kysely<Schema>): Promise<void> {
  await db.transaction().execute(async (on) => {
    await sql`CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`.execute(on);
    await sql`CREATE TABLE picture (
      key TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, seen_in INTEGER NOT NULL, sku TEXT, position INTEGER NOT NULL,
      name TEXT NOT NULL, folder TEXT NOT NULL, source TEXT NOT NULL, table_row INTEGER, table_column TEXT, table_index INTEGER,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'gone')),
      attempts INTEGER NOT NULL DEFAULT 0, unfinished INTEGER NOT NULL DEFAULT 0, content_hash TEXT, recipe_hash TEXT, same_as TEXT,
      error_code TEXT, error_message TEXT, verdict TEXT, reasons TEXT NOT NULL DEFAULT '[]',
      input_width INTEGER, input_height INTEGER, outputs TEXT NOT NULL DEFAULT '[]', report TEXT, seconds REAL,
      finished_at TEXT
    ) STRICT`.execute(on);
    await sql`CREATE INDEX picture_by_ordinal ON picture (ordinal)`.execute(on);
    await sql`CREATE INDEX picture_by_content ON picture (content_hash, recipe_hash)`.execute(on);
    await sql.raw(`PRAGMA user_version = ${SCHEMA_VERSION}`).execute(on);
  });
}
