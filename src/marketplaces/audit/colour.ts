import type { Metadata } from 'sharp';
import { type IccProfile, parseIcc } from '../../engine/colour/icc.js';
import { srgbCurve } from '../../engine/colour/rgb-space.js';
import { colourSpace } from '../../engine/colour/space.js';

/** The colour space of a file's own samples. */
export interface FileColour {
  kind: 'srgb' | 'other-rgb' | 'cmyk';
  /** Name of the space, for people. */
  name: string;
}

/** The colour space that a file's header and profile tell; without a profile it is sRGB by convention. */
export function fileColour({ space, icc }: Metadata): FileColour {
  const profile = icc && parseIcc(icc);
  const name = profile?.description || undefined;
  if (space === 'cmyk') return { kind: 'cmyk', name: name ?? 'CMYK' };
  if (space === 'lab' || space === 'labs') return { kind: 'other-rgb', name: 'Lab' };
  if (!profile || isSrgb(profile, icc)) return { kind: 'srgb', name: 'sRGB' };
  return { kind: 'other-rgb', name: name ?? 'an unnamed profile' };
}

/** Whether a profile shows colours as sRGB does, whatever it calls itself: many are made small under other names. */
function isSrgb(profile: IccProfile, icc: Uint8Array): boolean {
  if (!profile.matrixShaper) return /srgb/i.test(profile.description);
  const { toXyz } = colourSpace(icc);
  const sameColours = colourSpace(undefined).toXyz.every((value, i) => Math.abs(value - toXyz[i]) < 0.01);
  const sameTones = profile.matrixShaper.curves.every((curve) =>
    [0.2, 0.5, 0.8].every((tone) => Math.abs(curve(tone) - srgbCurve(tone)) < 0.02),
  );
  return sameColours && sameTones;
}
