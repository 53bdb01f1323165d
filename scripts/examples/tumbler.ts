// Media are numbers rather than names: they are compared at every step of every ray.
/** Medium: around the tumbler and above the drink. */
export const AIR = 0;
/** Medium: the tumbler's wall and floor. */
export const GLASS = 1;
/** Medium: what stands in the tumbler. */
export const DRINK = 2;

/** What fills a point of the scene: AIR, GLASS or DRINK. */
export type Medium = 0 | 1 | 2;

/** Lengths in units of the tumbler's rim radius; the table is the plane y = 0. */
export const TUMBLER = { height: 2.75, foot: 0.84, rim: 1, wall: 0.07, floor: 0.34, fill: 1.72 };

const SLOPE = (TUMBLER.rim - TUMBLER.foot) / TUMBLER.height;
const LEAN = 1 / Math.hypot(1, SLOPE);

/** The larger of two distances, with the edge between them rounded by `soft`. */
function roundMax(a: number, b: number, soft: number): number {
  const larger = Math.max(a, b);
  const apart = a > b ? a - b : b - a;
  if (apart >= soft) return larger;
  return larger + ((soft - apart) * (soft - apart) * 0.25) / soft;
}

/** Distance to the hollow inside, inside negative. */
function hollow(radius: number, y: number): number {
  const side = (radius - (TUMBLER.foot - TUMBLER.wall + SLOPE * y)) * LEAN;
  return roundMax(side, TUMBLER.floor + 0.05 * radius * radius - y, 0.22);
}

/** Distance to the glass body, inside negative: a cone with flat facets ground into its lower part. */
export function glassAt(x: number, y: number, z: number): number {
  const radius = Math.sqrt(x * x + z * z);
  const cone = (radius - (TUMBLER.foot + SLOPE * y)) * LEAN;
  let body = roundMax(cone, y - TUMBLER.height, 0.05);
  if (y < 1.35) {
    const [ax, az] = [Math.abs(x), Math.abs(z)];
    // The ten facets' directions, folded into one quarter: 0, 36 and 72 degrees. They lie a little inside the
    // cone at the foot and leave it where they end in an arc.
    const off = Math.max(az, 0.809017 * az + 0.587785 * ax, 0.309017 * az + 0.951057 * ax);
    const facet = off - (0.803 + y * (SLOPE + 0.03));
    body = roundMax(body, facet * 0.97, 0.014);
  }
  body = roundMax(body, 0.012 - y, 0.07);
  return roundMax(body, -hollow(radius, y), 0.05);
}

/** Whether a point lies nearer to the axis than the middle of the wall does. */
function within(x: number, y: number, z: number): boolean {
  const middle = TUMBLER.foot - TUMBLER.wall / 2 + SLOPE * y;
  return x * x + z * z < middle * middle;
}

/** Which medium lies at a point; `glass` is `glassAt` there, which the caller knows already. */
export function mediumAt(x: number, y: number, z: number, glass: number): Medium {
  if (glass < 0) return GLASS;
  return y < TUMBLER.fill && y > 0.1 && within(x, y, z) ? DRINK : AIR;
}

/** A step, in the direction of rising or falling `dy`, that surely crosses no border. */
export function safeStep(x: number, y: number, z: number, dy: number, glass: number): number {
  const far = Math.abs(glass) * 0.96;
  const away = dy > 0 === y > TUMBLER.fill;
  return glass < 0 || away || !within(x, y, z) ? far : Math.min(far, Math.abs(y - TUMBLER.fill));
}
