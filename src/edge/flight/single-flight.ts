/** Does the same work once for everybody who asks while it is being done. */
export interface Flight<T> {
  /** @param key what makes work the same */
  run(key: string, work: () => Promise<T>): Promise<T>;
  /** Whether somebody in this process is at it. */
  has(key: string): boolean;
}

/** Single-flight within a process. A failure is everybody's, and the next who asks begins anew. */
export class SingleFlight<T> implements Flight<T> {
  readonly #flying = new Map<string, Promise<T>>();

  run(key: string, work: () => Promise<T>): Promise<T> {
    const flying = this.#flying.get(key);
    if (flying) return flying;
    const started = Promise.resolve()
      .then(work)
      .finally(() => this.#flying.delete(key));
    this.#flying.set(key, started);
    return started;
  }

  has(key: string): boolean {
    return this.#flying.has(key);
  }
}
