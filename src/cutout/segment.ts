import type { Size } from '../engine/raster.js';
import { chamfer, PIXEL } from './distance.js';
import { layGrid } from './grid.js';
import { minCut } from './min-cut.js';

/** What a cut through pixels of one colour costs, in the evidence's log odds. */
const SMOOTHNESS = 4;

/** Evidence beyond this is certain: such pixels are not asked again unless they lie near others that are not. */
const CERTAIN = 3;

/**
 * Divide subject from background along the picture's own edges: the cheapest cut (Boykov and Jolly 2001) where cutting costs the more the
 * more alike two neighbouring pixels are.
 *
 * @param lab `[H, W, 3]`
 * @param odds evidence per pixel, natural log odds, positive = subject
 * @param reach how far from a doubtful pixel the cut may move what seems certain, in pixels
 * @returns `[H, W]`, 1 = subject
 */
export function segment(lab: Float32Array, odds: Float32Array, size: Size, reach: number): Uint8Array {
  const { width, height } = size;
  const mask = Uint8Array.from(odds, (value) => (value > 0 ? 1 : 0));
  const nodes = openNodes(odds, mask, size, reach);
  let count = 0;
  for (let i = 0; i < nodes.length; i++) if (nodes[i] === 0) nodes[i] = count++;
  if (count === 0) return mask;
  const grid = layGrid(nodes, count, width, height);
  const alike = likeness(lab, size);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const node = nodes[i];
      if (node < 0) continue;
      grid.terminal[node] += odds[i];
      for (let d = 0; d < 8; d++) {
        const [nx, ny] = [x + DX[d], y + DY[d]];
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const j = ny * width + nx;
        const cost = alike(i, j) * (d === 1 || d === 3 || d === 4 || d === 6 ? 1 : Math.SQRT1_2);
        if (nodes[j] >= 0) grid.capacity[node * 8 + d] = cost;
        else grid.terminal[node] += mask[j] ? cost : -cost;
      }
    }
  const side = minCut(grid);
  for (let i = 0; i < nodes.length; i++) if (nodes[i] >= 0) mask[i] = side[nodes[i]];
  return mask;
}

const DX = [-1, 0, 1, -1, 1, -1, 0, 1];
const DY = [-1, -1, -1, 0, 0, 1, 1, 1];

/** 0 for pixels that the cut may decide, −1 for the others. */
function openNodes(odds: Float32Array, mask: Uint8Array, { width, height }: Size, reach: number): Int32Array {
  const doubt = new Uint8Array(odds.length).fill(255);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const edge = (x > 0 && mask[i - 1] !== mask[i]) || (y > 0 && mask[i - width] !== mask[i]);
      if (edge || Math.abs(odds[i]) < CERTAIN)
        doubt[i] = Math.abs(odds[i]) < CERTAIN ? Math.max(0, 3 * (reach - 3)) : 0;
    }
  chamfer(doubt, width, height);
  const limit = reach * PIXEL;
  return Int32Array.from(doubt, (distance) => (distance <= limit ? 0 : -1));
}

/** What cutting between two neighbours costs (Rother et al. 2004, GrabCut: β from the mean contrast). */
function likeness(lab: Float32Array, { width, height }: Size): (i: number, j: number) => number {
  const contrast = (i: number, j: number) =>
    (lab[3 * i] - lab[3 * j]) ** 2 +
    (lab[3 * i + 1] - lab[3 * j + 1]) ** 2 +
    (lab[3 * i + 2] - lab[3 * j + 2]) ** 2;
  let [sum, pairs] = [0, 0];
  for (let i = 0; i < width * height - width - 1; i += 7, pairs += 2)
    sum += contrast(i, i + 1) + contrast(i, i + width);
  const beta = 1 / (2 * Math.min(60, Math.max(4, sum / Math.max(1, pairs))));
  return (i, j) => SMOOTHNESS * Math.exp(-beta * contrast(i, j)) + 0.05;
}
