import { clamp, ramp } from './shade.js';

/** The strap's middle line in master pixels. */
export const MIDDLE = 1180;

/** A flat piece of leather, cut and stitched: the distance to its edge decides everything. */
export interface Panel {
  /** Distance to the edge in pixels, inside negative. */
  edge: (x: number, y: number) => number;
  lift: number;
  /** How far inside the edge the seam runs, pixels; 0 for none. */
  seam: number;
  /** Length along the seam in pixels, any start. */
  along: (x: number, y: number) => number;
  seed: number;
}

const strapEdge = (x: number, y: number) => {
  const half = 214;
  const tip = 2060;
  const dx = Math.abs(x - MIDDLE);
  const point = dx * 0.72 + (y - tip) * 0.7 + 30;
  const round = Math.hypot(Math.max(dx - half + 60, 0), Math.max(point + 60, 0));
  return y < 1500
    ? dx - half
    : Math.max(dx - half, round + Math.min(Math.max(dx - half, point) + 60, 0) - 60);
};
const flapLine = (x: number) => 1560 - ((x - MIDDLE) / 1500) ** 2 * 330;

/** Top panel first: strap, flap, body of the bag. */
export const PANELS: Panel[] = [
  { edge: strapEdge, lift: 90, seam: 46, along: (_, y) => y, seed: 71 },
  {
    edge: (x, y) => (y - flapLine(x)) * (1 - 0.06 * Math.abs((x - MIDDLE) / 1200)),
    lift: 46,
    seam: 74,
    along: (x) => x,
    seed: 72,
  },
  { edge: () => -4000, lift: 0, seam: 0, along: () => 0, seed: 73 },
];

/** Stitches of 44 pixels lying in a pressed groove; returns height, and coverage by thread, 0 to 1. */
export function stitch(panel: Panel, x: number, y: number, edge: number, out: [number, number]): void {
  out[0] = 0;
  out[1] = 0;
  if (!panel.seam) return;
  const across = -edge - panel.seam;
  if (Math.abs(across) > 30) return;
  const run = panel.along(x, y) / 44;
  const part = (run - Math.floor(run) - 0.5) * 44;
  // Saddle stitches lean a little, and dive into a hole at each end.
  const lean = across - part * 0.12;
  const length = Math.max(0, Math.abs(part) - 11);
  const d = Math.hypot(lean, length * 1.15) / 8.5;
  const hole = Math.exp(-((across / 7) ** 2) - ((22 - Math.abs(part)) / 5) ** 2);
  const ply = 0.8 * Math.sin((part + lean * 1.4) * 0.75);
  out[1] = ramp(1.05, 0.9, d);
  out[0] = out[1] > 0 ? 11 * Math.sqrt(Math.max(0, 1 - d * d)) + ply * out[1] : 0;
  out[0] -= 9 * Math.exp(-((across / 13) ** 2)) + 12 * hole * (1 - out[1]);
}

/** Depth of the strap's punched holes at a pixel, 0 to 1. */
export function punched(x: number, y: number): number {
  const hole = Math.round(clamp((y - 1560) / 165, 0, 1)) * 165 + 1560;
  return ramp(25, 20, Math.hypot(x - MIDDLE, y - hole));
}
