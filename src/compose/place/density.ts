import type { Size } from '../../engine/raster.js';
import type { Fitted } from './fit.js';
import type { Surface } from './surface.js';

/** How large a design is shown, in pixels of the photograph per pixel of the design. */
export interface Density {
  /** Where it is shown largest: nine tenths of the visible area are smaller. */
  most: number;
  /** Where it is shown smallest, along the shorter side of a pixel. */
  least: number;
}

const STEPS = 24;

/** Measure a placement on a grid of its visible part. */
export function densityOf(surface: Surface, { box, left, top, right, bottom }: Fitted, photo: Size): Density {
  const scales: number[] = [];
  for (let j = 0; j < STEPS; j++)
    for (let i = 0; i < STEPS; i++) {
      const [u, v] = [
        left + ((i + 0.5) / STEPS) * (right - left),
        top + ((j + 0.5) / STEPS) * (bottom - top),
      ];
      const [x, y] = surface.at(u, v);
      if (x < 0 || y < 0 || x > photo.width || y > photo.height) continue;
      const [du, dv] = [(right - left) / 1e3, (bottom - top) / 1e3];
      const [a, b] = [surface.at(u + du, v), surface.at(u, v + dv)];
      const across = (Math.hypot(a[0] - x, a[1] - y) * 1e3) / box.width;
      const down = (Math.hypot(b[0] - x, b[1] - y) * 1e3) / box.height;
      scales.push(Math.max(across, down));
    }
  if (scales.length === 0) return { most: 1, least: 1 };
  scales.sort((a, b) => a - b);
  return { most: scales[Math.floor((scales.length - 1) * 0.9)], least: scales[0] };
}

/** A design that is shown less than this much larger than it is needs no enlargement. */
const ENOUGH = 1.1;

/** The enlargement after which a design is large enough for its place. */
export function scaleFor(most: number): 1 | 2 | 4 {
  if (most <= ENOUGH) return 1;
  return most <= 2 * ENOUGH ? 2 : 4;
}
