import type { Box, Matte, Raster } from '../engine/raster.js';
import { boxOfMatte } from './coverage.js';
import { findSubject } from './saliency.js';

/** The subject of a master and how it is known. */
export interface Subject {
  box: Box | undefined;
  by: 'caller' | 'matte' | 'alpha' | 'difference' | 'nothing';
}

/** The master's own alpha as a matte. */
function alphaOf({ width, height, channels, samples }: Raster): Matte | undefined {
  if (channels === 3) return undefined;
  const alpha = new Uint8Array(width * height);
  for (let i = 0, at = 3; i < alpha.length; i++, at += 4) alpha[i] = samples[at];
  return { width, height, alpha };
}

/** An alpha that hides nothing says nothing. */
const hides = ({ alpha }: Matte) => alpha.some((value) => value < 128);

/** Where the subject is: what the caller says, else by matte, by the master's alpha, or by difference from the backdrop. */
export async function subjectOf(
  master: Raster,
  matte: Matte | undefined,
  told: Box | undefined,
): Promise<Subject> {
  if (told) return { box: told, by: 'caller' };
  if (matte) return { box: boxOfMatte(matte), by: 'matte' };
  const alpha = alphaOf(master);
  if (alpha && hides(alpha)) return { box: boxOfMatte(alpha), by: 'alpha' };
  const box = await findSubject(master);
  return box ? { box, by: 'difference' } : { box: undefined, by: 'nothing' };
}
