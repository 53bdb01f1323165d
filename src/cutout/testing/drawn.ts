import { colourSpace } from '../../engine/colour/space.js';
import { toLab } from '../../engine/measure/lab.js';
import type { Matte, Raster, Size } from '../../engine/raster.js';

export type Rgb = readonly [red: number, green: number, blue: number];

/** A picture whose pixels come from a function of column and row. */
export function drawn({ width, height }: Size, colour: (x: number, y: number) => readonly number[]): Raster {
  const samples = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) samples.set(colour(x, y).map(Math.round), at);
  return { width, height, channels: 3, samples };
}

/** CIE Lab of a picture, `[H, W, 3]`. */
export function labOf({ samples }: Raster): Float32Array {
  const space = colourSpace(undefined);
  const lab = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i += 3)
    toLab(space, samples[i] * 257, samples[i + 1] * 257, samples[i + 2] * 257, lab, i);
  return lab;
}

/**
 * The matte of a disc in the middle of a square.
 *
 * @param soft pixels over which its edge falls from opaque to transparent
 */
export function disc(side: number, radius: number, soft = 1): Matte {
  const alpha = new Uint8Array(side * side);
  for (let y = 0, i = 0; y < side; y++)
    for (let x = 0; x < side; x++, i++) {
      const inwards = radius - Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2);
      alpha[i] = Math.round(255 * Math.min(1, Math.max(0, 0.5 + inwards / soft)));
    }
  return { width: side, height: side, alpha };
}

/** One colour over another by a matte. */
export function painted(matte: Matte, front: Rgb, back: Rgb): Raster {
  return drawn(matte, (x, y) => {
    const a = matte.alpha[y * matte.width + x] / 255;
    return front.map((value, c) => a * value + (1 - a) * back[c]);
  });
}

/** A matte cut at a half. */
export function hard(matte: Matte): Matte {
  return { ...matte, alpha: matte.alpha.map((value) => (value > 127 ? 255 : 0)) };
}
