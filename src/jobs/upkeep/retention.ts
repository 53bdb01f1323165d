import type { BlobStore } from '../blobs/blob-store.js';
import { newId } from '../id.js';
import type { Store } from '../store/open-store.js';
import { forgetEvents, forgetRequests } from './old-rows.js';
import { removeOrphans } from './orphans.js';
import { claimBlobs } from './ownership.js';
import { Quota } from './quota.js';
import { forget, type Kind } from './removal.js';
import { Rounds } from './rounds.js';

export interface RetentionOptions {
  store: Store;
  blobs: BlobStore;
  /** Name of this process, unlike any other's. */
  node: string;
  /** Days for which a job, its files and its events are kept after its end; Infinity: for good. */
  keepDays: number;
  /** Most bytes of inputs and outputs; where there are more, the jobs that ended first go first. Left out: any number. */
  quotaBytes?: number;
  /** Milliseconds between rounds. */
  every?: number;
  /** Milliseconds between searches for files that nobody knows: each lists all files. */
  orphansEvery?: number;
  /** Told what went wrong; the next round tries again. */
  onError?: (error: unknown) => void;
}

/** What a round removed. */
export interface Removed {
  jobs: number;
  batches: number;
  events: number;
  /** Jobs and batches whose files had no row. */
  orphans: number;
  /** Files that were never finished. */
  unfinished: number;
}

const DAY_MS = 24 * 3600_000;

/** Milliseconds after which a file without a row is nobody's: its upload has taken its time, and then its row is written. */
const ORPHAN_MS = 3600_000;

/** Ids that are forgotten together. */
const PAGE = 100;

/** Removes what was kept for long enough, what is too much, and what nobody knows. */
export class Retention {
  readonly #options: Required<RetentionOptions>;
  readonly #quota: Quota;
  readonly #rounds: Rounds;

  constructor(options: RetentionOptions) {
    const defaults = { quotaBytes: Infinity, every: 600_000, orphansEvery: DAY_MS / 4, onError: () => {} };
    this.#options = { ...defaults, ...options };
    this.#quota = new Quota(options, this.#options.quotaBytes);
    this.#rounds = new Rounds(() => this.runOnce(), this.#options.every, this.#options.onError);
  }

  start(): void {
    this.#rounds.start();
  }

  /** Resolves when the round under way is through. */
  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Whether more bytes are kept than the quota allows, as of a few seconds ago: then no upload is taken. */
  overQuota(): Promise<boolean> {
    return this.#quota.over();
  }

  /**
   * One round. What fails is told to `onError`, and the rest is done all the same.
   *
   * @returns undefined where another node has the turn
   */
  async runOnce(now = Date.now()): Promise<Removed | undefined> {
    const { store, blobs, node, keepDays, every, onError } = this.#options;
    if (!(await store.turns.take('retention', node, 3 * every, now))) return undefined;
    const removed: Removed = { jobs: 0, batches: 0, events: 0, orphans: 0, unfinished: 0 };
    const step = async (work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        onError(error);
      }
    };
    const before = now - keepDays * DAY_MS;
    if (Number.isFinite(before))
      await step(async () => {
        removed.jobs += await this.forgetOld('jobs', before);
        removed.batches += await this.forgetOld('batches', before);
        removed.events += await forgetEvents(store.db, before);
      });
    await step(async () => {
      removed.jobs += await this.#quota.trim(onError, now);
    });
    await step(() => forgetRequests(store.db, now));
    await step(async () => {
      if (!(await this.orphansAreDue(now))) return;
      removed.unfinished = await blobs.sweepUnfinished(now - DAY_MS);
      await claimBlobs({ store, blobs });
      removed.orphans = await removeOrphans({ store, blobs }, now - ORPHAN_MS);
    });
    return removed;
  }

  /** Jobs before their batches: a batch goes when it has none left. */
  private async forgetOld(kind: Kind, before: number): Promise<number> {
    const { store, onError } = this.#options;
    let forgotten = 0;
    for (;;) {
      const ids = await store[kind].over(before, PAGE);
      const gone = await forget(this.#options, kind, ids, onError);
      forgotten += gone.length;
      // Those that could not be removed come first again: where they are all there is, the next round has to try.
      if (ids.length < PAGE || gone.length === 0) return forgotten;
    }
  }

  /** A turn that is never this node's own comes to somebody once in its time, however many nodes there are. */
  private orphansAreDue(now: number): Promise<boolean> {
    return this.#options.store.turns.take('orphans', newId('req', now), this.#options.orphansEvery, now);
  }
}
