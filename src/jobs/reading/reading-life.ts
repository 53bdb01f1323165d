import type { Ticket } from '../dispatch/dispatcher.js';
import type { JobError, NewJob } from '../job.js';
import type { BatchStore } from '../store/batches.js';
import type { Hold } from '../store/jobs.js';
import { storeError } from '../store/store-error.js';
import { persist } from '../worker/persist.js';

/** Milliseconds between signs of life; the reconciler waits several times as long before it gives a batch to another reader. */
const BEAT_MS = 3000;

/** A reader's hold on a batch: signs of life while the list is read, and everything that it writes down. */
export class ReadingLife {
  readonly #stop = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #beating: Promise<void> | undefined;
  #lost = false;

  /**
   * @param shutdown fires where this process is to end
   * @param every milliseconds between signs of life
   */
  constructor(
    private readonly batches: Pick<BatchStore, 'addItems' | 'endReading'>,
    private readonly hold: Hold,
    shutdown?: AbortSignal,
    every = BEAT_MS,
  ) {
    this.signal = shutdown ? AbortSignal.any([shutdown, this.#stop.signal]) : this.#stop.signal;
    this.#timer = setInterval(() => {
      this.#beating ??= this.#beat().finally(() => {
        this.#beating = undefined;
      });
    }, every);
  }

  /** Fires where the reading must stop. */
  readonly signal: AbortSignal;

  /** Whether the batch is another reader's, or nobody's any more. */
  get lost(): boolean {
    return this.#lost;
  }

  /**
   * Write a part of the jobs down, however long the database is away for.
   *
   * @returns those that wait to be done
   * @throws {HeroshotError} `store_unreachable`, `disk_full`; or the signal's reason where the batch is lost
   */
  async add(jobs: readonly NewJob[]): Promise<Ticket[]> {
    await this.#write(() => this.batches.addItems(this.hold, jobs));
    return jobs.filter(({ error }) => !error).map(({ id, priority }) => ({ id, priority }));
  }

  /** The list is read, or can't be; throws as {@link add}. */
  async finish(error?: JobError): Promise<void> {
    await this.#write(() => this.batches.endReading(this.hold, error));
  }

  /** No more signs of life; resolves when the last one is through. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
  }

  async #write(work: () => Promise<boolean>): Promise<void> {
    this.signal.throwIfAborted();
    const mine = await persist(work, this.signal).catch((error: unknown) => {
      throw storeError(error);
    });
    if (!mine) this.#lose();
    this.signal.throwIfAborted();
  }

  async #beat(): Promise<void> {
    // A database that is away for a while is no reason to begin anew.
    const mine = await this.batches.addItems(this.hold, []).catch(() => true);
    if (!mine) this.#lose();
  }

  #lose(): void {
    this.#lost = true;
    this.#stop.abort();
  }
}
