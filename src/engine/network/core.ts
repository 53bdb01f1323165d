import type { Tile } from './tiles.js';

/** To 0..1; what is not a number becomes 0. */
const clamp = (v: number) => (v > 0 ? Math.min(v, 1) : 0);

/**
 * Cut the core out of a tile's result, reduced by exact area averaging where the network enlarges more than is asked.
 *
 * @param planes `[3, networkScale·outer.height, networkScale·outer.width]`; overwritten
 * @returns `[3, scale·height, scale·width]` of the core, clamped to 0..1, in the front of the same memory: every sample
 * is written at or before the place it is read from
 */
export function cutCore(planes: Float32Array, tile: Tile, networkScale: number, scale: number): Float32Array {
  const ratio = networkScale / scale;
  const stride = tile.outer.width * networkScale;
  const planeSize = stride * tile.outer.height * networkScale;
  const left = (tile.left - tile.outer.left) * networkScale;
  const top = (tile.top - tile.outer.top) * networkScale;
  const width = tile.width * scale;
  const height = tile.height * scale;
  let at = 0;
  for (let c = 0; c < 3; c++)
    for (let y = 0; y < height; y++) {
      let s = c * planeSize + (top + y * ratio) * stride + left;
      for (let x = 0; x < width; x++, at++, s += ratio) {
        planes[at] =
          ratio === 1
            ? clamp(planes[s])
            : (clamp(planes[s]) +
                clamp(planes[s + 1]) +
                clamp(planes[s + stride]) +
                clamp(planes[s + stride + 1])) /
              4;
      }
    }
  return planes.subarray(0, at);
}

/** Replace three planes by their mean: what had no colour gets none. */
export function averagePlanes(planes: Float32Array, size: number): void {
  for (let i = 0; i < size; i++) {
    const mean = (planes[i] + planes[i + size] + planes[i + 2 * size]) / 3;
    planes[i] = mean;
    planes[i + size] = mean;
    planes[i + 2 * size] = mean;
  }
}

/** The result while it grows: 16-bit samples `[scale·H, scale·W, channels]`. */
export interface Canvas {
  width: number;
  height: number;
  channels: 3 | 4;
  samples: Uint16Array<SharedArrayBuffer>;
}

/** Write a core's colours (`[3, h, w]`, 0..1) to its place on the canvas. */
export function placeColours(core: Float32Array, tile: Tile, scale: number, canvas: Canvas): void {
  const { samples, channels } = canvas;
  const width = tile.width * scale;
  const height = tile.height * scale;
  const size = width * height;
  for (let y = 0, at = 0; y < height; y++) {
    let d = ((tile.top * scale + y) * canvas.width + tile.left * scale) * channels;
    for (let x = 0; x < width; x++, at++, d += channels) {
      samples[d] = core[at] * 65535 + 0.5;
      samples[d + 1] = core[at + size] * 65535 + 0.5;
      samples[d + 2] = core[at + 2 * size] * 65535 + 0.5;
    }
  }
}

/** Write a core's alpha to its place on the canvas: the mean of three planes, or one value. */
export function placeAlpha(core: Float32Array | number, tile: Tile, scale: number, canvas: Canvas): void {
  const width = tile.width * scale;
  const height = tile.height * scale;
  const size = width * height;
  for (let y = 0, at = 0; y < height; y++) {
    let d = ((tile.top * scale + y) * canvas.width + tile.left * scale) * 4 + 3;
    for (let x = 0; x < width; x++, at++, d += 4) {
      const alpha = typeof core === 'number' ? core : (core[at] + core[at + size] + core[at + 2 * size]) / 3;
      canvas.samples[d] = alpha * 65535 + 0.5;
    }
  }
}
