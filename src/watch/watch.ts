import { basename } from 'node:path';
import { recipeHash } from '../catalog/work/fingerprint.js';
import { parseLayout } from '../catalog/work/layout.js';
import { removeLeftovers } from '../catalog/work/leftovers.js';
import { fullDisk, type Obstacle, Pause } from '../catalog/work/pause.js';
import { asHeroshotError, type HeroshotError } from '../engine/errors.js';
import { Alarm } from './alarm.js';
import { Arrivals, type Ready } from './arrivals.js';
import { isLocked, prepareFolders } from './folders.js';
import { look } from './look.js';
import { markOf } from './mark.js';
import type { WatchHooks, WatchOptions, WatchTotals } from './options.js';
import { type Ending, PictureWork } from './picture.js';

/** Pictures at work at the same time: while one is in the network, another is decoded, encoded or measured. */
const AT_WORK = 2;

/** Milliseconds between looks at least, whatever the system tells. */
const GAP = 200;

/** Milliseconds after which a picture that is still being written is left for the next time, where there is one look only. */
const PATIENCE = 30_000;

/**
 * Do a recipe to every picture that appears in a folder or below it, until the signal fires. The results lie in the same tree,
 * each with its report, by which it is known again: what is done and has not changed is not done twice, also by a later watch.
 *
 * @throws {HeroshotError} `file_not_found`, `bad_option` where the folder can't be watched, `not_writable`
 */
export async function watchFolder(options: WatchOptions, hooks: WatchHooks = {}): Promise<WatchTotals> {
  const { folder, out, recipe, runner } = options;
  const skip = await prepareFolders(folder, out);
  const layout = parseLayout();
  const hash = recipeHash(recipe, { layout: layout.template });
  const work = await PictureWork.open(folder, { runner, recipe, recipeHash: hash, out, layout });
  if (work.wasKilled) await removeLeftovers(out);
  return new Watch(options, hooks, work, skip).run();
}

class Watch {
  readonly #alarm = new Alarm();
  readonly #arrivals: Arrivals;
  readonly #pause: Pause;
  readonly #atWork = new Set<Promise<void>>();
  readonly #totals: WatchTotals = { done: 0, failed: 0, review: 0, kept: 0 };
  /** Folders that can't be read, and were told. */
  #unread = new Set<string>();
  #looked: { at: number; took: number } | undefined;
  #pictures = 0;
  #fault: { error: unknown } | undefined;
  /** When a picture was last brought to its end. */
  #moved = performance.now();

  constructor(
    private readonly options: WatchOptions,
    private readonly hooks: WatchHooks,
    private readonly work: PictureWork,
    private readonly skip: string | undefined,
  ) {
    const { signal, onPause, onGoOn } = hooks;
    this.#arrivals = new Arrivals(options.settle ?? 1000);
    this.#pause = new Pause({ signal, onPause, onGoOn, lookEvery: options.lookEvery });
  }

