import type { Hold, JobStore } from '../store/jobs.js';

/** Why a job's work stops before its end. */
export type StopReason = 'cancel' | 'lost' | 'shutdown';

/** Milliseconds between signs of life: also how soon a worker hears that its job is to stop. */
const BEAT_MS = 3000;

/** Gives signs of life for a job at work, and stops the work where the job is cancelled or no longer this worker's. */
export class Life {
  readonly #stop = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #beating: Promise<void> = Promise.resolve();
  #reason: StopReason | undefined;
  /** Share that is done, 0..1. */
  progress = 0;

  constructor(
    private readonly jobs: Pick<JobStore, 'beat'>,
    private readonly hold: Hold,
    every = BEAT_MS,
  ) {
    this.#timer = setInterval(() => {
      this.#beating = this.#beating.then(() => this.#beat());
    }, every);
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Set once the work was stopped. */
  get reason(): StopReason | undefined {
    return this.#reason;
  }

  stop(reason: StopReason): void {
    this.#reason ??= reason;
    this.#stop.abort();
  }

  /** No more signs of life; resolves when the last one is through. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
  }

  async #beat(): Promise<void> {
    // A database that is away for a while is no reason to throw a picture's work away.
    const word = await this.jobs.beat(this.hold, this.progress).catch(() => 'go-on' as const);
    if (word !== 'go-on') this.stop(word);
  }
}
