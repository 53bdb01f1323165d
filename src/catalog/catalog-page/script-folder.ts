import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeError } from '../../engine/errors.js';
import { writeAtomically } from '../atomic-file.js';

/** The scripts of this folder that are ours to remove. */
const OURS = /^(?:rows-\d{4,}|index)-[0-9a-f]{12}\.js$/;

/**
 * The scripts beside a page. Each is named after its content: while a page is written anew the older one, open or not,
 * keeps every file that it names, and a browser never mixes the two.
 */
export class ScriptFolder {
  readonly #folder: string;
  readonly #older: Set<string>;
  readonly #written = new Set<string>();

  private constructor(folder: string, older: Set<string>) {
    this.#folder = folder;
    this.#older = older;
  }

  /**
   * Open a folder; it is made where it does not exist.
   *
   * @throws {HeroshotError} `disk_full` or `not_writable`
   */
  static async open(folder: string): Promise<ScriptFolder> {
    try {
      await mkdir(folder, { recursive: true });
      const names = await readdir(folder);
      return new ScriptFolder(folder, new Set(names.filter((name) => OURS.test(name))));
    } catch (error) {
      throw writeError(error, folder);
    }
  }

  /**
   * Write a script and give its name.
   *
   * @param stem `index`, or `rows-` and a number of four digits or more
   * @throws {HeroshotError} `disk_full` or `not_writable`
   */
  async write(stem: string, script: string): Promise<string> {
    const hash = createHash('sha256').update(script).digest('hex').slice(0, 12);
    const name = `${stem}-${hash}.js`;
    await writeAtomically(join(this.#folder, name), script);
    this.#written.add(name);
    return name;
  }

  /** The new page stands: remove what only earlier ones named. */
  async removeOlder(): Promise<void> {
    await this.#remove([...this.#older].filter((name) => !this.#written.has(name)));
  }

  /** There will be no new page: remove what was written for it alone. */
  async undo(): Promise<void> {
    await this.#remove([...this.#written].filter((name) => !this.#older.has(name)));
  }

  /** A file that stays behind takes room and does no other harm. */
  async #remove(names: string[]): Promise<void> {
    await Promise.allSettled(names.map((name) => rm(join(this.#folder, name), { force: true })));
  }
}
