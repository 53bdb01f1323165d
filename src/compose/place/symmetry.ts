import type { Matte } from '../../engine/raster.js';

/** A line down a subject: at row `y` it is at `middle(y)`, and it moves by `slope` columns a row. */
export interface Axis {
  slope: number;
  middle(y: number): number;
}

/** A matte from here on is subject. */
export const SOLID = 128;

/** Samples along the longer side: the axis is wanted to a percent. */
const SAMPLES = 96;

/** An axis is never more slanted than this, and an upright one is preferred where it fits almost as well. */
const MOST_SLANT = 0.25;
const SLANT_COSTS = 0.3;

/**
 * The axis about which rows of a matte are most nearly the mirror image of themselves. Middles of rows would follow one arm that
 * lies apart; the share that finds its mirror image hardly does.
 *
 * @param from first row, before `to`
 * @returns `undefined` where nothing is solid
 */
export function symmetryAxis({ width, alpha }: Matte, from: number, to: number): Axis | undefined {
  const step = Math.max(1, Math.floor(Math.max(width, to - from) / SAMPLES));
  const points: [x: number, y: number][] = [];
  for (let y = from + (step >> 1); y < to; y += step)
    for (let x = step >> 1; x < width; x += step) if (alpha[y * width + x] >= SOLID) points.push([x, y]);
  if (points.length === 0) return undefined;
  const mean = (i: 0 | 1) => points.reduce((sum, point) => sum + point[i], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const xs = points.map(([x]) => x);
  const reach = (Math.max(...xs) - Math.min(...xs)) / 4;
  const score = (x0: number, slope: number) => {
    let alike = 0;
    for (const [x, y] of points) {
      const away = (x - x0 - slope * (y - my)) / (1 + slope * slope);
      const column = Math.round(x - 2 * away);
      const row = Math.round(y + 2 * slope * away);
      if (column < 0 || column >= width || row < from || row >= to) continue;
      if (alpha[row * width + column] >= SOLID) alike++;
    }
    return alike / points.length - SLANT_COSTS * Math.abs(slope);
  };
  let best = { x0: mx, slope: 0, score: score(mx, 0) };
  const around = (x0: number, slope: number, right: number, turn: number, count: number) => {
    for (let i = -count; i <= count; i++)
      for (let k = -count; k <= count; k++) {
        const [x, s] = [x0 + (i * right) / count, slope + (k * turn) / count];
        if (Math.abs(s) > MOST_SLANT) continue;
        const found = score(x, s);
        if (found > best.score) best = { x0: x, slope: s, score: found };
      }
  };
  around(mx, 0, reach, MOST_SLANT, 8);
  around(best.x0, best.slope, reach / 8, MOST_SLANT / 8, 4);
  const { x0, slope } = best;
  return { slope, middle: (y) => x0 + slope * (y - my) };
}
