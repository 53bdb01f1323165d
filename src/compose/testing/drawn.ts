import type { Box, Matte, Raster } from '../../engine/raster.js';

/** Colour and coverage 0..1 at a point of the picture. */
export type Drawing = (x: number, y: number) => { colour: readonly [number, number, number]; cover: number };

/** Samples per pixel and axis: edges are antialiased as a camera's are. */
const FINE = 4;

/** Draw a picture on shared memory: straight RGBA, or RGB and a matte; what isn't covered has the colour `behind`. */
export function drawn(
  width: number,
  height: number,
  drawing: Drawing,
  behind: readonly [number, number, number] = [0, 0, 0],
): { rgba: Raster; rgb: Raster; matte: Matte } {
  const rgba = new Uint8Array(new SharedArrayBuffer(width * height * 4));
  const rgb = new Uint8Array(new SharedArrayBuffer(width * height * 3));
  const alpha = new Uint8Array(new SharedArrayBuffer(width * height));
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      let cover = 0;
      for (let k = 0; k < FINE * FINE; k++)
        cover += drawing(x + ((k % FINE) + 0.5) / FINE, y + (Math.floor(k / FINE) + 0.5) / FINE).cover;
      alpha[i] = Math.round((255 * cover) / FINE / FINE);
      const { colour } = drawing(x + 0.5, y + 0.5);
      const straight = alpha[i] > 0 ? colour : behind;
      rgba.set([...straight, alpha[i]], i * 4);
      rgb.set(straight, i * 3);
    }
  return {
    rgba: { width, height, channels: 4, samples: rgba },
    rgb: { width, height, channels: 3, samples: rgb },
    matte: { width, height, alpha },
  };
}

/** A disc of one colour. */
export const disc =
  (x0: number, y0: number, radius: number, colour: readonly [number, number, number]): Drawing =>
  (x, y) => ({ colour, cover: Math.hypot(x - x0, y - y0) <= radius ? 1 : 0 });

/** A woven, coloured product: every pixel differs from its neighbours, so codecs have something to lose. */
export const cloth =
  ({ left, top, width, height }: Box): Drawing =>
  (x, y) => ({
    colour: [
      190 + 30 * Math.sin(x * 1.3) * Math.cos(y * 0.9),
      40 + 25 * Math.sin(x * 0.7 + y * 1.9),
      50 + 20 * Math.cos(y * 1.1),
    ],
    cover: x >= left && x < left + width && y >= top && y < top + height ? 1 : 0,
  });
