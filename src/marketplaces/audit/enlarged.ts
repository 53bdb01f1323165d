import type { Windows } from '../../engine/condition/windows.js';
import { powerSpectrum } from './spectrum.js';

/**
 * The fall of power, in decibels, from a band below half (a quarter) of the highest frequency to one above it. Photographs lose
 * 4 to 12 dB there; what was enlarged 2× (4×) by interpolation loses 14 to 18 (26 to 29): nothing is above.
 */
const FALLS = [
  { factor: 4, below: [2, 4], above: [10, 14], least: 22 },
  { factor: 2, below: [7, 10], above: [18, 24], least: 14 },
] as const;

/** One sharp detail proves that a picture is not enlarged: the quarter of the windows that fall least decides. */
const SHARPEST = 0.25;

/** How often a picture seems to have been enlarged by interpolation: 1 (it does not seem so), 2 or 4. */
export function enlargedBy(windows: Windows): 1 | 2 | 4 {
  const spectra = Array.from({ length: windows.count }, (_, i) => powerSpectrum(windows, i)).filter(
    (spectrum) => spectrum !== undefined,
  );
  if (spectra.length === 0) return 1;
  for (const { factor, below, above, least } of FALLS) {
    const falls = spectra
      .map((spectrum) => 10 * Math.log10(band(spectrum, below) / band(spectrum, above)))
      .sort((a, b) => a - b);
    if (falls[Math.floor(SHARPEST * falls.length)] >= least) return factor;
  }
  return 1;
}

/** Mean power of entries `from .. to − 1`. */
function band(spectrum: Float64Array, [from, to]: readonly [number, number]): number {
  return spectrum.subarray(from, to).reduce((sum, value) => sum + value, 1e-9) / (to - from);
}
