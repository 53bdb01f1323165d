/** Deepest shadow: share of the background's light that is left. */
const DEEPEST = 0.3;

/** How far a shadow's a* and b* may lie from the darkened background's. */
const TINT = 6;

/**
 * Whether a colour could be the background in shadow: the same paint under less light (also of CIE Lab's cube-root law: a* and b*
 * shrink with the cube root of the light).
 *
 * @param lab `[H, W, 3]`; the colour at `at`
 * @param backdrop Lab of the background
 */
export function couldBeShadow(lab: Float32Array, at: number, [l, a, b]: readonly number[]): boolean {
  if (lab[at] > l + 1) return false;
  const root = (lab[at] + 16) / (l + 16);
  if (root ** 3 < DEEPEST) return false;
  return Math.hypot(lab[at + 1] - a * root, lab[at + 2] - b * root) < TINT;
}
