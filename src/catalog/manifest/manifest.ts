import type { Insertable, Kysely, Selectable } from 'kysely';
import type { HeroshotError } from '../../engine/errors.js';
import type { CatalogItem } from '../sources/source.js';
import { closeDatabase, databaseError, openDatabase } from './database.js';
import type { MadeFile, PictureRow, PictureState } from './row.js';
import type { PictureTable, Schema } from './schema.js';

/** What became of a picture that is done. */
export type Finished = Pick<
  PictureRow,
  'contentHash' | 'recipeHash' | 'verdict' | 'reasons' | 'inputWidth' | 'inputHeight' | 'outputs' | 'report'
> & { sameAs?: string | null; seconds: number };

/** Pictures that are written or read together. */
const TOGETHER = 500;

/**
 * The truth about a run over a catalogue: a row per picture, on disk before anything is promised.
 *
 * Held by one process at a time. Every method throws {@link HeroshotError} `disk_full` or `not_writable` where the file can't be
 * written.
 */
export class Manifest {
  private run = 0;

  private constructor(
    private readonly db: Kysely<Schema>,
    readonly path: string,
  ) {}

  /** @throws {HeroshotError} as `openDatabase` */
  static async open(path: string): Promise<Manifest> {
    const manifest = new Manifest(await openDatabase(path), path);
    manifest.run = Number((await manifest.setting('run')) ?? 0);
    return manifest;
  }

  /** Whether an earlier run has left pictures. */
  async isEmpty(): Promise<boolean> {
    return (await this.on((db) => db.selectFrom('picture').select('key').executeTakeFirst())) === undefined;
  }

  async setting(name: string): Promise<string | undefined> {
    const row = await this.on((db) =>
      db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst(),
    );
    return row?.value;
  }

  async setSetting(name: string, value: string): Promise<void> {
    await this.on((db) =>
      db
        .insertInto('setting')
        .values({ name, value })
        .onConflict((clash) => clash.column('name').doUpdateSet({ value }))
        .execute(),
    );
  }

  /**
   * Take the pictures of a source in, in order. Those of earlier runs keep what is known of them; those that the source no
   * longer names are `gone` (their files stay); those that a killed run left at work are queued again.
   *
   * @returns how many pictures the source names
   */
  async register(items: AsyncIterable<CatalogItem>): Promise<number> {
    this.run++;
    await this.setSetting('run', String(this.run));
    let count = 0;
    let some: CatalogItem[] = [];
    const flush = async () => {
      if (some.length > 0) await this.insert(some, count - some.length + 1);
      some = [];
    };
    for await (const item of items) {
      some.push(item);
      count++;
      if (some.length === TOGETHER) await flush();
    }
    await flush();
    await this.on((db) =>
      db.updateTable('picture').set({ state: 'gone' }).where('seen_in', '<', this.run).execute(),
    );
    await this.on((db) =>
      db.updateTable('picture').set({ state: 'queued' }).where('state', '=', 'running').execute(),
    );
    return count;
  }

  private async insert(items: CatalogItem[], first: number): Promise<void> {
    await this.on((db) =>
      db.transaction().execute(async (on) => {
        for (const [i, item] of items.entries()) {
          const { key, ...rest } = this.found(item, first + i);
          await on
            .insertInto('picture')
            .values({
              key,
              ...rest,
              state: 'queued',
              attempts: 0,
              unfinished: 0,
              reasons: '[]',
              outputs: '[]',
            })
            .onConflict((clash) =>
              clash.column('key').doUpdateSet((old) => ({
                ...rest,
                state: old
                  .case()
                  .when('picture.state', '=', 'gone')
                  .then('queued')
                  .else(old.ref('picture.state'))
                  .end(),
              })),
            )
            .execute();
        }
      }),
    );
  }

  private found(item: CatalogItem, ordinal: number) {
    return {
      key: item.key,
      ordinal,
      seen_in: this.run,
      sku: item.sku ?? null,
      position: item.position,
      name: item.name,
      folder: item.folder,
      source: item.source,
      table_row: item.row ?? null,
      table_column: item.column ?? null,
      table_index: item.index ?? null,
    };
  }

  /** A picture by its key. */
  async get(key: string): Promise<PictureRow | undefined> {
    const row = await this.on((db) =>
      db.selectFrom('picture').selectAll().where('key', '=', key).executeTakeFirst(),
    );
    return row && rowOf(row);
  }

