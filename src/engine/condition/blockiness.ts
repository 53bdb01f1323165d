import type { LumaWindow } from './luma.js';

const QUIET = 12;

/**
 * How much stronger luma steps are across an 8-pixel grid than elsewhere, whichever way the grid lies: 0 for no grid.
 *
 * Only quiet places count (steps up to 12 of 255): there the eye sees blocks, and there texture can't mask the grid.
 * The grid must show along rows and columns alike: stripes of a fabric don't.
 */
export function blockiness(windows: LumaWindow[]): number {
  return Math.max(0, Math.min(gridContrast(windows, 'rows'), gridContrast(windows, 'columns')));
}

/** The strongest phase's step against the median phase, as a share of the mean step, less the unrest among the others. */
function gridContrast(windows: LumaWindow[], along: 'rows' | 'columns'): number {
  const excess = new Float64Array(8);
  const total = new Float64Array(8);
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
      }
  }
  const phases = Array.from(excess, (sum, i) => sum / Math.max(total[i], 1e-9)).sort((a, b) => a - b);
  if (total.every((t) => t < 1)) return 0;
  const median = (phases[3] + phases[4]) / 2;
  return phases[7] - median - 2 * (phases[6] - median);
}
