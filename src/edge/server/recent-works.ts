import { Recency } from '../cache/recency.js';

/** What networks made last, for the other sizes and formats of the same picture: a `srcset` costs one enhancement. */
export class RecentWorks<T> {
  readonly #works = new Map<string, T>();
  readonly #recency = new Recency();

  constructor(private readonly maxBytes: number) {}

  get(name: string): T | undefined {
    const work = this.#works.get(name);
    if (work) this.#recency.use(name);
    return work;
  }

  keep(name: string, work: T, bytes: number): void {
    this.#works.set(name, work);
    this.#recency.use(name, bytes);
    for (const old of this.#recency.overflow(this.maxBytes)) this.#works.delete(old);
  }

  /** Forget everything whose name begins so. */
  forget(start: string): void {
    for (const name of [...this.#recency.names()].filter((each) => each.startsWith(start))) {
      this.#works.delete(name);
      this.#recency.forget(name);
    }
  }
}
