/** Distance from a point to the nearest surface of a solid, negative inside; never more than the true one. */
export type Solid = (x: number, y: number, z: number) => number;

/** Smooth union of two distances (polynomial, Quilez): rounded over `k`. */
export function joined(a: number, b: number, k: number): number {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - (h * h * k) / 4;
}

/** Smooth intersection. */
export const common = (a: number, b: number, k: number): number => -joined(-a, -b, k);

export interface Limb {
  a: readonly [number, number, number];
  b: readonly [number, number, number];
  /** Radii at both ends. */
  from: number;
  to: number;
}

/** Share along a limb's axis that is nearest to a point, not held to 0..1. */
export function along({ a, b }: Limb, x: number, y: number, z: number): number {
  const [dx, dy, dz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  return ((x - a[0]) * dx + (y - a[1]) * dy + (z - a[2]) * dz) / (dx * dx + dy * dy + dz * dz);
}

/** A capsule whose radius changes along it. */
export function limb(part: Limb, x: number, y: number, z: number): number {
  const t = Math.min(Math.max(along(part, x, y, z), 0), 1);
  const { a, b, from, to } = part;
  const far = Math.hypot(
    x - a[0] - (b[0] - a[0]) * t,
    y - a[1] - (b[1] - a[1]) * t,
    z - a[2] - (b[2] - a[2]) * t,
  );
  return far - (from + (to - from) * t);
}

/** Follow a ray to a surface (sphere tracing, Hart 1996). Returns the distance, or Infinity where it meets nothing. */
export function meet(
  solid: Solid,
  from: readonly number[],
  ray: readonly number[],
  near: number,
  far: number,
  caution = 0.9,
): number {
  let t = near;
  for (let step = 0; step < 140 && t < far; step++) {
    const d = solid(from[0] + ray[0] * t, from[1] + ray[1] * t, from[2] + ray[2] * t);
    if (d < 0.0006) return t;
    t += d * caution;
  }
  return Number.POSITIVE_INFINITY;
}

/** Unit normal of a surface by differences (tetrahedron). */
export function normalAt(solid: Solid, x: number, y: number, z: number, e = 0.002): [number, number, number] {
  const a = solid(x + e, y - e, z - e);
  const b = solid(x - e, y - e, z + e);
  const c = solid(x - e, y + e, z - e);
  const d = solid(x + e, y + e, z + e);
  const n: [number, number, number] = [a - b - c + d, -a - b + c + d, -a + b - c + d];
  const length = Math.hypot(...n);
  return [n[0] / length, n[1] / length, n[2] / length];
}

/** Share of a large light that a point sees, 0..1; `soft` is the light's angular size. */
export function lightSeen(
  solid: Solid,
  p: readonly number[],
  l: readonly number[],
  soft: number,
  far = 4,
): number {
  let seen = 1;
  for (let t = 0.03; t < far; ) {
    const d = solid(p[0] + l[0] * t, p[1] + l[1] * t, p[2] + l[2] * t);
    seen = Math.min(seen, 0.5 + d / (soft * t) / 2);
    if (seen <= 0) return 0;
    t += Math.max(0.02, Math.min(0.25, d));
  }
  return seen * seen * (3 - 2 * seen);
}

/** Openness of a point to its surroundings, 0..1 (ambient occlusion by five looks along the normal). */
export function openness(solid: Solid, p: readonly number[], n: readonly number[], reach: number): number {
  let closed = 0;
  let weight = 1;
  for (let i = 1; i <= 5; i++) {
    const h = (reach * i) / 5;
    closed += (weight * Math.max(0, h - solid(p[0] + n[0] * h, p[1] + n[1] * h, p[2] + n[2] * h))) / reach;
    weight *= 0.72;
  }
  return Math.max(0, 1 - 0.95 * closed);
}
