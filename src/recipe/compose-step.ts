import type { Composed, Target } from '../compose/compose.js';
import type { OutputRule } from '../compose/output-rule.js';
import type { OutputFormat } from '../engine/encode/formats.js';
import type { Pool } from '../engine/pool/pool.js';
import type { Box } from '../engine/raster.js';
import type { Rasters } from './rasters.js';
import { RECIPE_THREADS } from './threads.js';

/** What goes on into every file that is made of a picture. */
export type Carried = Pick<OutputRule, 'exif' | 'digitalSourceType'>;

/** A file that is to be made, and whether of the subject alone or of the whole photograph. */
export interface Job {
  target: Target;
  cutOut: boolean;
}

/**
 * Make files of one master, on all threads.
 *
 * @returns a file for each job, in their order
 */
export async function composeJobs(
  jobs: readonly Job[],
  { master, matte }: Rasters,
  subject: Box | undefined,
  pool: Pick<Pool, 'call' | 'threads'>,
): Promise<Composed[]> {
  const made = new Map<Job, Composed>();
  const onThreads = async (some: Job[], cutOut: boolean) => {
    const shares = Math.min(pool.threads, some.length);
    const work = Array.from({ length: shares }, async (_, i) => {
      const share = some.filter((_job, at) => at % shares === i);
      const targets = share.map(({ target }) => target);
      const files = await pool.call(RECIPE_THREADS, 'compose', {
        master,
        // A master with transparency of its own carries its matte.
        matte: cutOut && master.channels === 3 ? matte : undefined,
        subject,
        targets,
      });
      for (const [at, file] of files.entries()) made.set(share[at], file);
    });
    for (const outcome of await Promise.allSettled(work))
      if (outcome.status === 'rejected') throw outcome.reason;
  };
  const [whole, alone] = [jobs.filter(({ cutOut }) => !cutOut), jobs.filter(({ cutOut }) => cutOut)];
  await onThreads(whole, false);
  // Only now: it takes the old background out of the master's edges, which whole photographs need.
  if (alone.length > 0) await pool.call(RECIPE_THREADS, 'decontaminate', { master, matte });
  await onThreads(alone, true);
  return jobs.map((job) => made.get(job) as Composed);
}

/** The format of a composed file: what was asked for, where it can be composed and can hold what it must. */
export function composedFormat(format: OutputFormat, needsAlpha: boolean): OutputRule['format'] {
  if (format === 'tiff') return 'png';
  return format === 'jpeg' && needsAlpha ? 'png' : format;
}
