import type { Precision } from './registry.js';

/** One tile: the core whose result is kept, and the halo around it that the network sees. Input pixels. */
export interface Tile {
  left: number;
  top: number;
  width: number;
  height: number;
  /** The core and its halo, cut at the picture's border. */
  outer: { left: number; top: number; width: number; height: number };
}

/** Most pixels of a tile with its halo: bounds a thread's memory (about 180 MB at 48 channels and 4×). */
export const MAX_TILE_PIXELS: Record<Precision, number> = { float32: 105_000, int8: 140_000 };

/** Cores start on multiples of this, so that a cell of the guard's grid lies in one tile only. */
export const CORE_ALIGN = 4;

/** Cut `length` into `parts` of about equal size, starting on multiples of {@link CORE_ALIGN}. */
function cuts(length: number, parts: number): number[] {
  const edges = Array.from(
    { length: parts },
    (_, i) => Math.round((i * length) / parts / CORE_ALIGN) * CORE_ALIGN,
  );
  return [...new Set([...edges.filter((edge) => edge < length), length])];
}

/** Columns and rows that compute the fewest pixels, halos included, within the bound and with a tile for each worker. */
function bestGrid(
  width: number,
  height: number,
  halo: number,
  workers: number,
  maxPixels: number,
): [number, number] {
  const outer = (length: number, parts: number) =>
    Math.ceil(length / parts) + CORE_ALIGN + halo * Math.min(2, parts - 1);
  let best: [number, number] = [1, 1];
  let least = Number.POSITIVE_INFINITY;
  const most = (length: number) => Math.max(1, Math.ceil(length / (2 * CORE_ALIGN)));
  for (let columns = 1; columns <= most(width); columns++) {
    let rows = Math.max(1, Math.ceil(workers / columns));
    while (rows < most(height) && outer(width, columns) * outer(height, rows) > maxPixels) rows++;
    if (rows > most(height) || outer(width, columns) * outer(height, rows) > maxPixels) continue;
    // Tiles are dealt to the workers in rounds; an uneven last round leaves cores idle.
    const rounds = Math.ceil((columns * rows) / workers);
    const cost = rounds * workers * outer(width, columns) * outer(height, rows);
    if (cost < least) [best, least] = [[columns, rows], cost];
    if (columns > 4 && columns * outer(width, columns) > 3 * width) break;
  }
  return best;
}

/**
 * Tiles that cover a picture exactly once by their cores.
 *
 * The network's receptive field is finite. With a halo of its radius every output pixel of a core sees exactly what it
 * would see in the whole picture (at the border too, where both end), so there is nothing that could make a seam.
 *
 * @param halo receptive radius in input pixels
 * @param workers tiles that are computed at the same time
 * @param maxPixels most pixels of a tile with its halo
 */
export function planTiles(
  width: number,
  height: number,
  halo: number,
  workers = 1,
  maxPixels = MAX_TILE_PIXELS.float32,
): Tile[] {
  // Tiles much smaller than their halo are waste, even where cores stay idle.
  const useful = Math.max(1, Math.floor((width * height) / (2 * halo) ** 2));
  const [columns, rows] = bestGrid(width, height, halo, Math.min(workers, useful), maxPixels);
  const [xs, ys] = [cuts(width, columns), cuts(height, rows)];
  const tiles: Tile[] = [];
  for (let row = 0; row + 1 < ys.length; row++)
    for (let column = 0; column + 1 < xs.length; column++) {
      const [left, right, top, bottom] = [xs[column], xs[column + 1], ys[row], ys[row + 1]];
      const outerLeft = Math.max(0, left - halo);
      const outerTop = Math.max(0, top - halo);
      tiles.push({
        left,
        top,
        width: right - left,
        height: bottom - top,
        outer: {
          left: outerLeft,
          top: outerTop,
          width: Math.min(width, right + halo) - outerLeft,
          height: Math.min(height, bottom + halo) - outerTop,
        },
      });
    }
  return tiles;
}