  async run(): Promise<WatchTotals> {
    const { signal } = this.hooks;
    const wake = () => this.#alarm.wake();
    signal?.addEventListener('abort', wake);
    let rung = false;
    try {
      while (!signal?.aborted && !this.#fault) {
        rung ||= this.#alarm.heard();
        if (performance.now() >= this.#nextLook(rung)) {
          await this.#look();
          rung = false;
        }
        this.#begin();
        if (this.options.once && this.#isOver()) break;
        const settled = this.#atWork.size < AT_WORK ? this.#arrivals.next : Infinity;
        await this.#alarm.wait(Math.min(this.#nextLook(rung), settled) - performance.now());
      }
    } finally {
      signal?.removeEventListener('abort', wake);
      this.#alarm.close();
      await Promise.all(this.#atWork);
    }
    if (this.#fault) throw this.#fault.error;
    return this.#totals;
  }

  /** When the next look is due; a large folder on a slow drive is not looked at all the time. */
  #nextLook(rung: boolean): number {
    const { every = 5000, once } = this.options;
    if (!this.#looked) return 0;
    if (once) return Infinity;
    return this.#looked.at + Math.max(rung ? GAP : every, 2 * this.#looked.took);
  }

  async #look(): Promise<void> {
    const { folder, newSince = -Infinity } = this.options;
    const first = !this.#looked;
    const start = performance.now();
    const { pictures, folders, unread } = await look(folder, this.skip);
    const now = performance.now();
    this.#looked = { at: now, took: now - start };
    // A drive that is gone looks like an empty folder: what is known of its pictures is kept for when it is back.
    const emptied = pictures.size === 0 && this.#pictures > 0;
    this.#pictures = pictures.size;
    this.#arrivals.seen(pictures, unread.length === 0 && !emptied, now);
    this.#moved = now;
    if (first) {
      for (const [path, mark] of pictures) if (mark.arrivedAt <= newSince) this.#arrivals.through(path, mark);
      this.hooks.onReady?.(pictures.size);
    }
    if (!this.options.once) this.#alarm.watch(folders);
    this.#tell(unread);
  }

  /** Say once which folders can't be read, and when they can be again. */
  #tell(unread: readonly { path: string; error: HeroshotError }[]): void {
    const now = new Set(unread.map(({ path }) => path));
    for (const { path, error } of unread)
      if (!this.#unread.has(path)) this.hooks.onNote?.(`${error.message}; it is looked for again and again`);
    for (const path of this.#unread) if (!now.has(path)) this.hooks.onNote?.(`${path} can be read again`);
    this.#unread = now;
  }

  #begin(): void {
    if (this.hooks.signal?.aborted) return;
    for (const ready of this.#arrivals.ready(performance.now())) {
      if (this.#atWork.size >= AT_WORK) return;
      this.#arrivals.begin(ready.path);
      const work = this.#bring(ready)
        .catch((error: unknown) => {
          this.#fault ??= { error };
        })
        .finally(() => {
          this.#atWork.delete(work);
          this.#alarm.wake();
        });
      this.#atWork.add(work);
    }
  }

  async #bring(ready: Ready): Promise<void> {
    const { path, mark } = ready;
    const ending = await this.#end(ready);
    if (ending.kind === 'changed') {
      this.#arrivals.putBack(path, await markOf(path), performance.now());
      return;
    }
    this.#moved = performance.now();
    this.#arrivals.through(path, mark);
    if (ending.kind === 'kept') {
      this.#totals.kept++;
      return;
    }
    const { outcome } = ending;
    this.#totals[outcome.status]++;
    if (outcome.report?.verdict === 'review') this.#totals.review++;
    await this.hooks.onOutcome?.(outcome);
  }

  /** Bring a picture to its end, however often the watch must pause on the way; where it is stopped meanwhile it counts as changed. */
  async #end(ready: Ready): Promise<Ending> {
    for (let pauses = 0; !this.hooks.signal?.aborted; pauses++) {
      try {
        return await this.work.take(ready);
      } catch (thrown) {
        const error = asHeroshotError(thrown);
        const obstacle = await this.#obstacle(error, pauses);
        if (!obstacle) return failed(ready.path, error);
        await this.#pause.wait(obstacle);
      }
    }
    return { kind: 'changed' };
  }

  /** What all pictures would fail at, where that is why this one failed. */
  async #obstacle(error: HeroshotError, pauses: number): Promise<Obstacle | undefined> {
    const { out } = this.options;
    const stands = error.code === 'disk_full' ? fullDisk(out, error).stands : () => isLocked(out);
    // A disk with room that refuses the same file again has another limit than its space.
    if (!(await stands()) && (error.code !== 'disk_full' || pauses > 0)) return undefined;
    return { message: `${error.message}; put it right and the watch goes on by itself`, stands };
  }

  /** Whether there is nothing left of what the one look found. */
  #isOver(): boolean {
    if (this.#atWork.size > 0) return false;
    const { waiting } = this.#arrivals;
    const over = performance.now() - this.#moved > PATIENCE;
    if (waiting > 0 && !over) return false;
    if (waiting > 0)
      this.hooks.onNote?.(`still being written and left for the next time: ${waiting} of the pictures`);
    return true;
  }
}

function failed(path: string, error: HeroshotError): Ending {
  const about = { input: path, name: basename(path) };
  return { kind: 'told', outcome: { ...about, status: 'failed', error: error.toJSON(), seconds: 0 } };
}
