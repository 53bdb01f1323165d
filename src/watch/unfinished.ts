import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../catalog/atomic-file.js';
import { type Mark, sameMark } from './mark.js';

/** Name of the file in the folder of results. */
export const UNFINISHED_FILE = '.heroshot-watch.json';

/** A picture at which the program ended this often is left out until it changes: it is taken for the cause. */
const GIVE_UP = 3;

/**
 * Remembers on the disk which pictures are at work, so that one that ends the program does not do so for ever.
 */
export class Unfinished {
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly begun: Map<string, Mark & { times: number }>,
  ) {}

  static async open(out: string): Promise<Unfinished> {
    const path = join(out, UNFINISHED_FILE);
    const text = await readFile(path, 'utf8').catch(() => '{}');
    try {
      return new Unfinished(path, new Map(Object.entries(JSON.parse(text))));
    } catch {
      return new Unfinished(path, new Map());
    }
  }

  /** Whether the program ended in the middle of its work before. */
  get any(): boolean {
    return this.begun.size > 0;
  }

  /** How often the program ended at this picture, as it is now; at `GIVE_UP` it is left out. */
  gaveUp(source: string, mark: Mark): number {
    const before = this.begun.get(source);
    return sameMark(before, mark) && before && before.times >= GIVE_UP ? before.times : 0;
  }

  /** @throws {HeroshotError} `disk_full`, `not_writable` */
  async begin(source: string, { bytes, changedAt }: Mark): Promise<void> {
    const before = this.begun.get(source);
    const times = sameMark(before, { bytes, changedAt }) && before ? before.times + 1 : 1;
    this.begun.set(source, { bytes, changedAt, times });
    await this.#write();
  }

  /** It is through, or was left in order. What can't be written now is written with the next one. */
  async end(source: string): Promise<void> {
    this.begun.delete(source);
    await this.#write().catch(() => {});
  }

  #write(): Promise<void> {
    const write = () => writeAtomically(this.path, `${JSON.stringify(Object.fromEntries(this.begun))}\n`);
    const mine = this.#writing.then(write);
    this.#writing = mine.catch(() => {});
    return mine;
  }
}
