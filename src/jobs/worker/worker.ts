import { setTimeout as pause } from 'node:timers/promises';
import { asHeroshotError, type HeroshotError } from '../../engine/errors.js';
import type { Consumer, Dispatcher } from '../dispatch/dispatcher.js';
import type { Job } from '../job.js';
import type { Hold } from '../store/jobs.js';
import type { Store } from '../store/open-store.js';
import { doJob, isPassing, type Tools } from './do-job.js';
import { Life } from './life.js';
import { attemptPrefix, removeAttempts } from './outputs.js';
import { persist } from './persist.js';

/** How a job ended with a worker. */
export interface JobEnd {
  job: Job;
  outcome: 'succeeded' | 'failed' | 'cancelled' | 'lost' | 'handed-back';
  seconds: number;
  inputBytes: number;
  outputBytes: number;
  verdict: string | null;
  report: unknown;
  error?: HeroshotError;
}

/** What a worker is made of. */
export interface WorkerOptions extends Tools {
  /** Of this worker alone, among all machines. */
  name: string;
  store: Pick<Store, 'jobs'>;
  dispatcher: Dispatcher;
  /** Read a batch's list into jobs. */
  readBatch(id: string, signal: AbortSignal): Promise<void>;
  /** Pictures at work at the same time: while one is in the network, another is decoded, encoded or measured. */
  atWork?: number;
  /** Milliseconds between signs of life. */
  beatEvery?: number;
  onStart?: (job: Job) => void;
  onEnd?: (end: JobEnd) => void;
  /** What went wrong outside of any picture. */
  onError?: (error: HeroshotError) => void;
}

const AT_WORK = 2;

/** Milliseconds that a worker waits at most after a fault that was no picture's. */
const LONGEST_PAUSE = 30_000;

/** Takes ids from the dispatcher, does what the database says, and writes down what came of it. */
export class JobWorker {
  #consumer: Consumer | undefined;
  readonly #lives = new Set<Life>();
  readonly #shutdown = new AbortController();
  /** Faults in a row that were no picture's. */
  #troubles = 0;

  constructor(private readonly options: WorkerOptions) {}

  async start(): Promise<void> {
    const { dispatcher, atWork = AT_WORK } = this.options;
    this.#consumer = await dispatcher.consume(atWork, (id) => this.#handle(id));
  }

  /** Pictures at work now. */
  get busy(): number {
    return this.#lives.size;
  }

  /** Take nothing new and finish what is at work; what is not through after `grace` milliseconds is handed back. */
  async stop(grace: number): Promise<void> {
    const closing = this.#consumer?.close();
    if (this.#lives.size === 0) this.#shutdown.abort();
    const timer = setTimeout(() => {
      this.#shutdown.abort();
      for (const life of this.#lives) life.stop('shutdown');
    }, grace);
    await closing;
    clearTimeout(timer);
  }

  async #handle(id: string): Promise<void> {
    const { store, name, onError, readBatch } = this.options;
    try {
      if (id.startsWith('bat_')) return await readBatch(id, this.#shutdown.signal);
      const job = await store.jobs.claim(id, name);
      // Nobody's any more: over, cancelled, or another worker's.
      if (job) await this.#bring(job);
      this.#troubles = 0;
    } catch (error) {
      if (!this.#shutdown.signal.aborted) onError?.(asHeroshotError(error));
      // What troubles this worker would trouble it at once again, at the price of another picture's work.
      const wait = Math.min(LONGEST_PAUSE, 500 * 2 ** this.#troubles++);
      await pause(wait, undefined, { signal: this.#shutdown.signal }).catch(() => {});
      // Delivered again.
      throw error;
    }
  }

  /** Bring a job to its end, or back. Rejects where it should be delivered again. */
  async #bring(job: Job): Promise<void> {
    const { store, name, beatEvery, onStart, onEnd } = this.options;
    const hold: Hold = { id: job.id, worker: name, attempt: job.attempts };
    const life = new Life(store.jobs, hold, beatEvery);
    this.#lives.add(life);
    if (this.#shutdown.signal.aborted) life.stop('shutdown');
    const start = performance.now();
    const end = (outcome: JobEnd['outcome'], more: Partial<JobEnd> = {}) => {
      const seconds = (performance.now() - start) / 1000;
      const nothing = { inputBytes: 0, outputBytes: 0, verdict: null, report: null };
      onEnd?.({ job, outcome, seconds, ...nothing, ...more });
    };
    onStart?.(job);
    try {
      const { inputBytes, ...made } = await doJob(job, this.options, life.signal, (share) => {
        life.progress = share;
      });
      const mine = await persist(() => store.jobs.succeed(hold, made), this.#shutdown.signal);
      if (!mine) return await this.#lost(job, end);
      await removeAttempts(this.options.blobs, job, job.attempts).catch(() => {});
      const outputBytes = made.outputs.reduce((sum, { bytes }) => sum + bytes, 0);
      end('succeeded', { inputBytes, outputBytes, verdict: made.verdict, report: made.report });
    } catch (thrown) {
      const error = asHeroshotError(thrown);
      if (life.reason === 'lost') return await this.#lost(job, end);
      await this.#clear(job);
      if (life.reason === 'cancel') {
        await persist(() => store.jobs.stopped(hold), this.#shutdown.signal);
        await removeAttempts(this.options.blobs, job).catch(() => {});
        return end('cancelled');
      }
      if (life.reason === 'shutdown' || isPassing(error)) {
        await store.jobs.handBack(hold);
        end('handed-back', { error });
        throw error;
      }
      await persist(() => store.jobs.fail(hold, error), this.#shutdown.signal);
      await removeAttempts(this.options.blobs, job).catch(() => {});
      end('failed', { error });
    } finally {
      this.#lives.delete(life);
      await life.end();
    }
  }

  async #lost(job: Job, end: (outcome: 'lost') => void): Promise<void> {
    await this.#clear(job);
    end('lost');
  }

  /** Remove the files of an attempt that came to nothing; what can't be removed now, the sweeper removes later. */
  async #clear(job: Job): Promise<void> {
    await this.options.blobs.removeAll(attemptPrefix(job)).catch(() => {});
  }
}
