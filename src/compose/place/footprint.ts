/** What a pixel of the photograph covers of a texture level, and how fine that level is. */
export interface Footprint {
  /** Of the levels. */
  level: number;
  /** Texels per pixel, but never less than one: x and y of texels by x and y of pixels. */
  reachX: number;
  reachY: number;
  /** Pixels per texel, never more than one, row by row. */
  m00: number;
  m01: number;
  m10: number;
  m11: number;
}

/** A footprint this many times as long as wide is shortened: beyond it, a slant is nearly a line. */
const LONGEST = 16;

/** Texels per pixel that are kept across the footprint's short side: a level is taken as fine as costs allow. */
const KEPT = 2;

export const footprint = (): Footprint => ({
  level: 0,
  reachX: 0,
  reachY: 0,
  m00: 1,
  m01: 0,
  m10: 0,
  m11: 1,
});

/** Radius of the filter, in pixels or texels, whichever are larger. */
export const RADIUS = 2;

/**
 * The ellipse that a pixel covers on a texture, from how the texture's coordinates change over the photograph
 * (P. Heckbert 1989, ch. 3: the map is taken as affine within a pixel). Its axes are the singular vectors of that change; those shorter
 * than a texel are lengthened to one, so that enlarging interpolates.
 *
 * @param a change of the texture's x over a pixel to the right, in texels of the finest level; `b` over a pixel down
 * @param c the same of y; `d`
 * @param last coarsest level
 */
export function footprintOf(a: number, b: number, c: number, d: number, last: number, out: Footprint): void {
  const [p, q] = [(a + d) / 2, (c - b) / 2];
  const [r, s] = [(a - d) / 2, (c + b) / 2];
  const [sum, difference] = [Math.hypot(p, q), Math.hypot(r, s)];
  const long = sum + difference;
  const short = Math.abs(sum - difference);
  const mirrored = sum < difference ? -1 : 1;
  const wide = Math.max(short, long / LONGEST);
  let level = 0;
  let unit = 1;
  while (level < last && wide / unit >= 2 * KEPT) {
    level++;
    unit *= 2;
  }
  // A = R(left) · diag(long, ±short) · R(right), all by half angles (Blinn 1996, "Consider the lowly 2×2 matrix").
  const [one, two] = [Math.atan2(s, r), Math.atan2(q, p)];
  const [left, right] = [(two + one) / 2, (two - one) / 2];
  const [cl, sl, cr, sr] = [Math.cos(left), Math.sin(left), Math.cos(right), Math.sin(right)];
  const major = Math.max(1, Math.min(long, wide * LONGEST) / unit);
  const minor = Math.max(1, wide / unit) * mirrored;
  const [a00, a01] = [cl * major * cr - sl * minor * sr, -cl * major * sr - sl * minor * cr];
  const [a10, a11] = [sl * major * cr + cl * minor * sr, -sl * major * sr + cl * minor * cr];
  const whole = major * minor;
  out.level = level;
  out.reachX = RADIUS * (Math.abs(a00) + Math.abs(a01));
  out.reachY = RADIUS * (Math.abs(a10) + Math.abs(a11));
  out.m00 = a11 / whole;
  out.m01 = -a01 / whole;
  out.m10 = -a10 / whole;
  out.m11 = a00 / whole;
}
