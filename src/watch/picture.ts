import { rm } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Outcome } from '../catalog/run.js';
import { allThere } from '../catalog/work/copy-files.js';
import { contentHash } from '../catalog/work/fingerprint.js';
import { type Job, makePicture } from '../catalog/work/picture.js';
import { readInput } from '../engine/decode/input.js';
import { asHeroshotError, HeroshotError } from '../engine/errors.js';
import type { Ready } from './arrivals.js';
import { markOf, sameMark } from './mark.js';
import { type ResultPlace, ResultPlaces } from './places.js';
import { type ResultRecord, writeRecord } from './record.js';
import { Unfinished } from './unfinished.js';

/** What became of a picture: an outcome, or nothing to tell: it was done before, has changed again or is gone. */
export type Ending = { kind: 'told'; outcome: Outcome } | { kind: 'kept' } | { kind: 'changed' };

/** Does the pictures of a folder, one at a time or several, and remembers by their reports what is done. */
export class PictureWork {
  readonly #places: ResultPlaces;

  private constructor(
    private readonly folder: string,
    private readonly job: Job,
    private readonly unfinished: Unfinished,
  ) {
    this.#places = new ResultPlaces(job.out);
  }

  static async open(folder: string, job: Job): Promise<PictureWork> {
    return new PictureWork(folder, job, await Unfinished.open(job.out));
  }

  /** Whether the program ended in the middle of its work before. */
  get wasKilled(): boolean {
    return this.unfinished.any;
  }

  /**
   * Bring a picture to its end.
   *
   * @throws {HeroshotError} `disk_full`, `not_writable`: what the next picture would throw as well
   */
  async take({ path, mark }: Ready): Promise<Ending> {
    const start = performance.now();
    const source = relative(this.folder, path).split(sep).join('/');
    const place = await this.#places.take(source);
    const about = { input: path, name: place.stem };
    const seconds = () => Math.round(performance.now() - start) / 1000;
    try {
      if (!sameMark(mark, await markOf(path))) return { kind: 'changed' };
      if (await this.#isDone(place, { path, mark })) return { kind: 'kept' };
      const times = this.unfinished.gaveUp(source, mark);
      if (times)
        throw new HeroshotError('gave_up', `the program ended ${times} times while it was at this picture`);
      await this.unfinished.begin(source, mark);
      try {
        const made = await this.#make(place, { path, mark }, source);
        if (!made) return { kind: 'changed' };
        return { kind: 'told', outcome: { ...about, status: 'done', ...made, seconds: seconds() } };
      } finally {
        await this.unfinished.end(source);
      }
    } catch (thrown) {
      const error = asHeroshotError(thrown);
      if (error.code === 'disk_full' || error.code === 'not_writable') throw error;
      // What was removed before its turn is no failure.
      if (!(await markOf(path))) return { kind: 'changed' };
      return {
        kind: 'told',
        outcome: { ...about, status: 'failed', error: error.toJSON(), seconds: seconds() },
      };
    } finally {
      place.release();
    }
  }

  async #isDone({ record }: ResultPlace, { mark }: Ready): Promise<boolean> {
    const { out, recipeHash } = this.job;
    if (!record || !sameMark(record, mark) || record.recipe !== recipeHash) return false;
    return allThere(out, record.files);
  }

  async #make(
    { folder, stem, report: reportPath, record }: ResultPlace,
    { path, mark }: Ready,
    source: string,
  ): Promise<Pick<Outcome, 'output' | 'outputs' | 'report'> | undefined> {
    const { out, recipeHash } = this.job;
    const bytes = await readInput(path);
    // Read while somebody wrote it.
    if (!sameMark(mark, await markOf(path))) return undefined;
    const item = { key: source, name: stem, stem, folder, position: 1, source: basename(path) };
    const { done, result } = await makePicture(this.job, item, bytes, contentHash(bytes), {});
    const files = done.outputs.map(({ path: file, bytes: size }) => ({ path: file, bytes: size }));
    const now: ResultRecord = { source, ...mark, recipe: recipeHash, files };
    await writeRecord(out, reportPath, result.report, now);
    await this.#removeOld(record, now);
    const [master, ...others] = done.outputs.map(({ for: made, path: file }) => ({
      for: made,
      path: join(out, file),
    }));
    return {
      output: master.path,
      ...(others.length > 0 ? { outputs: others } : {}),
      report: result.report,
    };
  }

  /** Files of an earlier version of the same picture that nothing stands for any more: another format, another marketplace. */
  async #removeOld(before: ResultRecord | undefined, now: ResultRecord): Promise<void> {
    if (before?.source !== now.source) return;
    const kept = new Set(now.files.map(({ path }) => path));
    for (const { path } of before.files)
      if (!kept.has(path)) await rm(join(this.job.out, path), { force: true }).catch(() => {});
  }
}
