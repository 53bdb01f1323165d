import { HeroshotError } from '../engine/errors.js';
import type { Box, Matte, Size } from '../engine/raster.js';
import type { Finding } from './findings.js';

/** A picture's subject. */
export interface Subject {
  /** Its outline at a working size in the picture's proportions, the edge softened by a pixel. */
  matte: Matte;
  /** Its box in the picture's pixels. */
  box: Box;
  /** How sure the outline is, 0..1; see docs/cutout.md. */
  confidence: number;
  /** The picture's own alpha; colour and network on a uniform background; or network and colour on any other. */
  method: 'alpha' | 'uniform' | 'mixed';
  findings: Finding[];
}

export function noSubject(): HeroshotError {
  return new HeroshotError('no_subject', 'nothing in the picture stands out from its background');
}

/** The box of a mask's pixels, and how many they are. */
export function boxOf(mask: Uint8Array, { width, height }: Size): { box: Box; pixels: number } | undefined {
  let [left, right, top, bottom, pixels] = [width, -1, height, -1, 0];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (mask[i] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
      pixels++;
    }
  if (pixels === 0) return undefined;
  return { box: { left, top, width: right - left + 1, height: bottom - top + 1 }, pixels };
}
