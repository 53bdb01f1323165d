import { SURE } from '../cutout/confidence.js';
import type { Subject } from '../cutout/subject.js';
import type { Pool } from '../engine/pool/pool.js';
import type { Box } from '../engine/raster.js';
import { onMaster } from './on-master.js';
import type { Rasters } from './rasters.js';
import { RECIPE_THREADS } from './threads.js';

/** What a report says of a cut-out. */
export interface CutoutReport extends Pick<Subject, 'confidence' | 'method' | 'findings'> {
  /** The subject's box, in pixels of the master. */
  box: Box;
}

/**
 * Find the subject on the picture as it came, and its outline on the master, into the rasters' matte.
 *
 * @throws {HeroshotError} `no_subject`, `matte_model_unusable`
 */
export async function findOutline(
  { original, master, matte }: Rasters,
  matteModel: string | undefined,
  pool: Pick<Pool, 'call'>,
): Promise<CutoutReport> {
  const subject = await pool.call(RECIPE_THREADS, 'subject', { original, matteModel });
  const exact = await pool.call(RECIPE_THREADS, 'refine', { subject, master, out: matte.alpha });
  const { confidence, method, findings } = subject;
  return { confidence, method, findings, box: exact ?? onMaster(subject.box, original, master) };
}

/** Why a person should look at a cut-out; nothing where it is sure. */
export function doubts({ confidence, findings }: CutoutReport): string[] {
  if (confidence >= SURE) return [];
  const why = findings.map(({ message }) => message).join(' ');
  return [
    `the outline of the cut-out is uncertain (confidence ${confidence.toFixed(2)})${why ? `: ${why}` : ''}`,
  ];
}
