/**
 * Does a piece of work again and again: every so often, at once when woken, and never twice at the same time.
 */
export class Rounds {
  #timer: NodeJS.Timeout | undefined;
  #current: Promise<void> | undefined;
  #woken = false;
  #everyMs: number | undefined;

  /**
   * @param work resolves to whether there is more to do at once
   * @param onFault hears what it rejects with; the next round comes at its time
   */
  constructor(
    private readonly work: () => Promise<boolean>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  start(everyMs: number): void {
    this.#everyMs = everyMs;
    this.wake();
  }

  /** There is something to do. */
  wake(): void {
    if (this.#everyMs === undefined) return;
    this.#woken = true;
    if (this.#current) return;
    clearTimeout(this.#timer);
    this.#current = this.run().finally(() => {
      this.#current = undefined;
      if (this.#everyMs === undefined) return;
      if (this.#woken) this.wake();
      // What the process lives for is not this.
      else this.#timer = setTimeout(() => this.wake(), this.#everyMs).unref();
    });
  }

  /** Begin no more rounds, and wait for the one under way. */
  async stop(): Promise<void> {
    this.#everyMs = undefined;
    clearTimeout(this.#timer);
    await this.#current;
  }

  private async run(): Promise<void> {
    this.#woken = false;
    try {
      if (await this.work()) this.#woken = true;
    } catch (error) {
      this.onFault(error);
    }
  }
}
