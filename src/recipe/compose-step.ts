import type { Composed, Target } from '../compose/compose.js';
import type { OutputRule } from '../compose/output-rule.js';
import type { OutputFormat } from '../engine/encode/formats.js';
import type { Pool } from '../engine/pool/pool.js';
import type { Box, Size } from '../engine/raster.js';
import type { Audit } from '../marketplaces/audit/finding.js';
import type { MarketplaceName } from '../marketplaces/marketplaces.js';
import type { Rasters } from './rasters.js';
import { RECIPE_THREADS } from './threads.js';

/** What goes on into every file that is made of a picture. */
export type Carried = Pick<OutputRule, 'exif' | 'digitalSourceType'>;

/** A file that is to be made. */
export interface Job {
  target: Target;
  /** Of the subject alone, or of the whole photograph. */
  cutOut: boolean;
  /** The marketplace whose rules it is held against. */
  market?: MarketplaceName;
}

/** A file that was made. */
export interface Made {
  file: Composed;
  audit?: Audit;
  /** Milliseconds of its thread. */
  composeMs: number;
  auditMs: number;
}

/**
 * Make files of one master: every free thread takes the next one, composes and audits it.
 *
 * @returns what was made of each job, in their order
 */
export async function composeJobs(
  jobs: readonly Job[],
  { original, master, matte }: Rasters,
  subject: Box | undefined,
  pool: Pick<Pool, 'call' | 'threads'>,
): Promise<Made[]> {
  const made = new Map<Job, Made>();
  const madeFrom: Size = { width: original.width, height: original.height };
  const onThreads = async (some: Job[]) => {
    const queue = some.values();
    const feed = async () => {
      for (const job of queue) {
        const { target, market, cutOut } = job;
        // A master with transparency of its own carries its matte.
        const alone = cutOut && master.channels === 3 ? matte : undefined;
        const task = { master, matte: alone, subject, target, market, madeFrom };
        made.set(job, await pool.call(RECIPE_THREADS, 'make', task));
      }
    };
    for (const outcome of await Promise.allSettled(Array.from({ length: pool.threads }, feed)))
      if (outcome.status === 'rejected') throw outcome.reason;
  };
  await onThreads(jobs.filter(({ cutOut }) => !cutOut));
  const alone = jobs.filter(({ cutOut }) => cutOut);
  // Only now: it takes the old background out of the master's edges, which whole photographs need.
  if (alone.length > 0) await pool.call(RECIPE_THREADS, 'decontaminate', { master, matte });
  await onThreads(alone);
  return jobs.map((job) => made.get(job) as Made);
}

/** The format of a composed file: what was asked for, where it can be composed and can hold what it must. */
export function composedFormat(format: OutputFormat, needsAlpha: boolean): OutputRule['format'] {
  if (format === 'tiff') return 'png';
  return format === 'jpeg' && needsAlpha ? 'png' : format;
}
