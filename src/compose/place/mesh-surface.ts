import { borderOf, type Mesh, meshAspect } from './mesh.js';
import { type Patch, patchOf, type Spot } from './patch.js';
import { between } from './point.js';
import type { Finder, Surface } from './surface.js';

/** Side of the small cells that give the first guess, in pixels of the photograph; and how far the guess goes beyond the border. */
const STEP = 6;
const BEYOND = 4;

/** Newton's steps from the guess: the error is squared by each, and ends far below a hundredth of a pixel. */
const ROUNDS = 3;

const spot = (): Spot => ({ x: 0, y: 0, xu: 0, yu: 0, xv: 0, yv: 0 });

/** A mesh as a surface; places are found by Newton's method from a guess that is drawn row by row. */
export function meshSurface(mesh: Mesh): Surface {
  const patch = patchOf(mesh);
  const found = spot();
  return {
    outline: borderOf(mesh),
    aspect: meshAspect(mesh),
    at: (u, v) => {
      patch(u, v, found);
      return [found.x, found.y];
    },
    finder: (from, to, width) => finder(mesh, patch, from, to, width),
  };
}

function finder(mesh: Mesh, patch: Patch, from: number, to: number, width: number): Finder {
  const guess = new Float32Array(Math.max(0, to - from) * width * 2).fill(Number.NaN);
  drawGuess(mesh, patch, guess, { from, to, width });
  const touch = { u: 0, v: 0 };
  const here = spot();
  return (x, y, column, row) => {
    const at = ((row - from) * width + column) * 2;
    if (!(guess[at] > -9)) return undefined;
    touch.u = guess[at];
    touch.v = guess[at + 1];
    for (let round = 0; round < ROUNDS; round++) {
      patch(touch.u, touch.v, here);
      const whole = here.xu * here.yv - here.xv * here.yu;
      if (Math.abs(whole) < 1e-9) return undefined;
      const [dx, dy] = [x - here.x, y - here.y];
      touch.u += (dx * here.yv - dy * here.xv) / whole;
      touch.v += (dy * here.xu - dx * here.yu) / whole;
    }
    return touch;
  };
}

interface Rows {
  from: number;
  to: number;
  width: number;
}

/** Draw (u, v) as two triangles for every small cell of the surface, the area's surroundings included. */
function drawGuess(mesh: Mesh, patch: Patch, guess: Float32Array, rows: Rows): void {
  const steps = (count: number, length: number) =>
    (count - 1) * Math.min(64, Math.max(1, Math.ceil(length / (count - 1) / STEP)));
  const { columns, rows: down, points } = mesh;
  let [across, along] = [0, 0];
  for (let r = 0; r < down; r++)
    across = Math.max(across, lineLength(points.slice(r * columns, (r + 1) * columns)));
  for (let c = 0; c < columns; c++)
    along = Math.max(along, lineLength(points.filter((_, i) => i % columns === c)));
  const us = stops(steps(columns, across), BEYOND / across);
  const vs = stops(steps(down, along), BEYOND / along);
  const here = spot();
  let above: Float64Array | undefined;
  for (const [j, v] of vs.entries()) {
    const line = new Float64Array(us.length * 2);
    for (const [i, u] of us.entries()) {
      patch(u, v, here);
      line[2 * i] = here.x;
      line[2 * i + 1] = here.y;
    }
    if (above)
      for (let i = 0; i + 1 < us.length; i++) {
        const [a, b, c, d] = [
          [above[2 * i], above[2 * i + 1], us[i], vs[j - 1]],
          [above[2 * i + 2], above[2 * i + 3], us[i + 1], vs[j - 1]],
          [line[2 * i + 2], line[2 * i + 3], us[i + 1], v],
          [line[2 * i], line[2 * i + 1], us[i], v],
        ] as Corner[];
        drawTriangle(a, b, c, guess, rows);
        drawTriangle(a, c, d, guess, rows);
      }
    above = line;
  }
}

type Corner = [x: number, y: number, u: number, v: number];

const lineLength = (points: Mesh['points']) =>
  points.reduce((sum, point, i) => sum + (i > 0 ? between(points[i - 1], point) : 0), 0);

/** `count` equal steps from 0 to 1, and one beyond either end. */
function stops(count: number, beyond: number): number[] {
  return [-beyond, ...Array.from({ length: count + 1 }, (_, i) => i / count), 1 + beyond];
}

/** Barycentric shares down to this still count: neighbours overlap by a hair, so that no pixel falls between them. */
const HAIR = -1e-6;

function drawTriangle(a: Corner, b: Corner, c: Corner, guess: Float32Array, { from, to, width }: Rows): void {
  const top = Math.max(from, Math.ceil(Math.min(a[1], b[1], c[1]) - 0.5));
  const bottom = Math.min(to - 1, Math.floor(Math.max(a[1], b[1], c[1]) - 0.5));
  const left = Math.max(0, Math.ceil(Math.min(a[0], b[0], c[0]) - 0.5));
  const right = Math.min(width - 1, Math.floor(Math.max(a[0], b[0], c[0]) - 0.5));
  const whole = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  if (Math.abs(whole) < 1e-12) return;
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const [px, py] = [x + 0.5 - a[0], y + 0.5 - a[1]];
      const p = (px * (c[1] - a[1]) - py * (c[0] - a[0])) / whole;
      const q = (py * (b[0] - a[0]) - px * (b[1] - a[1])) / whole;
      if (p < HAIR || q < HAIR || p + q > 1 - HAIR) continue;
      const at = ((y - from) * width + x) * 2;
      guess[at] = a[2] + p * (b[2] - a[2]) + q * (c[2] - a[2]);
      guess[at + 1] = a[3] + p * (b[3] - a[3]) + q * (c[3] - a[3]);
    }
}