  /** Every picture in the source's order, a few hundred in memory at a time; those that are gone come where they were. */
  async *rows(): AsyncGenerator<PictureRow> {
    let [ordinal, key] = [0, ''];
    for (;;) {
      const page = await this.on((db) =>
        db
          .selectFrom('picture')
          .selectAll()
          .where(({ eb, refTuple, tuple }) => eb(refTuple('ordinal', 'key'), '>', tuple(ordinal, key)))
          .orderBy('ordinal')
          .orderBy('key')
          .limit(TOGETHER)
          .execute(),
      );
      for (const row of page) yield rowOf(row);
      const last = page.at(-1);
      if (!last) return;
      [ordinal, key] = [last.ordinal, last.key];
    }
  }

  /** A picture is begun: an attempt is counted before anything of it is made. */
  async begin(key: string): Promise<void> {
    await this.on((db) =>
      db
        .updateTable('picture')
        .set((old) => ({
          state: 'running',
          attempts: old('attempts', '+', 1),
          unfinished: old('unfinished', '+', 1),
        }))
        .where('key', '=', key)
        .execute(),
    );
  }

  /** A picture goes back: stopped, or the run pauses. */
  async putBack(key: string): Promise<void> {
    await this.on((db) =>
      db
        .updateTable('picture')
        .set((old) => ({
          state: 'queued',
          attempts: old('attempts', '-', 1),
          unfinished: old('unfinished', '-', 1),
        }))
        .where('key', '=', key)
        .where('state', '=', 'running')
        .execute(),
    );
  }

  /** A picture's files are all on disk under their names. */
  async finish(key: string, made: Finished): Promise<void> {
    await this.set(key, {
      state: 'done',
      content_hash: made.contentHash,
      recipe_hash: made.recipeHash,
      same_as: made.sameAs ?? null,
      verdict: made.verdict,
      reasons: JSON.stringify(made.reasons),
      input_width: made.inputWidth,
      input_height: made.inputHeight,
      outputs: JSON.stringify(made.outputs),
      report: made.report,
      seconds: made.seconds,
      error_code: null,
      error_message: null,
    });
  }

  /** A picture can't be done. */
  async fail(key: string, error: HeroshotError, seconds: number): Promise<void> {
    const { code, message } = error;
    await this.set(key, {
      state: 'failed',
      error_code: code,
      error_message: message,
      seconds,
      content_hash: null,
      recipe_hash: null,
      same_as: null,
      verdict: null,
      reasons: '[]',
      outputs: '[]',
      report: null,
    });
  }

  private async set(key: string, values: Partial<Insertable<PictureTable>>): Promise<void> {
    const finished_at = new Date().toISOString();
    await this.on((db) =>
      db
        .updateTable('picture')
        .set({ ...values, unfinished: 0, finished_at })
        .where('key', '=', key)
        .execute(),
    );
  }

  /** A picture with these bytes that is done by this recipe under another key. */
  async twin(contentHash: string, recipeHash: string, but: string): Promise<PictureRow | undefined> {
    const row = await this.on((db) =>
      db
        .selectFrom('picture')
        .selectAll()
        .where('content_hash', '=', contentHash)
        .where('recipe_hash', '=', recipeHash)
        .where('state', '=', 'done')
        .where('key', '!=', but)
        .orderBy('ordinal')
        .executeTakeFirst(),
    );
    return row && rowOf(row);
  }

  /** How many pictures are done by another recipe than this. */
  async doneOtherwise(recipeHash: string): Promise<number> {
    const row = await this.on((db) =>
      db
        .selectFrom('picture')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('state', '=', 'done')
        .where('recipe_hash', '!=', recipeHash)
        .executeTakeFirst(),
    );
    return Number(row?.count ?? 0);
  }

  /** Give the file up: one file without a log beside it, free for the next run. */
  async close(): Promise<void> {
    await closeDatabase(this.db);
  }

  private async on<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    try {
      return await work(this.db);
    } catch (error) {
      throw databaseError(error, this.path);
    }
  }
}

function rowOf(row: Selectable<PictureTable>): PictureRow {
  return {
    key: row.key,
    ordinal: row.ordinal,
    sku: row.sku,
    position: row.position,
    name: row.name,
    folder: row.folder,
    source: row.source,
    row: row.table_row,
    column: row.table_column,
    index: row.table_index,
    state: row.state as PictureState,
    attempts: row.attempts,
    unfinished: row.unfinished,
    contentHash: row.content_hash,
    recipeHash: row.recipe_hash,
    sameAs: row.same_as,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    verdict: row.verdict as PictureRow['verdict'],
    reasons: JSON.parse(row.reasons) as string[],
    inputWidth: row.input_width,
    inputHeight: row.input_height,
    outputs: JSON.parse(row.outputs) as MadeFile[],
    report: row.report,
    seconds: row.seconds,
    finishedAt: row.finished_at,
  };
}
