import { asHeroshotError } from '../../engine/errors.js';
import type { Recipe } from '../../recipe/recipe.js';
import type { RecipeRunner } from '../../recipe/run-recipe.js';
import type { CatalogSource } from '../sources/source.js';
import type { Sample, Survey } from './survey.js';

/** What a run would take on this machine. */
export interface Estimate {
  /** Pictures that were really done for it. */
  measured: number;
  perHour: number;
  seconds: number;
  /** Bytes on the disk: files of the pictures that would be made, and copies for duplicates. */
  bytes: number;
}

/** Pictures that are done to measure this machine, after one that loads the networks. */
const MEASURED = 3;

/**
 * Do the recipe to a few pictures, two at a time as a run does, and scale what they took to all of them by their pixels.
 *
 * @returns `undefined` where no picture could be done
 */
export async function estimate(
  { samples, toMake, duplicates, remote, pixels }: Survey,
  source: CatalogSource,
  runner: RecipeRunner,
  recipe: Recipe,
  signal?: AbortSignal,
): Promise<Estimate | undefined> {
  const chosen = spread(samples, MEASURED + 1);
  const work = async ({ item, width, height }: Sample) => {
    const bytes = await source.read(item, signal);
    const { outputs } = await runner.run(bytes, recipe, signal ? { signal } : {});
    const made = outputs.reduce((sum, output) => sum + output.bytes.byteLength, 0);
    return { pixels: width * height, bytes: made };
  };
  const [first, ...others] = chosen;
  const loaded = first && (await attempt(() => work(first)));
  const start = performance.now();
  const queue = (others.length > 0 ? others : chosen).values();
  const done: { pixels: number; bytes: number }[] = [];
  const feed = async () => {
    for (const sample of queue) {
      const one = await attempt(() => work(sample));
      if (one) done.push(one);
    }
  };
  await Promise.all([feed(), feed()]);
  const seconds = (performance.now() - start) / 1000;
  const measured = done.length + (loaded && others.length > 0 ? 1 : 0);
  if (done.length === 0) return undefined;
  const sum = (of: 'pixels' | 'bytes') => done.reduce((total, one) => total + one[of], 0);
  // Of pictures at addresses nobody knows the size yet: they are taken to be like the others.
  const all = pixels * (1 + remote / Math.max(1, toMake));
  const total = (seconds * all) / sum('pixels');
  const files = (sum('bytes') * all) / sum('pixels');
  return {
    measured,
    seconds: total,
    perHour: (3600 * (toMake + remote)) / total,
    bytes: files * (1 + duplicates / Math.max(1, toMake + remote)),
  };
}

/** Some of a list, evenly spread over it. */
function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, i) => all[Math.round((i * (all.length - 1)) / (count - 1))]);
}

/** A picture that can't be done is the run's to tell, not the estimate's; only a stop ends it. */
async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    const error = asHeroshotError(thrown);
    if (error.code === 'cancelled') throw error;
    return undefined;
  }
}
