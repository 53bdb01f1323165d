import { JOB_STATES, type JobState } from '../job.js';
import type { JobStore } from '../store/jobs.js';

/** What the database tells of all jobs, whoever does them. */
export interface StoreFigures {
  states: Record<JobState, number>;
  waiting: number;
  /** Seconds that the oldest one has waited; 0 where none waits. */
  queueAge: number;
  /** Pictures that succeeded, by the hour: in the last hour, and at the pace of the last five minutes. */
  perHour: { '1h': number; '5m': number };
}

const HOUR = 3_600_000;

/** Milliseconds for which figures are not asked for again. */
const FRESH = 5000;

/** Milliseconds after which a database that does not answer is taken for away: a scrape has to end. */
const PATIENCE = 5000;

/** Asks the database for its figures, once at a time and now and then, however often somebody scrapes. */
export class FiguresReader {
  #kept: { at: number; figures: StoreFigures } | undefined;
  #asking: Promise<StoreFigures> | undefined;

  constructor(
    private readonly jobs: Pick<JobStore, 'counts' | 'queue' | 'finishedSince'>,
    private readonly fresh = FRESH,
    private readonly patience = PATIENCE,
  ) {}

  /** Undefined where the database does not answer. */
  async read(): Promise<StoreFigures | undefined> {
    const now = Date.now();
    if (this.#kept && now - this.#kept.at < this.fresh) return this.#kept.figures;
    this.#asking ??= this.#ask(now).finally(() => {
      this.#asking = undefined;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, this.patience, undefined);
    });
    try {
      return await Promise.race([this.#asking.catch(() => undefined), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #ask(now: number): Promise<StoreFigures> {
    const counts = await this.jobs.counts();
    const { waiting, oldest } = await this.jobs.queue();
    const lastHour = await this.jobs.finishedSince(now - HOUR);
    const lastMinutes = await this.jobs.finishedSince(now - HOUR / 12);
    const states = Object.fromEntries(JOB_STATES.map((state) => [state, counts[state]]));
    const figures: StoreFigures = {
      states: states as Record<JobState, number>,
      waiting,
      queueAge: oldest === null ? 0 : Math.max(0, (now - oldest) / 1000),
      perHour: { '1h': lastHour, '5m': lastMinutes * 12 },
    };
    this.#kept = { at: now, figures };
    return figures;
  }
}
