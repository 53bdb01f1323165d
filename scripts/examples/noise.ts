/** Mixes two lattice coordinates and a seed into one number, 0 (inclusive) to 1 (exclusive). */
export function hash(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth value noise over a unit lattice, 0 to 1. Divide pixels by the wanted grain before the call. */
export function noise(x: number, y: number, seed: number): number {
  const i = Math.floor(x);
  const j = Math.floor(y);
  const fx = x - i;
  const fy = y - j;
  const u = fx * fx * (3 - 2 * fx);
  const v = fy * fy * (3 - 2 * fy);
  const top = hash(i, j, seed) * (1 - u) + hash(i + 1, j, seed) * u;
  const bottom = hash(i, j + 1, seed) * (1 - u) + hash(i + 1, j + 1, seed) * u;
  return top * (1 - v) + bottom * v;
}

/** Sum of `octaves` noises, each twice as fine and half as strong as the one before; 0 to 1. */
export function fractal(x: number, y: number, seed: number, octaves: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  for (let o = 0; o < octaves; o++) {
    sum += weight * noise(x, y, seed + o * 17);
    total += weight;
    weight /= 2;
    // A factor just off 2 keeps the lattices of the octaves from lining up.
    x *= 2.03;
    y *= 2.03;
  }
  return sum / total;
}

/** What `cells` found: distances to the two nearest points in lattice units, and the nearest one's number. */
export interface Cell {
  first: number;
  second: number;
  /** A number of its own for each cell, 0 to 1. */
  tag: number;
}

/** Worley noise: one scattered point a lattice square. Writes the answer into `found` to spare allocations. */
export function cells(x: number, y: number, seed: number, found: Cell): void {
  const i = Math.floor(x);
  const j = Math.floor(y);
  let first = 9;
  let second = 9;
  let ni = i;
  let nj = j;
  for (let b = j - 1; b <= j + 1; b++) {
    for (let a = i - 1; a <= i + 1; a++) {
      const dx = a + 0.1 + 0.8 * hash(a, b, seed) - x;
      const dy = b + 0.1 + 0.8 * hash(a, b, seed + 7) - y;
      const d = dx * dx + dy * dy;
      if (d < first) {
        second = first;
        first = d;
        ni = a;
        nj = b;
      } else if (d < second) {
        second = d;
      }
    }
  }
  found.first = Math.sqrt(first);
  found.second = Math.sqrt(second);
  found.tag = hash(ni, nj, seed + 13);
}
