import { stat } from 'node:fs/promises';
import { asHeroshotError, type ErrorCode, HeroshotError } from '../../engine/errors.js';
import type { Manifest } from '../manifest/manifest.js';
import type { PictureRow } from '../manifest/row.js';
import { makeFolder } from '../outputs.js';
import type { CatalogItem, CatalogSource } from '../sources/source.js';
import { allThere } from './copy-files.js';
import type { CatalogHooks, Through } from './events.js';
import { contentHash } from './fingerprint.js';
import { removeLeftovers } from './leftovers.js';
import { OneByOne } from './one-by-one.js';
import { fullDisk, type Obstacle, Pause } from './pause.js';
import { copyTwin, type Job, makePicture } from './picture.js';

/** A run over a catalogue. */
export interface CatalogRun extends Job {
  source: CatalogSource;
  /** What every picture needs, e.g. the folder with all of them: where it is missing the run pauses. */
  sourcePath: string;
  manifest: Manifest;
  /** Pictures at work at the same time. */
  atWork?: number;
  /** Milliseconds between looks at whether a paused run can go on. */
  lookEvery?: number;
}

/** While one picture is in the network, another is decoded, encoded or measured. */
const AT_WORK = 2;

/** A picture at which this many runs ended comes last: if it is what ends them, the others are done by then. */
const LAST = 2;

/** A picture at which this many runs ended is left out. */
const GIVE_UP = 6;

/**
 * Do a recipe to every picture of a source. The manifest is written before and after each picture, so that a run that is killed
 * at any moment goes on where it was; a picture that fails never stops the others.
 *
 * @throws {HeroshotError} where the source can't be listed or the manifest not be written
 */
export async function runCatalog(run: CatalogRun, hooks: CatalogHooks = {}): Promise<void> {
  const { source, manifest, out } = run;
  const { signal } = hooks;
  await makeFolder(out);
  const resumed = !(await manifest.isEmpty());
  if (resumed) await removeLeftovers(out);
  const pictures = await manifest.register(source.items(signal));
  const doneOtherwise = await manifest.doneOtherwise(run.recipeHash);
  await hooks.onReady?.({ pictures, doneOtherwise, resumed });
  const worker = new CatalogWorker(run, hooks);
  const items = inOrder(source.items(signal), manifest);
  // An iterator hands out one item at a time however many ask.
  const work = async () => {
    for (let next = await items.next(); !next.done; next = await items.next()) {
      if (signal?.aborted || !(await worker.take(next.value))) return;
    }
  };
  try {
    await Promise.all(Array.from({ length: run.atWork ?? AT_WORK }, work));
  } finally {
    await items.return(undefined);
  }
}

/** The items of a source, those at which runs ended last. */
async function* inOrder(
  items: AsyncIterable<CatalogItem>,
  manifest: Manifest,
): AsyncGenerator<CatalogItem, void, undefined> {
  const later: CatalogItem[] = [];
  for await (const item of items) {
    const row = await manifest.get(item.key);
    if (row && row.unfinished >= LAST) later.push(item);
    else yield item;
  }
  yield* later;
}

class CatalogWorker {
  private readonly pause: Pause;
  private readonly inTurn = new OneByOne();
  private readonly sameBytes = new OneByOne();
  private readonly shares = new Map<string, number>();
  private through = 0;

  constructor(
    private readonly run: CatalogRun,
    private readonly hooks: CatalogHooks,
  ) {
    const { signal, onPause, onGoOn } = hooks;
    this.pause = new Pause({ signal, onPause, onGoOn, lookEvery: run.lookEvery });
  }

  /** Bring a picture to its end, however often the run must pause on the way. False where the run was stopped. */
  async take(item: CatalogItem): Promise<boolean> {
    const { manifest } = this.run;
    const { signal, onThrough } = this.hooks;
    for (let pauses = 0; !signal?.aborted; pauses++) {
      const start = performance.now();
      const seconds = () => Math.round(performance.now() - start) / 1000;
      try {
        const row = await manifest.get(item.key);
        // What came into the source after it was listed is of the next run.
        if (!row) return true;
        // What repeats another picture waits for that one's end.
        const { ending, bytes, result } = await this.inTurn.run(item.repeats ?? item.key, () =>
          this.bring(item, row, pauses, seconds),
        );
        this.shares.delete(item.key);
        this.through++;
        this.tell();
        const now = (await manifest.get(item.key)) as PictureRow;
        await onThrough?.({ ending, row: now, ...(bytes ? { bytes } : {}), ...(result ? { result } : {}) });
        return true;
      } catch (thrown) {
        this.shares.delete(item.key);
        const error = asHeroshotError(thrown);
        // A full disk may not take this either; the next run does it then.
        await manifest.putBack(item.key).catch(() => {});
        if (error.code === 'cancelled') return false;
        const obstacle = await this.obstacle(error, pauses);
        if (!obstacle) throw error;
        await this.pause.wait(obstacle);
      }
    }
    return false;
  }

