import { guardField } from '../guard/field.js';
import { finishRows } from '../guard/finish.js';
import { collectErrors } from '../guard/grid.js';
import type { Guard } from '../guard/guard.js';
import { type Held, NOTHING_HELD } from '../guard/hold.js';
import { placeReduced, type ReducedResult } from '../guard/reduced.js';
import { type Canvas, coreOf, placeAlpha, placeColours } from '../network/core.js';
import { alphaPlanes, type PixelSource } from '../network/planes.js';
import type { Tile } from '../network/tiles.js';

/** Room for a reduced result. */
export function newReduced({ width, height }: { width: number; height: number }): ReducedResult {
  return new Uint16Array(new SharedArrayBuffer(width * height * 6));
}

/** The tile that is the whole picture. */
export function wholeTile({ width, height }: { width: number; height: number }): Tile {
  return { left: 0, top: 0, width, height, outer: { left: 0, top: 0, width, height } };
}

/** What a network might have made of a picture: planes `[3, scale·H, scale·W]`, 0..1, in input coordinates. */
export function resultPlanes(
  { width, height }: { width: number; height: number },
  scale: number,
  sample: (x: number, y: number, c: number) => number,
): Float32Array {
  const [w, h] = [width * scale, height * scale];
  return Float32Array.from({ length: 3 * w * h }, (_, i) => {
    const [c, y, x] = [Math.floor(i / (w * h)), Math.floor(i / w) % h, i % w];
    return sample(Math.floor(x / scale), Math.floor(y / scale), c);
  });
}

/** A result on its canvas. */
export function canvasOf(source: PixelSource, scale: number, planes: Float32Array): Canvas {
  const { width, height, channels } = source;
  const samples = new Uint16Array(new SharedArrayBuffer(width * height * scale ** 2 * channels * 2));
  const canvas: Canvas = { width: width * scale, height: height * scale, channels, samples };
  const tile = wholeTile(source);
  placeColours(coreOf(planes, tile, scale), tile, scale, canvas);
  if (channels === 4) {
    const constant = alphaPlanes(source, tile, new Float32Array(3 * width * height));
    placeAlpha(constant ?? 1, tile, scale, canvas);
  }
  return canvas;
}

/** What the guard finds in a result. */
export function guardOf(
  source: PixelSource,
  scale: number,
  planes: Float32Array,
  held: Held = NOTHING_HELD,
): Guard {
  const reduced = newReduced(source);
  const tile = wholeTile(source);
  placeReduced(coreOf(planes, tile, scale), tile, scale, reduced, source.width);
  return { field: guardField(collectErrors(source, reduced)), held, source, reduced };
}

/** A result as the guard leaves it, 8 or 16 bits. */
export function guarded(source: PixelSource, scale: number, planes: Float32Array, depth: 8 | 16 = 8) {
  const { field, ...guard } = guardOf(source, scale, planes);
  const canvas = canvasOf(source, scale, planes);
  const out = depth === 8 ? new Uint8Array(canvas.samples.length) : new Uint16Array(canvas.samples.length);
  finishRows(canvas, { field, ...guard }, scale, 0, canvas.height, out);
  return { out, field, width: canvas.width, height: canvas.height };
}
