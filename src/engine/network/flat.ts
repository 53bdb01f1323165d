import type { Core } from './core.js';
import type { Tile } from './tiles.js';

/**
 * Input pixels around one that must all equal it: together wider than a block of a JPEG, whose insides are equal where a
 * gradient was compressed hard, and to smooth those is the network's work. No network's halo is narrower.
 */
export const FLAT_RADIUS = 7;

/**
 * Where the input is one colour for {@link FLAT_RADIUS} pixels around, any faithful enlargement is that colour, so the result
 * becomes exactly that: an int8 network is off by a level there, and at the picture's border, beyond which it knows
 * nothing, every network by a few. White backgrounds stay white to the last pixel.
 *
 * @param planes what the network was given, `[3, outer.height, outer.width]`; beyond the picture nothing counts
 * @param core changed in place
 */
export function keepFlat(planes: Float32Array, tile: Tile, core: Core, scale: number): void {
  const { outer } = tile;
  const runs = flatRuns(planes, outer.width, outer.height);
  const [left, top] = [tile.left - outer.left, tile.top - outer.top];
  for (let y = top; y < top + tile.height; y++) {
    const [first, last] = around(y, outer.height);
    const rows = last - first + 1;
    const flat = (x: number) => runs[last * outer.width + x] >= rows;
    for (let x = left; x < left + tile.width; x++) {
      const from = x;
      while (x < left + tile.width && flat(x)) x++;
      if (x > from)
        fill(
          core,
          (from - left) * scale,
          (y - top) * scale,
          (x - from) * scale,
          scale,
          planes,
          y * outer.width + from,
        );
    }
  }
}

/** First and last of the pixels around one; at the picture's border as many, but further inside. */
function around(at: number, length: number): [number, number] {
  const first = Math.max(0, Math.min(at - FLAT_RADIUS, length - 1 - 2 * FLAT_RADIUS));
  return [first, Math.min(length - 1, first + 2 * FLAT_RADIUS)];
}

/** For each pixel `[H, W]`, how many rows up to it are one colour within {@link FLAT_RADIUS} columns. */
function flatRuns(planes: Float32Array, width: number, height: number): Uint16Array {
  const size = width * height;
  const equal = (a: number, b: number) =>
    planes[a] === planes[b] &&
    planes[a + size] === planes[b + size] &&
    planes[a + 2 * size] === planes[b + 2 * size];
  const runs = new Uint16Array(size);
  const along = new Uint16Array(width);
  for (let y = 0, row = 0; y < height; y++, row += width) {
    for (let x = 0; x < width; x++) along[x] = x > 0 && equal(row + x, row + x - 1) ? along[x - 1] + 1 : 1;
    for (let x = 0; x < width; x++) {
      const [first, last] = around(x, width);
      if (along[last] < last - first + 1) continue;
      const above = y > 0 && equal(row + x, row + x - width) ? runs[row + x - width] : 0;
      runs[row + x] = above + 1;
    }
  }
  return runs;
}

/** Part of the core in the colour of an input pixel; flat pixels that stand side by side are of one colour, each being around the other. */
function fill(
  core: Core,
  left: number,
  top: number,
  width: number,
  height: number,
  planes: Float32Array,
  pixel: number,
): void {
  const size = planes.length / 3;
  for (let plane = 0; plane < 3; plane++) {
    const value = planes[pixel + plane * size];
    const first = core.start + plane * core.planeSize + left;
    for (let y = top; y < top + height; y++) {
      const at = first + y * core.stride;
      core.planes.fill(value, at, at + width);
    }
  }
}
