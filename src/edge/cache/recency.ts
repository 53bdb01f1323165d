/** What is kept, by name: its bytes and when it was last used, the least recently used first. */
export class Recency {
  readonly #entries = new Map<string, { bytes: number; used: number }>();
  #total = 0;

  /** Bytes of everything together. */
  get total(): number {
    return this.#total;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Note that something is there and was used now. */
  use(name: string, bytes = this.#entries.get(name)?.bytes ?? 0, used = Date.now()): void {
    this.forget(name);
    this.#entries.set(name, { bytes, used });
    this.#total += bytes;
  }

  forget(name: string): void {
    this.#total -= this.#entries.get(name)?.bytes ?? 0;
    this.#entries.delete(name);
  }

  /** The least recently used names that must go until at most `limit` bytes are left; they are forgotten. */
  *overflow(limit: number): Generator<string> {
    for (const name of this.#entries.keys()) {
      if (this.#total <= limit) return;
      this.forget(name);
      yield name;
    }
  }

  names(): IterableIterator<string> {
    return this.#entries.keys();
  }

  toJSON(): [name: string, bytes: number, used: number][] {
    return [...this.#entries].map(([name, { bytes, used }]) => [name, bytes, used]);
  }

  /** Take over what was written down, in its order; what isn't a row is left out. */
  static from(rows: unknown, isName: (name: string) => boolean): Recency {
    const recency = new Recency();
    const good = (Array.isArray(rows) ? rows : []).filter(
      (row): row is [string, number, number] =>
        Array.isArray(row) && isName(String(row[0])) && Number.isFinite(row[1]) && Number.isFinite(row[2]),
    );
    for (const [name, bytes, used] of good.sort((a, b) => a[2] - b[2])) recency.use(name, bytes, used);
    return recency;
  }
}
