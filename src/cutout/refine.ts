import type { Matte, Raster } from '../engine/raster.js';
import { edgeAlpha } from './edge-alpha.js';
import { edgeModel } from './edge-model.js';
import type { Subject } from './subject.js';

/** Half the width of the strip in doubt around the outline, in pixels of the working size. */
const BAND = 3;

/**
 * A subject's alpha at its master's own size. Away from the outline the working size is right; along it every pixel's alpha
 * is its place between the colours of both sides, learned from the master around it (`edge-alpha.ts`). Some 6 bytes a
 * pixel of the working size and at most 8 MB of colours, beside `out`.
 *
 * A picture with transparency of its own keeps that: its matte is opaque, because the master carries the alpha.
 *
 * @param out room for `[H, W]` of the master
 */
export function refineMatte({ matte, method }: Subject, master: Raster, out: Uint8Array): Matte {
  const { width, height } = master;
  if (method === 'alpha') out.fill(255);
  else edgeAlpha(master, edgeModel(master, matte, BAND), out);
  return { width, height, alpha: out };
}
