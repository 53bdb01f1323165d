import { hash, noise } from './noise.js';

/** What `knit` found at a point of the fabric. */
export interface Stitch {
  /** Height in shares of a stitch's width, about 0 to 0.6. */
  height: number;
  /** The number of the row, for stripes. */
  row: number;
  /** Brightness of the yarn here, about 0.8 to 1.15. */
  tone: number;
}

/** Plain knitting, one stitch a unit: `u` across the columns, `v` down the rows. Writes into `found`. */
export function knit(u: number, v: number, found: Stitch): void {
  const column = Math.floor(u);
  const middle = u - column - 0.5;
  const side = Math.abs(middle) * 2;
  // Each stitch is a V: its two legs rise outwards, so the rows bend down at the middle of a column.
  const down = v + 0.62 * side + 0.14 * noise(u * 0.9, v * 0.7, 51);
  const row = Math.floor(down);
  const along = 2 * (down - row) - 1;
  const across = (side - 0.5) * 2;
  const girth = 0.9 + 0.2 * noise(column * 3.1, row * 2.3, 52);
  const body = Math.max(0, 1 - (along / girth) ** 2) ** 0.6 * Math.max(0, 1 - across * across * 0.96) ** 0.5;
  const ply = Math.sin(9 * (along * 0.5 - across * 0.45 * Math.sign(middle)) + 6.283 * hash(column, row, 53));
  const hair = noise(u * 9, v * 9, 54);
  found.height = 0.5 * body + 0.03 * ply * body + 0.05 * hair;
  found.row = row;
  found.tone = 0.9 + 0.16 * hash(column, row, 55) + 0.05 * ply + 0.14 * (hair - 0.5);
}

/** Rise of knitted ribs, 0 in the grooves to 1 on the ridges; one rib a unit. */
export function rib(u: number): number {
  const wave = 0.5 + 0.5 * Math.cos(6.283 * u);
  return wave ** 0.65;
}
