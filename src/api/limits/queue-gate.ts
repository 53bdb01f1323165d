import type { Kysely } from 'kysely';
import type { Priority } from '../../jobs/job.js';
import type { Schema } from '../../jobs/store/schema.js';
import { Problem } from '../problem.js';

/** How long what was counted is taken for true. */
const CACHED_MS = 1000;

/** How many wait, by priority. */
export type Waiting = Record<Priority, number>;

/**
 * Lets new work in, or not: a queue that only grows helps nobody. Interactive jobs come before bulk ones, so only those of
 * their own kind count against them; bulk work counts everything.
 */
export class QueueGate {
  #known: { at: number; waiting: Promise<Waiting>; full: Promise<boolean> } | undefined;

  constructor(
    private readonly db: Kysely<Schema>,
    private readonly limit: number,
    private readonly overQuota: () => Promise<boolean> = async () => false,
  ) {}

  /** @throws {Problem} `queue_full`, `storage_full` */
  async admit(priority: Priority): Promise<void> {
    const known = this.look();
    if (await known.full) throw new Problem('storage_full', 'nothing more can be stored now');
    const waiting = await known.waiting;
    const before = priority === 'interactive' ? waiting.interactive : waiting.interactive + waiting.bulk;
    if (before >= this.limit)
      throw new Problem('queue_full', `${before} jobs wait already`, { headers: { 'retry-after': '10' } });
  }

  private look(now = Date.now()) {
    if (!this.#known || this.#known.at < now - CACHED_MS) {
      const known = { at: now, waiting: this.count(), full: this.overQuota() };
      this.#known = known;
      const forget = () => {
        if (this.#known === known) this.#known = undefined;
      };
      known.waiting.catch(forget);
      known.full.catch(forget);
    }
    return this.#known;
  }

  private async count(): Promise<Waiting> {
    const rows = await this.db
      .selectFrom('job')
      .select(({ fn }) => ['priority', fn.countAll<number>().as('count')])
      .where('state', '=', 'queued')
      .groupBy('priority')
      .execute();
    const waiting: Waiting = { interactive: 0, bulk: 0 };
    for (const { priority, count } of rows) waiting[priority as Priority] = Number(count);
    return waiting;
  }
}
