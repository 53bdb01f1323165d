import type { BlobStore } from '../blobs/blob-store.js';
import type { Dispatcher } from '../dispatch/dispatcher.js';
import type { Job } from '../job.js';
import type { Store } from '../store/open-store.js';
import { removeAttempts } from '../worker/outputs.js';
import { Rounds } from './rounds.js';

export interface ReconcilerOptions {
  store: Store;
  dispatcher: Dispatcher;
  /** Files of workers that died are removed here, once nobody takes their job up again. */
  blobs: Pick<BlobStore, 'removeAll'>;
  /** Name of this process, unlike any other's. */
  node: string;
  /** Milliseconds between rounds. */
  every?: number;
  /** Milliseconds without a sign of life after which a worker is taken for dead. Clocks must agree better than that. */
  silentAfter?: number;
  /** Told what went wrong in a round; the next one tries again. */
  onError?: (error: unknown) => void;
}

/** What a round did. */
export interface Reconciled {
  /** Jobs that wait again because their worker died. */
  recovered: number;
  /** Ids that were handed to the dispatcher, whether it had them or not. */
  added: number;
}

/** Ids that are read and added at a time. */
const PAGE = 1000;

/** Rounds without a filling after one that was made for a difference that may be none. */
const REST_ROUNDS = 10;

/** Milliseconds after which everything is added in any case. */
const FILL_MS = 600_000;

/**
 * Holds the dispatcher to the database: jobs and batches whose worker died wait again, and what waits in the database
 * and was lost on its way (a Redis that came back empty, a process that ended between its commit and its `add`) is added
 * again. What only the queue still knows falls away when somebody asks the database for it.
 */
export class Reconciler {
  readonly #options: Required<ReconcilerOptions>;
  readonly #rounds: Rounds;
  #filledAt: number | undefined;
  #missed = false;

  constructor(options: ReconcilerOptions) {
    this.#options = { every: 10_000, silentAfter: 30_000, onError: () => {}, ...options };
    const { every, onError } = this.#options;
    this.#rounds = new Rounds(() => this.runOnce(), every, onError);
  }

  start(): void {
    this.#rounds.start();
  }

  /** Resolves when the round under way is through. */
  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /**
   * One round.
   *
   * @returns undefined where another node has the turn
   * @throws {HeroshotError} `queue_unreachable`, or what the database says
   */
  async runOnce(now = Date.now()): Promise<Reconciled | undefined> {
    const { store, dispatcher, node, every, silentAfter } = this.#options;
    const mine = await store.turns.take('reconcile', node, 3 * every, now);
    // A process that has just begun fills its dispatcher in any case: ids in memory are its alone.
    if (!mine && this.#filledAt !== undefined) return undefined;
    const jobs = await store.jobs.recover(now - silentAfter, now, (over) => this.#clear(over));
    // All batches that wait: there are few, so they are added every time.
    const batches = await store.batches.recover(now - silentAfter, now);
    const again = [...jobs, ...batches].map(({ id, priority }) => ({ id, priority }));
    await dispatcher.add(again);
    const filled = (await this.#mustFill(batches.length, now)) ? await this.#fill(now) : 0;
    return { recovered: jobs.length, added: again.length + filled };
  }

  /**
   * Whether to add everything that waits. With 100,000 ids that takes Redis seconds, so it is done at the start, every ten
   * minutes, and where fewer wait in the dispatcher than in the database. But the two are never counted at the same
   * moment: a job is in the database before it is in the queue, and leaves the queue before it leaves the database's
   * count, so a busy service always seems to lack a few. Where everything fits one page it is added, that costs nothing;
   * where most is missing something was lost; else the lack must be seen twice, and then there is a rest.
   */
  async #mustFill(batches: number, now: number): Promise<boolean> {
    const { store, dispatcher, every } = this.#options;
    if (this.#filledAt === undefined || now - this.#filledAt >= FILL_MS) return true;
    const all = (await store.jobs.queue()).waiting + batches;
    const missing = all - (await dispatcher.waiting());
    const missedBefore = this.#missed;
    this.#missed = missing > 0;
    if (missing <= 0) return false;
    if (all <= PAGE || missing > all / 2) return true;
    return missedBefore && now - this.#filledAt >= REST_ROUNDS * every;
  }

  /** What can't be removed now goes with the job. */
  #clear(over: readonly Job[]): void {
    const { blobs, onError } = this.#options;
    for (const job of over) removeAttempts(blobs, job).catch(onError);
  }

  async #fill(now: number): Promise<number> {
    const { store, dispatcher } = this.#options;
    let added = 0;
    let after = '';
    for (;;) {
      const page = await store.jobs.waitingIds(after, PAGE);
      await dispatcher.add(page);
      added += page.length;
      if (page.length < PAGE) break;
      after = page[page.length - 1].id;
    }
    // Only now: a filling that failed is made again.
    this.#filledAt = now;
    return added;
  }
}
