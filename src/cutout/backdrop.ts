import type { Size } from '../engine/raster.js';
import type { Plane } from './sampling.js';

/** A background that is one colour but for gentle gradients and noise. */
export interface Backdrop {
  /** Colour distance (CIE76 ΔE of Lab) of each pixel to what the background would be there. */
  distance: Plane;
  /** ΔE up to which a pixel is background, noise and gradients included. */
  near: number;
  /** Lab of the background in the middle of the picture. */
  colour: [number, number, number];
}

/** Share of the border that must follow the model, and how closely (median ΔE), for a background to count as uniform. */
const ENOUGH = 0.8;
const CLOSE = 3.5;

/** Share of the border that must follow at the very least: of a white studio the subject may leave only corners. */
const FEWEST = 0.25;

/** ΔE within which border pixels follow the model. */
const FOLLOWS = 6;

/**
 * A robust model of the border: per Lab channel a tilted plane, fitted by least squares to the border pixels that the network does
 * not see as subject, again and again without those that lie far off (trimmed least squares, Rousseeuw 1984).
 *
 * @param lab `[H, W, 3]`
 * @param subject how surely a pixel is subject, 0..1
 * @returns undefined where the background is not uniform
 */
export function backdrop(
  lab: Float32Array,
  { width, height }: Size,
  subject: Float32Array,
): Backdrop | undefined {
  const ring = borderPixels(width, height).filter((i) => subject[i] < 0.5);
  if (ring.length < (width + height) / 2) return undefined;
  const basis = (i: number) => [1, (i % width) / width - 0.5, Math.floor(i / width) / height - 0.5];
  const rows = ring.map(basis);
  const off = new Float32Array(ring.length);
  let model = commonest(lab, ring).map((value) => [value, 0, 0]);
  const measure = () => {
    for (let k = 0; k < ring.length; k++) off[k] = deltaE(lab, ring[k], model, rows[k]);
    return Math.max(1, median(Array.from(off).filter((value) => value < 2 * FOLLOWS)));
  };
  for (let round = 0; round < 4; round++) {
    const limit = Math.min(FOLLOWS, Math.max(3, 3 * measure()));
    const kept = ring.map((_, k) => k).filter((k) => off[k] < limit);
    if (kept.length < FEWEST * ring.length) return undefined;
    model = [0, 1, 2].map((c) =>
      leastSquares(
        kept.map((k) => rows[k]),
        kept.map((k) => lab[3 * ring[k] + c]),
      ),
    );
  }
  measure();
  const following = Array.from(off).filter((value) => value < FOLLOWS);
  const share = following.length / ring.length;
  const typical = Math.max(1, median(following));
  // Studio white is told by itself, also where the subject leaves little of it.
  const studio = model[0][0] > 98 && typical < 1.5;
  if (share < (studio ? FEWEST : ENOUGH) || typical > CLOSE) return undefined;
  const values = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++)
      values[i] = deltaE(lab, i, model, [1, x / width - 0.5, y / height - 0.5]);
  const colour = model.map(([middle]) => middle) as [number, number, number];
  return { distance: { width, height, values }, near: Math.max(2.5, 2.5 * typical), colour };
}

/** The pixels of a ring along the border, a fiftieth of the short side wide. */
function borderPixels(width: number, height: number): number[] {
  const deep = Math.max(1, Math.round(Math.min(width, height) / 50));
  const step = Math.max(1, Math.floor((2 * deep * (width + height)) / 6000));
  const found: number[] = [];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++)
      if ((x < deep || y < deep || x >= width - deep || y >= height - deep) && i % step === 0) found.push(i);
  return found;
}

function deltaE(lab: Float32Array, i: number, [l, a, b]: number[][], [one, x, y]: number[]): number {
  const dl = lab[3 * i] - (l[0] * one + l[1] * x + l[2] * y);
  const da = lab[3 * i + 1] - (a[0] * one + a[1] * x + a[2] * y);
  const db = lab[3 * i + 2] - (b[0] * one + b[1] * x + b[2] * y);
  return Math.sqrt(dl * dl + da * da + db * db);
}

/** The commonest Lab colour of the border, to within 4 units. */
function commonest(lab: Float32Array, ring: number[]): number[] {
  const counts = new Map<number, number[]>();
  for (const i of ring) {
    const [l, a, b] = [0, 1, 2].map((c) => Math.round(lab[3 * i + c] / 4) + 64);
    const key = (l * 256 + a) * 256 + b;
    const same = counts.get(key);
    if (same) same.push(i);
    else counts.set(key, [i]);
  }
  const most = [...counts.values()].reduce((a, b) => (b.length > a.length ? b : a));
  return [0, 1, 2].map((c) => median(most.map((i) => lab[3 * i + c])));
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

/** Normal equations of three unknowns, by Cramer's rule; a slight pull to 0 keeps slopes that the border cannot tell at 0. */
function leastSquares(rows: number[][], values: number[]): number[] {
  const m = [0, 1, 2].map((r) => [0, 1, 2].map((c) => (r === c && r > 0 ? 1e-3 * rows.length : 0)));
  const v = [0, 0, 0];
  rows.forEach((row, k) => {
    for (let r = 0; r < 3; r++) {
      v[r] += row[r] * values[k];
      for (let c = 0; c < 3; c++) m[r][c] += row[r] * row[c];
    }
  });
  const whole = determinant(m);
  return [0, 1, 2].map(
    (k) => determinant(m.map((row, r) => row.map((cell, c) => (c === k ? v[r] : cell)))) / whole,
  );
}

function determinant([[a, b, c], [d, e, f], [g, h, i]]: number[][]): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}
