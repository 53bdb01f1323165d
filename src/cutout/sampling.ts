import sharp from 'sharp';
import type { Box, Raster, Size } from '../engine/raster.js';

/** A map of numbers, `[height, width]`. */
export interface Plane {
  width: number;
  height: number;
  values: Float32Array;
}

/** The colours of a box, made smaller (or a little larger) to a size, `[height, width, 3]`; alpha is left out. */
export async function boxColours(
  picture: Raster,
  box: Box,
  { width, height }: Size,
  mirrored = false,
): Promise<Uint8Array> {
  const { samples, channels } = picture;
  const raw = { width: picture.width, height: picture.height, channels };
  const shaped = sharp(samples, { raw, limitInputPixels: false })
    .removeAlpha()
    .extract(box)
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .flop(mirrored)
    .toColourspace('srgb');
  return shaped.raw().toBuffer();
}

/** A size whose long side is at most `longest`, in the picture's proportions. */
export function sizeWithin({ width, height }: Size, longest: number): Size {
  const scale = Math.min(1, longest / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** A map spread bilinearly over `box` of a picture of the target's size; outside of the box the target stays. */
export function spread(map: Plane, box: Box, target: Plane): void {
  const [stepX, stepY] = [map.width / box.width, map.height / box.height];
  const columns = taps(Math.max(0, Math.floor(box.left)), target.width, box.left, stepX, map.width);
  for (let y = Math.max(0, Math.floor(box.top)); y < Math.min(target.height, box.top + box.height); y++) {
    const [top, bottom, down] = tap((y + 0.5 - box.top) * stepY - 0.5, map.height);
    const last = Math.min(target.width, box.left + box.width);
    for (let x = Math.max(0, Math.floor(box.left)); x < last; x++) {
      const [left, right, along] = columns[x];
      const a =
        map.values[top * map.width + left] * (1 - along) + map.values[top * map.width + right] * along;
      const b =
        map.values[bottom * map.width + left] * (1 - along) + map.values[bottom * map.width + right] * along;
      const at = y * target.width + x;
      target.values[at] = a + (b - a) * down;
    }
  }
}

type Tap = [low: number, high: number, share: number];

function tap(position: number, length: number): Tap {
  const within = Math.min(Math.max(position, 0), length - 1);
  const low = Math.floor(within);
  return [low, Math.min(low + 1, length - 1), within - low];
}

function taps(from: number, to: number, left: number, step: number, length: number): Tap[] {
  const out: Tap[] = [];
  for (let x = from; x < to; x++) out[x] = tap((x + 0.5 - left) * step - 0.5, length);
  return out;
}
