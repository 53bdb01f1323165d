import type { Box, Raster } from '../engine/raster.js';
import { smallCopy } from './small-copy.js';
import { subjectBox } from './subject-box.js';

/**
 * Where the subject is when there is no matte: what differs from a plain backdrop, on a reduction of 256 pixels.
 *
 * @returns `undefined` when unsure: no plain backdrop, or next to nothing on it
 */
export async function findSubject(master: Raster): Promise<Box | undefined> {
  const small = await smallCopy(master);
  return small && subjectBox(small.samples, small.width, small.height, master);
}
