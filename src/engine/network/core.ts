import type { Tile } from './tiles.js';

/** A tile's core within what the network made of the tile and its halo: it is read where it lies. */
export interface Core {
  /** `[3, scale·outer.height, scale·outer.width]`, not clamped. */
  planes: Float32Array;
  /** Place of the core's first sample, and the steps from row to row and from plane to plane. */
  start: number;
  stride: number;
  planeSize: number;
  /** Side lengths of the core, in samples of the result. */
  width: number;
  height: number;
}

/** To 0..1; what is not a number becomes 0. */
export const clamp = (v: number) => (v > 0 ? (v < 1 ? v : 1) : 0);

/** The core of a tile in the network's result. */
export function coreOf(planes: Float32Array, tile: Tile, scale: number): Core {
  const { outer } = tile;
  const stride = outer.width * scale;
  return {
    planes,
    start: (tile.top - outer.top) * scale * stride + (tile.left - outer.left) * scale,
    stride,
    planeSize: stride * outer.height * scale,
    width: tile.width * scale,
    height: tile.height * scale,
  };
}

/** Replace a core's three planes by their mean: what had no colour gets none. */
export function averagePlanes({ planes, start, stride, planeSize, width, height }: Core): void {
  for (let y = 0; y < height; y++)
    for (let x = 0, i = start + y * stride; x < width; x++, i++) {
      const mean = (clamp(planes[i]) + clamp(planes[i + planeSize]) + clamp(planes[i + 2 * planeSize])) / 3;
      planes[i] = mean;
      planes[i + planeSize] = mean;
      planes[i + 2 * planeSize] = mean;
    }
}

/** The result while it grows: 16-bit samples `[scale·H, scale·W, channels]`. */
export interface Canvas {
  width: number;
  height: number;
  channels: 3 | 4;
  samples: Uint16Array;
}

/** Write a core's colours to their place on the canvas. */
export function placeColours(core: Core, tile: Tile, scale: number, canvas: Canvas): void {
  const { planes, start, stride, planeSize, width, height } = core;
  const { samples, channels } = canvas;
  for (let y = 0; y < height; y++) {
    let d = ((tile.top * scale + y) * canvas.width + tile.left * scale) * channels;
    const end = start + y * stride + width;
    for (let i = end - width; i < end; i++, d += channels) {
      samples[d] = clamp(planes[i]) * 65535 + 0.5;
      samples[d + 1] = clamp(planes[i + planeSize]) * 65535 + 0.5;
      samples[d + 2] = clamp(planes[i + 2 * planeSize]) * 65535 + 0.5;
    }
  }
}

/** Write a core's alpha to its place on the canvas: the mean of three planes, or one value for all of the tile. */
export function placeAlpha(core: Core | number, tile: Tile, scale: number, canvas: Canvas): void {
  for (let y = 0; y < tile.height * scale; y++) {
    let d = ((tile.top * scale + y) * canvas.width + tile.left * scale) * 4 + 3;
    for (let x = 0; x < tile.width * scale; x++, d += 4)
      canvas.samples[d] = (typeof core === 'number' ? core : meanOf(core, x, y)) * 65535 + 0.5;
  }
}

function meanOf({ planes, start, stride, planeSize }: Core, x: number, y: number): number {
  const i = start + y * stride + x;
  return (clamp(planes[i]) + clamp(planes[i + planeSize]) + clamp(planes[i + 2 * planeSize])) / 3;
}
