import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.js';

/** Writes of one transaction. */
const MOST = 64;

interface Write {
  work(on: Transaction<Schema>): Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Writes of requests that come at the same time, in one transaction: what a commit costs is waiting for the disk, and that
 * costs the same for sixty rows as for one. Each write is on disk when its promise resolves, and fails alone.
 */
export class GroupCommit {
  readonly #waiting: Write[] = [];
  #draining = false;

  constructor(private readonly db: Kysely<Schema>) {}

  /** @throws what `work` throws, or the database; then nothing of it is written */
  run(work: (on: Transaction<Schema>) => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      if (!this.#draining) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#draining = true;
    while (this.#waiting.length > 0) {
      // Whoever is ready in this turn of the event loop comes along.
      await turn();
      await this.#commit(this.#waiting.splice(0, MOST));
    }
    this.#draining = false;
  }

  async #commit(writes: readonly Write[]): Promise<void> {
    try {
      await this.db.transaction().execute(async (on) => {
        for (const { work } of writes) await work(on);
      });
      for (const { resolve } of writes) resolve();
    } catch (error) {
      if (writes.length === 1) return writes[0].reject(error);
      // One that fails takes all back; each is tried by itself, so that the others are not its victims.
      for (const write of writes) await this.#commit([write]);
    }
  }
}
