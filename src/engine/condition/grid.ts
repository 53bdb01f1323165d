import type { LumaWindow } from './luma.js';

const QUIET = 12;

/** The 8-pixel grid that JPEG leaves in samples. */
export interface Grid {
  /** Steps across the grid against steps elsewhere, as a share of the mean step; 0 for no grid. */
  contrast: number;
  /** How much higher the steps across the grid are, in levels of 255. */
  height: number;
}

/**
 * Measure the grid, whichever way it lies. It must show along rows and columns alike: stripes of a fabric don't.
 *
 * Only quiet places count (steps up to 12 of 255): there the eye sees blocks, and there texture can't mask the grid.
 */
export function measureGrid(windows: LumaWindow[]): Grid {
  const [rows, columns] = [gridAlong(windows, 'rows'), gridAlong(windows, 'columns')];
  return {
    contrast: Math.max(0, Math.min(rows.contrast, columns.contrast)),
    height: Math.max(0, Math.min(rows.height, columns.height)),
  };
}

function gridAlong(windows: LumaWindow[], along: 'rows' | 'columns'): Grid {
  const excess = new Float64Array(8);
  const total = new Float64Array(8);
  const count = new Float64Array(8);
  for (const { width, height, data } of windows) {
    const step = along === 'rows' ? 1 : width;
    for (let y = 2; y < height - 2; y++)
      for (let x = 2; x < width - 2; x++) {
        const i = y * width + x;
        const a = data[i - step];
        const b = data[i];
        const here = Math.abs(b - a);
        if (here > QUIET) continue;
        const before = Math.abs(a - data[i - 2 * step]);
        const after = Math.abs(data[i + step] - b);
        if (before > QUIET || after > QUIET) continue;
        const phase = (along === 'rows' ? x : y) & 7;
        excess[phase] += here - (before + after) / 2;
        total[phase] += here + before + after;
        count[phase]++;
      }
  }
  if (total.every((t) => t < 1)) return { contrast: 0, height: 0 };
  return {
    contrast: strongest(excess.map((sum, i) => sum / Math.max(total[i], 1e-9))),
    height: strongest(excess.map((sum, i) => sum / Math.max(count[i], 1))),
  };
}

/** The strongest phase against the median phase, less the unrest among the others. */
function strongest(phases: Float64Array): number {
  const sorted = phases.toSorted();
  const median = (sorted[3] + sorted[4]) / 2;
  return sorted[7] - median - 2 * (sorted[6] - median);
}
