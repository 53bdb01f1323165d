import type { Raster } from '../engine/raster.js';
import { borderKind, type PlainBorder } from './border-kind.js';
import { smallCopy } from './small-copy.js';

export type { PlainBorder };

/** @returns `undefined` for a border that shows something, which can't be continued without being made up */
export async function plainBorder(master: Raster): Promise<PlainBorder | undefined> {
  const small = await smallCopy(master);
  return small && borderKind(small.samples, small.width, small.height);
}
