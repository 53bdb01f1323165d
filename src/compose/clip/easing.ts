/** How a motion runs from its start (0) to its end (1). */
export const EASINGS = {
  linear: (t: number) => t,
  /** Half a cosine: starts and ends at rest, gently. */
  sine: (t: number) => 0.5 - 0.5 * Math.cos(Math.PI * t),
  /** Cubic in and out (Penner 2002): a longer rest, a quicker middle. */
  cubic: (t: number) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2),
} as const;

export type Easing = keyof typeof EASINGS;
export const EASING_NAMES = Object.keys(EASINGS) as Easing[];
