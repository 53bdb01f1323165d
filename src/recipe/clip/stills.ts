import type { LoadedStill } from './still.js';

/**
 * Stills one after the other: what a frame shows is loaded before it, the next one while frames are drawn, and what is
 * over is let go, so that a clip of any length holds three at most.
 */
export class Stills {
  readonly #loading = new Map<number, Promise<LoadedStill>>();

  constructor(
    private readonly count: number,
    private readonly load: (index: number) => Promise<LoadedStill>,
  ) {}

  /** A still; the ones before the one before it are let go. */
  get(index: number): Promise<LoadedStill> {
    for (const known of this.#loading.keys()) if (known < index - 1) this.#loading.delete(known);
    const still = this.#take(index);
    if (index + 1 < this.count) still.then(() => this.#take(index + 1)).catch(() => {});
    return still;
  }

  /** Resolves when nothing is being loaded any more. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#loading.values());
  }

  #take(index: number): Promise<LoadedStill> {
    let still = this.#loading.get(index);
    if (!still) {
      still = this.load(index);
      // Whoever waits for it hears of it.
      still.catch(() => {});
      this.#loading.set(index, still);
    }
    return still;
  }
}
