import type { Box } from '../../engine/raster.js';

/** A connected part of a mask. */
export interface Component extends Box {
  /** Its pixels. */
  area: number;
  /** Horizontal runs of its pixels: one a line for what is solid, several for letters. */
  runs: number;
}

/**
 * The parts of a mask whose pixels touch, corners included.
 *
 * @param mask `[height, width]`, 1 where a pixel belongs to a part
 */
export function components(mask: Uint8Array, width: number, height: number): Component[] {
  const left = Uint8Array.from(mask);
  const stack = new Int32Array(width * height);
  const found: Component[] = [];
  for (let start = 0; start < left.length; start++) {
    if (left[start] === 0) continue;
    found.push(grow(mask, left, stack, width, height, start));
  }
  return found;
}

/** Take the part that a pixel belongs to out of `left`. */
function grow(
  mask: Uint8Array,
  left: Uint8Array,
  stack: Int32Array,
  width: number,
  height: number,
  start: number,
): Component {
  let [minX, maxX, minY, maxY, area, runs, depth] = [width, 0, height, 0, 0, 0, 0];
  stack[depth++] = start;
  left[start] = 0;
  while (depth > 0) {
    const at = stack[--depth];
    const x = at % width;
    const y = (at - x) / width;
    area++;
    if (x === 0 || mask[at - 1] === 0) runs++;
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const next = ny * width + nx;
        if (left[next] === 0) continue;
        left[next] = 0;
        stack[depth++] = next;
      }
  }
  return { left: minX, top: minY, width: maxX - minX + 1, height: maxY - minY + 1, area, runs };
}
