/** Work that is done again and again until it is stopped: one round after the other, whatever becomes of each. */
export class Rounds {
  #timer: NodeJS.Timeout | undefined;
  #going: Promise<void> | undefined;
  #stopped = true;

  /**
   * @param every milliseconds from the end of a round to the beginning of the next
   * @param onError told what a round rejects with; the next one comes all the same
   */
  constructor(
    private readonly round: () => Promise<unknown>,
    private readonly every: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Begin, with a round at once. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#go();
  }

  /** No further round; resolves when the one under way is through. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#going;
  }

  #go(): void {
    const round = async () => {
      await this.#going;
      try {
        if (!this.#stopped) await this.round();
      } catch (error) {
        this.onError(error);
      }
      if (this.#stopped) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#go(), this.every);
      this.#timer.unref();
    };
    this.#going = round();
  }
}
