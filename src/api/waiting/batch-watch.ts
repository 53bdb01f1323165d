import type { Kysely } from 'kysely';
import type { BatchState } from '../../jobs/batch.js';
import type { Schema } from '../../jobs/store/schema.js';
import type { BatchProgress } from '../schemas/batch.js';
import { countsOf, progressOf } from './batch-counts.js';

/** Hears of a batch; undefined once it has been removed. */
type Listener = (progress: BatchProgress | undefined) => void;

/** Batches in one question to the database. */
const ASKED = 500;

/** Watches batches for whoever listens: two questions at a time to the database, however many listen. */
export class BatchWatch {
  readonly #listeners = new Map<string, Set<Listener>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Kysely<Schema>,
    private readonly everyMs: number,
  ) {}

  /** @returns stops listening */
  listen(id: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), 0);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(id) === listeners) this.#listeners.delete(id);
    };
  }

  private async look(): Promise<void> {
    const ids = [...this.#listeners.keys()];
    try {
      for (let at = 0; at < ids.length; at += ASKED) {
        const some = ids.slice(at, at + ASKED);
        const now = await progressOfAll(this.db, some);
        for (const id of some) for (const tell of [...(this.#listeners.get(id) ?? [])]) tell(now.get(id));
      }
    } catch {
      // The database is away: the next look may find it.
    }
    clearTimeout(this.#timer);
    this.#timer = this.#listeners.size > 0 ? setTimeout(() => void this.look(), this.everyMs) : undefined;
  }
}

async function progressOfAll(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<Map<string, BatchProgress>> {
  // The states first: a batch that is over then has counts that change no more.
  const rows = await db.selectFrom('batch').select(['id', 'state']).where('id', 'in', ids).execute();
  const counts = await countsOf(db, ids);
  const found = new Map<string, BatchProgress>();
  for (const { id, state } of rows) {
    const of = counts.get(id);
    if (of) found.set(id, { id, state: state as BatchState, counts: of, progress: progressOf(state, of) });
  }
  return found;
}
