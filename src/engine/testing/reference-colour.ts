/** CIE Lab: L* 0..100, a*, b*. */
export type Lab = readonly [L: number, a: number, b: number];
export type Rgb = readonly [r: number, g: number, b: number];

/** An RGB space by its published numbers, not by an ICC profile. */
export interface ReferenceSpace {
  /** Encoded 0..1 to linear 0..1. */
  linear(encoded: number): number;
  /** Linear RGB to XYZ (D65), row by row. */
  toXyz: readonly number[];
}

const srgbTone = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

/** sRGB (IEC 61966-2-1). */
export const SRGB: ReferenceSpace = {
  linear: srgbTone,
  toXyz: [0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.072175, 0.0193339, 0.119192, 0.9503041],
};

/** Display P3 (SMPTE EG 432-1 primaries, D65, sRGB curve). */
export const DISPLAY_P3: ReferenceSpace = {
  linear: srgbTone,
  toXyz: [0.4865709, 0.2656677, 0.1982173, 0.2289746, 0.6917385, 0.0792869, 0, 0.0451134, 1.0439444],
};

/** Adobe RGB (1998), annex B. */
export const ADOBE_RGB: ReferenceSpace = {
  linear: (v) => v ** (563 / 256),
  toXyz: [0.57667, 0.18556, 0.18823, 0.29734, 0.62736, 0.07529, 0.02703, 0.07069, 0.99134],
};

const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);

/** CIE Lab (D65) of encoded RGB 0..1, straight from CIE 15. */
export function labOf(space: ReferenceSpace, rgb: Rgb): Lab {
  const [r, g, b] = rgb.map((v) => space.linear(v));
  const [x, y, z] = [0, 3, 6].map(
    (row) => space.toXyz[row] * r + space.toXyz[row + 1] * g + space.toXyz[row + 2] * b,
  );
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

const degrees = (radians: number) => (radians * 180) / Math.PI;
const sin = (angle: number) => Math.sin((angle * Math.PI) / 180);
const cos = (angle: number) => Math.cos((angle * Math.PI) / 180);

/** CIEDE2000 step by step as in Sharma, Wu, Dalal (2005), equations 2 to 22; kL = kC = kH = 1. */
export function ciede2000([L1, a1, b1]: Lab, [L2, a2, b2]: Lab): number {
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const G = 0.5 * (1 - Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)));
  const [p1, p2] = [(1 + G) * a1, (1 + G) * a2];
  const [C1, C2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const angle = (a: number, b: number) => (a === 0 && b === 0 ? 0 : (degrees(Math.atan2(b, a)) + 360) % 360);
  const [h1, h2] = [angle(p1, b1), angle(p2, b2)];
  const grey = C1 * C2 === 0;
  let dh = grey ? 0 : h2 - h1;
  if (dh > 180) dh -= 360;
  else if (dh < -180) dh += 360;
  const dH = 2 * Math.sqrt(C1 * C2) * sin(dh / 2);
  let h = h1 + h2;
  if (!grey) {
    if (Math.abs(h1 - h2) > 180) h += h < 360 ? 360 : -360;
    h /= 2;
  }
  const [L, C] = [(L1 + L2) / 2, (C1 + C2) / 2];
  const T = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63);
  const turn = 30 * Math.exp(-(((h - 275) / 25) ** 2));
  const RT = -sin(2 * turn) * 2 * Math.sqrt(C ** 7 / (C ** 7 + 25 ** 7));
  const SL = 1 + (0.015 * (L - 50) ** 2) / Math.sqrt(20 + (L - 50) ** 2);
  const [SC, SH] = [1 + 0.045 * C, 1 + 0.015 * C * T];
  const [l, c, hue] = [(L2 - L1) / SL, (C2 - C1) / SC, dH / SH];
  return Math.sqrt(l * l + c * c + hue * hue + RT * c * hue);
}
