import { sql } from 'kysely';
import { forget, type Kept } from './removal.js';

/** Jobs that are looked at together. */
const PAGE = 100;

/** Milliseconds for which results stay even where the quota is used up: somebody is about to fetch them. */
const GRACE_MS = 600_000;

/** Milliseconds for which a sum is good enough to say yes or no to an upload. */
const SUM_MS = 5000;

/** Holds the bytes of all inputs and outputs to a number. */
export class Quota {
  #over: { until: number; answer: Promise<boolean> } | undefined;

  /** @param bytes most bytes that are kept; Infinity: any number */
  constructor(
    private readonly kept: Kept,
    private readonly bytes: number,
  ) {}

  /** Whether more is kept than may be, as of a few seconds ago. */
  over(now = Date.now()): Promise<boolean> {
    if (this.bytes === Infinity) return Promise.resolve(false);
    if (!this.#over || this.#over.until <= now) {
      const answer = this.kept.store.jobs.bytes().then((bytes) => bytes > this.bytes);
      // A question that failed is asked again.
      answer.catch(() => {
        this.#over = undefined;
      });
      this.#over = { until: now + SUM_MS, answer };
    }
    return this.#over.answer;
  }

  /**
   * Forget jobs that are over, the oldest first, until what is left fits.
   *
   * @returns how many
   */
  async trim(onError: (error: unknown) => void, now = Date.now()): Promise<number> {
    if (this.bytes === Infinity) return 0;
    const { store } = this.kept;
    let trimmed = 0;
    for (;;) {
      let excess = (await store.jobs.bytes()) - this.bytes;
      if (excess <= 0) return trimmed;
      const chosen: string[] = [];
      for (const { id, bytes } of await this.oldest(now - GRACE_MS)) {
        if (excess <= 0) break;
        chosen.push(id);
        excess -= bytes;
      }
      const gone = await forget(this.kept, 'jobs', chosen, onError);
      this.#over = undefined;
      trimmed += gone.length;
      // Nothing is old enough, or what is can't be removed.
      if (gone.length === 0) return trimmed;
    }
  }

  /** Jobs with files that were over before a time, the oldest first; a batch's also while others of it are open. */
  private async oldest(before: number): Promise<{ id: string; bytes: number }[]> {
    const bytes = sql<number>`coalesce(input_bytes, 0) + output_bytes`;
    const rows = await this.kept.store.db
      .selectFrom('job')
      .select(['id', bytes.as('bytes')])
      .where('finished_at', '<', before)
      .where(bytes, '>', 0)
      .orderBy('finished_at')
      .limit(PAGE)
      .execute();
    return rows.map((row) => ({ id: row.id, bytes: Number(row.bytes) }));
  }
}
