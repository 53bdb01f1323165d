import type { Box, Matte, Raster } from '../engine/raster.js';
import { coverageOf } from './coverage.js';
import { boxOfMatte } from './matte-box.js';
import { findSubject } from './saliency.js';

/** The subject of a master and how it is known. */
export interface Subject {
  box: Box | undefined;
  by: 'caller' | 'matte' | 'alpha' | 'difference' | 'nothing';
}

/** An alpha that hides nothing says nothing. */
const hides = (coverage: Uint8Array) => coverage.some((value) => value < 128);

/** Where the subject is: what the caller says, else by matte, by the master's alpha, or by difference from the backdrop. */
export async function subjectOf(
  master: Raster,
  matte: Matte | undefined,
  told: Box | undefined,
): Promise<Subject> {
  if (told) return { box: told, by: 'caller' };
  if (matte && master.channels === 3) return { box: boxOfMatte(matte), by: 'matte' };
  const { width, height } = master;
  const alpha = coverageOf(master, matte, { left: 0, top: 0, width, height });
  if (alpha && (matte || hides(alpha)))
    return { box: boxOfMatte({ width, height, alpha }), by: matte ? 'matte' : 'alpha' };
  const box = await findSubject(master);
  return box ? { box, by: 'difference' } : { box: undefined, by: 'nothing' };
}
