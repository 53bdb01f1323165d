import { createHash } from 'node:crypto';
import { parseIcc } from './icc.js';
import { type ColourSpace, rgbSpace } from './rgb-space.js';

const spaces = new Map<string, ColourSpace>();

/**
 * The colour space that an ICC profile describes; sRGB for `undefined` and for profiles without matrix and curves.
 * Results are remembered per profile.
 */
export function colourSpace(icc: Uint8Array | undefined): ColourSpace {
  const key = icc ? createHash('sha256').update(icc).digest('base64') : 'sRGB';
  let space = spaces.get(key);
  if (!space) {
    space = rgbSpace(icc && parseIcc(icc)?.matrixShaper);
    // A catalogue has a handful of profiles; a hostile one must not grow this without end.
    if (spaces.size >= 16) spaces.clear();
    spaces.set(key, space);
  }
  return space;
}
