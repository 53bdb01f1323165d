import { noise } from './noise.js';
import { ramp } from './shade.js';

/** A fold as a soft ridge: from x, y to x, y, half width, height; all in pixels of the master. */
export type Ridge = readonly [x0: number, y0: number, x1: number, y1: number, width: number, rise: number];

/** Height in pixels of all the ridges at a point; they fade at both ends. */
export function ridges(list: readonly Ridge[], x: number, y: number): number {
  const wander = 46 * (noise(x / 300, y / 420, 57) - 0.5);
  let height = 0;
  for (const [x0, y0, x1, y1, width, rise] of list) {
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = Math.hypot(dx, dy);
    const along = ((x - x0) * dx + (y - y0) * dy) / (length * length);
    if (along < -0.05 || along > 1.05) continue;
    const off = ((x + wander - x0) * dy - (y - y0) * dx) / length / (width * (0.7 + 0.9 * along));
    if (off > 3 || off < -3) continue;
    height += rise * Math.exp(-off * off) * ramp(-0.05, 0.25, along) * ramp(1.05, 0.55, along);
  }
  return height;
}

const BODY: readonly Ridge[] = [
  [690, 1180, 1010, 1560, 46, 34],
  [670, 1290, 900, 1900, 54, 36],
  [700, 1090, 1120, 1290, 40, 22],
  [1710, 1170, 1420, 1500, 44, 30],
  [1735, 1300, 1500, 1980, 56, 38],
  [1700, 1080, 1330, 1240, 38, 20],
  [960, 1700, 900, 2760, 60, 26],
  [1240, 1500, 1270, 2740, 66, 20],
  [1560, 1850, 1590, 2770, 58, 28],
  [760, 2000, 740, 2780, 50, 24],
];

/** Height in pixels of the body's folds: ridges, and vertical waves growing downwards. */
export function bodyFolds(x: number, y: number): number {
  const wander = 110 * (noise(x / 300, y / 420, 57) - 0.5);
  const waves = 16 * Math.sin((x + wander + 40) / 74) * ramp(1300, 2600, y) * noise(x / 500, y / 900, 58);
  return waves + ridges(BODY, x, y) + 30 * noise(x / 520, y / 640, 59);
}

/** Height in pixels of a sleeve's folds; `u` across it, `v` along it from the shoulder. */
export function sleeveFolds(u: number, v: number, seed: number): number {
  const bent = v + 0.55 * u + 90 * noise(u / 160, v / 240, seed);
  const bunch =
    Math.sin(bent / 58) * (0.25 + ramp(1050, 1480, v) + 0.8 * Math.exp(-(((v - 820) / 190) ** 2)));
  return 13 * bunch + 24 * noise(u / 200, v / 420, seed + 1);
}
