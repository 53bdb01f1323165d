import { type Urgency, WorkQueue, type WorkQueueOptions } from '../enhancer/work-queue.js';

/** A line before each place that sources are fetched from: a host that answers slowly keeps nobody else's pictures waiting. */
export class FetchLines {
  readonly #lines = new Map<string, WorkQueue>();

  constructor(private readonly options: WorkQueueOptions) {}

  /** Fetch from a place in turn. @throws {EdgeError} `busy`, or what the work throws */
  async run<T>(place: string, work: () => Promise<T>, urgency?: Urgency): Promise<T> {
    const line = this.#lines.get(place) ?? new WorkQueue(this.options);
    this.#lines.set(place, line);
    try {
      return await line.run(work, urgency);
    } finally {
      if (line.running === 0) this.#lines.delete(place);
    }
  }
}
