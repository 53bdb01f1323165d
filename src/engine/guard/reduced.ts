import { type Core, clamp } from '../network/core.js';
import type { Tile } from '../network/tiles.js';

/** The network's result reduced to input size, as 16-bit tones `[H, W, 3]`: what the guard holds against the input. */
export type ReducedResult = Uint16Array;

/**
 * Reduce a tile's result by exact area averaging into its place.
 *
 * @param core colours of the result; scale is 2 or 4
 * @param width width of the whole input
 */
export function placeReduced(
  { planes, start, stride, planeSize }: Core,
  tile: Tile,
  scale: number,
  reduced: ReducedResult,
  width: number,
): void {
  const toTone = 65535 / (scale * scale);
  const sums = new Float32Array(tile.width);
  for (let y = 0; y < tile.height; y++)
    for (let c = 0; c < 3; c++) {
      sums.fill(0);
      for (let dy = 0; dy < scale; dy++) {
        let s = start + c * planeSize + (y * scale + dy) * stride;
        for (let x = 0; x < tile.width; x++, s += scale) {
          let sum = clamp(planes[s]) + clamp(planes[s + 1]);
          if (scale === 4) sum += clamp(planes[s + 2]) + clamp(planes[s + 3]);
          sums[x] += sum;
        }
      }
      let d = ((tile.top + y) * width + tile.left) * 3 + c;
      for (let x = 0; x < tile.width; x++, d += 3) reduced[d] = sums[x] * toTone + 0.5;
    }
}
