import { scene } from './glassroom.js';
import { fresnel } from './shade.js';
import { AIR, GLASS, glassAt, type Medium, mediumAt, safeStep, TUMBLER } from './tumbler.js';

// For air, glass and drink: refractive index, and light lost over one rim radius as exponents for red, green,
// blue.
const INDEX = [1, 1.52, 1.34];
const ABSORB = [
  [0, 0, 0],
  [0.05, 0.02, 0.03],
  [0.05, 0.7, 0.52],
];
const SHORTEST = 0.0012;
// The cylinder that holds the tumbler; outside it nothing bends a ray.
const HOLD = 1.03;
const TOP = TUMBLER.height + 0.02;

type Vector = [number, number, number];

/** Moves `p` to where the ray enters the tumbler's cylinder; false if it passes by. */
function enter(p: Vector, d: Vector): boolean {
  const a = d[0] * d[0] + d[2] * d[2];
  const b = p[0] * d[0] + p[2] * d[2];
  const c = p[0] * p[0] + p[2] * p[2] - HOLD * HOLD;
  const root = b * b - a * c;
  if (c <= 0) return true;
  if (root <= 0 || b >= 0) return false;
  const near = (-b - Math.sqrt(root)) / a;
  const far = (-b + Math.sqrt(root)) / a;
  const y = p[1] + d[1] * near;
  const yFar = p[1] + d[1] * far;
  if ((y < 0 && yFar < 0) || (y > TOP && yFar > TOP)) return false;
  const start = y > TOP ? (TOP - p[1]) / d[1] : near;
  for (let k = 0; k < 3; k++) p[k] += d[k] * start;
  return true;
}

// What `march` met; kept outside to spare an allocation a stretch.
const hit = { glass: 0, found: AIR as Medium };

/** Moves `p` on to the next medium, or out of the cylinder: then `found` stays as it was. Returns the length. */
function march(p: Vector, d: Vector, medium: Medium, glass: number): number {
  let [x, y, z] = p;
  const [dx, dy, dz] = d;
  let travelled = 0;
  let found = medium;
  while (found === medium && travelled < 9) {
    const step = Math.max(safeStep(x, y, z, dy, glass), SHORTEST);
    x += dx * step;
    y += dy * step;
    z += dz * step;
    travelled += step;
    if (medium === AIR && (x * x + z * z > HOLD * HOLD || y > TOP || y < 0)) break;
    glass = glassAt(x, y, z);
    found = mediumAt(x, y, z, glass);
  }
  p[0] = x;
  p[1] = y;
  p[2] = z;
  hit.glass = glass;
  hit.found = found;
  return travelled;
}

/** The border's normal, turned against the ray. */
function normalAt(p: Vector, from: Medium, to: Medium, d: Vector, glass: number): Vector {
  if (from !== GLASS && to !== GLASS) return [0, d[1] < 0 ? 1 : -1, 0];
  const e = 0.0006;
  const x = glassAt(p[0] + e, p[1], p[2]) - glass;
  const y = glassAt(p[0], p[1] + e, p[2]) - glass;
  const z = glassAt(p[0], p[1], p[2] + e) - glass;
  const length = Math.hypot(x, y, z) * (x * d[0] + y * d[1] + z * d[2] > 0 ? -1 : 1) || 1;
  return [x / length, y / length, z / length];
}

/**
 * Follows the ray from `p` along `d` (unit length; both are used up) through the tumbler and adds the light it
 * brings, times `share`, to `rgb`. `depth` counts the mirrorings that already split off, 0 for the camera's ray.
 */
export function trace(p: Vector, d: Vector, share: number, rgb: Float64Array, depth: number): void {
  const left: Vector = [share, share, share];
  if (!enter(p, d)) {
    scene(p, d, left, rgb);
    return;
  }
  let glass = glassAt(p[0], p[1], p[2]);
  let medium = mediumAt(p[0], p[1], p[2], glass);
  let found = medium;
  for (let bounce = 0; bounce < 8; bounce++) {
    const travelled = march(p, d, medium, glass);
    ({ glass, found } = hit);
    if (found === medium) {
      scene(p, d, left, rgb);
      return;
    }
    for (let c = 0; c < 3; c++) left[c] *= Math.exp(-ABSORB[medium][c] * travelled);
    const n = normalAt(p, medium, found, d, glass);
    const cos = -(d[0] * n[0] + d[1] * n[1] + d[2] * n[2]);
    const ratio = INDEX[medium] / INDEX[found];
    const inner = 1 - ratio * ratio * (1 - cos * cos);
    const base = ((1 - ratio) / (1 + ratio)) ** 2;
    const mirrored = inner <= 0 ? 1 : fresnel(base, ratio > 1 ? Math.sqrt(inner) : cos);
    const bent: Vector = [d[0] + 2 * cos * n[0], d[1] + 2 * cos * n[1], d[2] + 2 * cos * n[2]];
    const stepBack = 2.2 * SHORTEST;
    if (mirrored > 0.6) {
      for (let c = 0; c < 3; c++) {
        p[c] -= d[c] * stepBack;
        d[c] = bent[c];
      }
      // At a sharp edge the way back may end in another medium than the one it came through.
      glass = glassAt(p[0], p[1], p[2]);
      medium = mediumAt(p[0], p[1], p[2], glass);
      continue;
    }
    if (depth === 0 && bounce < 3 && mirrored * left[1] > 0.02) {
      const start: Vector = [p[0] - d[0] * stepBack, p[1] - d[1] * stepBack, p[2] - d[2] * stepBack];
      trace(start, bent, left[1] * mirrored, rgb, 1);
    }
    const turn = ratio * cos - Math.sqrt(inner);
    for (let c = 0; c < 3; c++) {
      d[c] = ratio * d[c] + turn * n[c];
      left[c] *= 1 - mirrored;
    }
    medium = found;
  }
  // A ray caught for so long would only add speckle; it brings the room's mean light.
  for (let c = 0; c < 3; c++) rgb[c] += left[c] * 0.35;
}