  private async bring(
    item: CatalogItem,
    row: PictureRow,
    pauses: number,
    seconds: () => number,
  ): Promise<Omit<Through, 'row'>> {
    const { manifest, recipeHash, out } = this.run;
    const done = row.state === 'done' && row.recipeHash === recipeHash && (await allThere(out, row.outputs));
    // A shop's server is not asked again for what came from the same address.
    if (done && isRemote(item)) return { ending: 'kept' };
    if (!done) await manifest.begin(item.key);
    try {
      if (item.error) throw item.error;
      if (item.repeats !== undefined) return await this.repeat(item, item.repeats, seconds);
      if (row.unfinished >= GIVE_UP) throw gaveUp(row);
      const bytes = await this.run.source.read(item, this.hooks.signal);
      const hash = contentHash(bytes);
      if (done && row.contentHash === hash) return { ending: 'kept' };
      if (done) await manifest.begin(item.key);
      return await this.sameBytes.run(hash, () => this.make(item, bytes, hash, seconds));
    } catch (thrown) {
      const error = asHeroshotError(thrown);
      if (error.code === 'cancelled' || (await this.obstacle(error, pauses))) throw error;
      await manifest.fail(item.key, error, seconds());
      return { ending: 'failed' };
    }
  }

  /** The same picture of the same product in another cell: its files are that one's. */
  private async repeat(item: CatalogItem, key: string, seconds: () => number): Promise<Omit<Through, 'row'>> {
    const { manifest } = this.run;
    const row = await manifest.get(key);
    if (row?.state === 'done') {
      await manifest.finish(item.key, { ...row, sameAs: row.sameAs ?? row.key, seconds: seconds() });
      return { ending: 'copied' };
    }
    const code = (row?.errorCode ?? 'internal') as ErrorCode;
    throw new HeroshotError(code, row?.errorMessage ?? `${key} did not come to its end`);
  }

  private async make(
    item: CatalogItem,
    bytes: Uint8Array,
    hash: string,
    seconds: () => number,
  ): Promise<Omit<Through, 'row'>> {
    const { manifest, recipeHash, out } = this.run;
    const { signal } = this.hooks;
    const twin = await manifest.twin(hash, recipeHash, item.key);
    if (twin && (await allThere(out, twin.outputs))) {
      await manifest.finish(item.key, { ...(await copyTwin(this.run, item, twin)), seconds: seconds() });
      return { ending: 'copied' };
    }
    const { done, result } = await makePicture(this.run, item, bytes, hash, {
      ...(signal ? { signal } : {}),
      onProgress: (share) => {
        this.shares.set(item.key, share);
        this.tell();
      },
    });
    await manifest.finish(item.key, { ...done, seconds: seconds() });
    return { ending: 'made', bytes, result };
  }

  private tell(): void {
    this.hooks.onProgress?.([...this.shares.values()].reduce((sum, share) => sum + share, this.through));
  }

  /** What all pictures would fail at, where that is why this one failed. */
  private async obstacle(error: HeroshotError, pauses: number): Promise<Obstacle | undefined> {
    const { out, sourcePath } = this.run;
    if (error.code === 'disk_full') {
      const full = fullDisk(out, error);
      // A disk with room that refuses the same file again has another limit than its space.
      return pauses === 0 || (await full.stands()) ? full : undefined;
    }
    for (const [what, path] of [
      ['the source', sourcePath],
      ['the output folder', out],
    ]) {
      const stands = () =>
        stat(path)
          .then(() => false)
          .catch(() => true);
      if (await stands())
        return {
          message: `${what} ${path} is gone; bring it back and the run goes on by itself, or stop it and go on later with --resume`,
          stands,
        };
    }
    return undefined;
  }
}

const isRemote = ({ place }: CatalogItem) => place !== undefined && 'url' in place;

function gaveUp({ unfinished }: PictureRow): HeroshotError {
  return new HeroshotError('gave_up', `${unfinished} runs ended while they were at this picture`);
}
