import type { IccProfile, ToneCurve } from './icc.js';

/** Number of entries of a tone table: one per 16-bit code value. */
export const TONES = 65536;

/** A picture's own RGB space, ready for pixel loops. */
export interface ColourSpace {
  /** Linear light 0..1 per 16-bit code value, for R, G and B. */
  linear: [Float32Array, Float32Array, Float32Array];
  /** Linear RGB to CIE XYZ relative to D65, row by row; Y of white is 1. */
  toXyz: number[];
}

/** IEC 61966-2-1: encoded 0..1 to linear 0..1. */
export const srgbCurve: ToneCurve = (x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);

/** Linear sRGB to XYZ D65 (IEC 61966-2-1). */
const SRGB_TO_XYZ = [
  0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.072175, 0.0193339, 0.119192, 0.9503041,
];

/** Bradford adaptation from the D50 of the profile connection space to D65 (Lindbloom). */
const D50_TO_D65 = [
  0.9555766, -0.0230393, 0.0631636, -0.0282895, 1.0099416, 0.0210077, 0.0122982, -0.020483, 1.3299098,
];

/** The product of two 3×3 matrices, row by row. */
export function multiply(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: 9 }, (_, i) => {
    const row = i - (i % 3);
    return a[row] * b[i % 3] + a[row + 1] * b[3 + (i % 3)] + a[row + 2] * b[6 + (i % 3)];
  });
}

/** A curve at every 16-bit code value. */
function table(curve: ToneCurve): Float32Array {
  const out = new Float32Array(TONES);
  for (let i = 0; i < TONES; i++) out[i] = Math.min(Math.max(curve(i / (TONES - 1)), 0), 1);
  return out;
}

/** The space of a profile with matrix and curves; sRGB without one. */
export function rgbSpace(shaper?: IccProfile['matrixShaper']): ColourSpace {
  if (!shaper) {
    const tones = table(srgbCurve);
    return { linear: [tones, tones, tones], toXyz: SRGB_TO_XYZ };
  }
  const [r, g, b] = shaper.curves.map(table);
  return { linear: [r, g, b], toXyz: multiply(D50_TO_D65, shaper.toXyzD50) };
}
