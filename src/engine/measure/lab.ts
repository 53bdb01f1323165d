import type { ColourSpace } from '../colour/rgb-space.js';

/** CIE Lab of D65 white (X and Z; Y is 1). */
const WHITE_X = 0.95047;
const WHITE_Z = 1.08883;

const STEPS = 8192;

/** CIE 15: f(t) of Lab, tabulated over 0..1.1 with linear interpolation (error < 0.002 in L*). */
const F = Float64Array.from({ length: STEPS + 2 }, (_, i) => {
  const t = (i / STEPS) * 1.1;
  return t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116;
});

function f(t: number): number {
  const position = t <= 0 ? 0 : t >= 1.1 ? STEPS : (t / 1.1) * STEPS;
  const low = position | 0;
  return F[low] + (F[low + 1] - F[low]) * (position - low);
}

/**
 * CIE Lab (D65) of one colour.
 *
 * @param r encoded red as a 16-bit tone, likewise `g` and `b`
 * @param out receives L*, a*, b* from `at` on
 */
export function toLab(
  space: ColourSpace,
  r: number,
  g: number,
  b: number,
  out: Float32Array,
  at: number,
): void {
  const m = space.toXyz;
  const lr = space.linear[0][r];
  const lg = space.linear[1][g];
  const lb = space.linear[2][b];
  const x = f((m[0] * lr + m[1] * lg + m[2] * lb) / WHITE_X);
  const y = f(m[3] * lr + m[4] * lg + m[5] * lb);
  const z = f((m[6] * lr + m[7] * lg + m[8] * lb) / WHITE_Z);
  out[at] = 116 * y - 16;
  out[at + 1] = 500 * (x - y);
  out[at + 2] = 200 * (y - z);
}
