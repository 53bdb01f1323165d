import type { Master } from './canvas.js';
import { paint } from './canvas.js';
import { scene } from './glassroom.js';
import { fresnel } from './shade.js';
import { glassAt, INDEX, type Medium, mediumAt, safeStep, TUMBLER } from './tumbler.js';

const WIDTH = 2400;
const HEIGHT = 3200;
// Camera: rim radii; it stands far off, so the tumbler's sides look almost parallel.
const EYE = [0, 3.7, 13.5] as const;
const LOOK = [0, 1.28, 0] as const;
const FOCAL = 8600;
// Light kept by one rim radius of each medium, as exponents for red, green, blue.
const ABSORB = { air: [0, 0, 0], glass: [0.05, 0.02, 0.03], drink: [0.06, 0.62, 0.5] } as const;

type Vector = [number, number, number];
interface Ray {
  at: Vector;
  go: Vector;
}

/** Follows one ray through the tumbler and adds the light it brings to `rgb`, times `share`. */
function trace(ray: Ray, share: number, rgb: Float64Array, depth: number): void {
  const [p, d] = [ray.at, ray.go];
  const left = [share, share, share];
  let medium: Medium = mediumAt(...p);
  for (let bounce = 0; bounce < 9; bounce++) {
    let travelled = 0;
    let found: Medium = medium;
    while (found === medium) {
      const step = Math.max(safeStep(p[0], p[1], p[2], d[1]), 0.0012);
      for (let c = 0; c < 3; c++) p[c] += d[c] * step;
      travelled += step;
      const off = p[0] * d[0] + p[2] * d[2] > 0 && p[0] * p[0] + p[2] * p[2] > 1.2;
      if (medium === 'air' && (off || p[1] < 0 || (p[1] > TUMBLER.height + 0.1 && d[1] > 0))) {
        scene(p, d, left, rgb);
        return;
      }
      found = mediumAt(p[0], p[1], p[2]);
      if (travelled > 40) return;
    }
    for (let c = 0; c < 3; c++) left[c] *= Math.exp(-ABSORB[medium][c] * travelled);
    const n = normalAt(p, medium, found, d);
    const cos = -(d[0] * n[0] + d[1] * n[1] + d[2] * n[2]);
    const ratio = INDEX[medium] / INDEX[found];
    const inner = 1 - ratio * ratio * (1 - cos * cos);
    const base = ((1 - ratio) / (1 + ratio)) ** 2;
    const mirrored = inner <= 0 ? 1 : fresnel(base, ratio > 1 ? Math.sqrt(inner) : cos);
    const bent: Vector = [0, 0, 0];
    for (let c = 0; c < 3; c++) bent[c] = d[c] + 2 * cos * n[c];
    if (mirrored > 0.6) {
      for (let c = 0; c < 3; c++) {
        p[c] -= d[c] * 0.0026;
        d[c] = bent[c];
      }
      // Stepping back may have left the medium at a sharp edge.
      medium = mediumAt(...p);
      continue;
    }
    if (mirrored * left[1] > 0.012 && depth < 2) {
      const start: Vector = [p[0] - d[0] * 0.003, p[1] - d[1] * 0.003, p[2] - d[2] * 0.003];
      trace({ at: start, go: bent }, left[1] * mirrored, rgb, depth + (bounce ? 2 : 1));
    }
    const turn = ratio * cos - Math.sqrt(inner);
    for (let c = 0; c < 3; c++) {
      d[c] = ratio * d[c] + turn * n[c];
      left[c] *= 1 - mirrored;
    }
    medium = found;
  }
  scene(p, d, left, rgb);
}

/** The border's normal, turned against the ray. */
function normalAt(p: Vector, from: Medium, to: Medium, d: Vector): Vector {
  if (from !== 'glass' && to !== 'glass') return [0, d[1] < 0 ? 1 : -1, 0];
  const e = 0.0015;
  const x = glassAt(p[0] + e, p[1], p[2]) - glassAt(p[0] - e, p[1], p[2]);
  const y = glassAt(p[0], p[1] + e, p[2]) - glassAt(p[0], p[1] - e, p[2]);
  const z = glassAt(p[0], p[1], p[2] + e) - glassAt(p[0], p[1], p[2] - e);
  const length = Math.hypot(x, y, z) * (x * d[0] + y * d[1] + z * d[2] > 0 ? -1 : 1) || 1;
  return [x / length, y / length, z / length];
}

const back = Math.hypot(EYE[1] - LOOK[1], EYE[2] - LOOK[2]);
const [sin, cos] = [(EYE[1] - LOOK[1]) / back, (EYE[2] - LOOK[2]) / back];

function shoot(x: number, y: number, rgb: Float64Array, share: number): void {
  const [u, v] = [(x - WIDTH / 2) / FOCAL, (HEIGHT / 2 - y) / FOCAL];
  const norm = 1 / Math.hypot(u, v, 1);
  const go: Vector = [u * norm, (v * cos - sin) * norm, (-v * sin - cos) * norm];
  // The first stretch is empty; starting at a fixed plane near the tumbler spares most steps.
  const skip = (EYE[2] - 1.6) / -go[2];
  const at: Vector = [go[0] * skip, EYE[1] + go[1] * skip, 1.6];
  if (at[1] < 0 || Math.abs(u) > 0.098) scene(at, go, [share, share, share], rgb);
  else trace({ at, go }, share, rgb, 0);
}

/** Draws the faceted tumbler with a pink drink by following rays through it; master 2400 by 3200. */
export async function drawGlass(): Promise<Master> {
  return paint(WIDTH, HEIGHT, (x, y, rgb) => {
    rgb.fill(0);
    const inside = Math.abs(x - WIDTH / 2) < 860 && y > 300 && y < 2900;
    if (!inside) return shoot(x, y, rgb, 1);
    // Two rays a pixel take the worst of the stairs off the thin edges.
    shoot(x - 0.25, y - 0.25, rgb, 0.5);
    shoot(x + 0.25, y + 0.25, rgb, 0.5);
  });
}
