import type { Kysely } from 'kysely';
import type { JobState } from '../../jobs/job.js';
import type { Schema } from '../../jobs/store/schema.js';

/** Ids in one question to the database. */
const ASKED = 500;
/** Who comes when so many wait already gets an answer at once. */
const WAITERS = 2000;

/** Waits for jobs to end: however many requests wait, one question at a time goes to the database. */
export class JobWatch {
  readonly #waiting = new Map<string, Set<() => void>>();
  #timer: NodeJS.Timeout | undefined;
  #count = 0;

  constructor(
    private readonly db: Kysely<Schema>,
    private readonly everyMs: number,
  ) {}

  /**
   * Resolves when the job has ended, or the time is over, or somebody gives up; whoever waited looks at the job then.
   */
  async ended(id: string, milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (milliseconds <= 0 || signal?.aborted || this.#count >= WAITERS) return;
    this.#count++;
    await new Promise<void>((resolve) => {
      const waiters = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiters);
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        waiters.delete(done);
        if (waiters.size === 0) this.#waiting.delete(id);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal?.addEventListener('abort', done);
      waiters.add(done);
      this.#timer ??= setTimeout(() => void this.look(), this.everyMs);
    });
    this.#count--;
  }

  /** Let everybody go. */
  close(): void {
    clearTimeout(this.#timer);
    for (const waiters of [...this.#waiting.values()]) for (const done of [...waiters]) done();
  }

  private async look(): Promise<void> {
    const ids = [...this.#waiting.keys()];
    try {
      for (let at = 0; at < ids.length; at += ASKED) {
        const some = ids.slice(at, at + ASKED);
        const open = new Set(await this.open(some));
        for (const id of some)
          if (!open.has(id)) for (const done of [...(this.#waiting.get(id) ?? [])]) done();
      }
    } catch {
      // The database is away: whoever waits hears of it when their own time is over.
    }
    this.#timer = this.#waiting.size > 0 ? setTimeout(() => void this.look(), this.everyMs) : undefined;
  }

  private async open(ids: readonly string[]): Promise<string[]> {
    const states: JobState[] = ['queued', 'running'];
    const rows = await this.db
      .selectFrom('job')
      .select('id')
      .where('id', 'in', ids)
      .where('state', 'in', states)
      .execute();
    return rows.map(({ id }) => id);
  }
}
