import { colourSpace } from '../../engine/colour/space.js';
import type { Pixels } from '../../engine/master.js';
import type { Box } from '../../engine/raster.js';
import { displacer } from './displacement.js';
import type { Fitted } from './fit.js';
import { footprint, footprintOf } from './footprint.js';
import { type Front, frontAt } from './front.js';
import { type Light, luminanceOf } from './light.js';
import { type Shape, surfaceOf } from './placement.js';
import { sampleTexture } from './sample.js';
import { type Shading, shadeAt } from './shading.js';
import type { Texture } from './texture.js';
import { encoderOf } from './tones.js';

/** Everything that a thread needs to compose rows of a photograph; samples lie on shared memory. */
export interface Scene {
  /** 8 bits. */
  photo: Pixels;
  texture: Texture;
  shape: Shape;
  fitted: Fitted;
  light: Light;
  shading: Shading;
  displace: number;
  front?: Front | undefined;
  /** What a surface can reach. */
  reach: Box;
  /** The result, as large as the photograph and as many channels. */
  out: Uint8Array;
  /** How much of each pixel is design, `[H, W]`, 0..255. */
  coverage: Uint8Array;
}

/** Alpha below this changes no code value. */
const NOTHING = 0.5 / 255;

/**
 * Compose rows of a photograph. Each pixel is carried back along the folds' displacement onto the design, filtered over its footprint,
 * lit as the place is, and laid over in linear light; what stays in front covers it.
 *
 * @returns pixels that were composed
 */
export function renderRows(scene: Scene, from: number, to: number): number {
  const { photo, texture, shading, front, reach, out, coverage } = scene;
  const { width, channels, samples } = photo;
  out.set(
    samples.subarray(from * width * channels, to * width * channels) as Uint8Array,
    from * width * channels,
  );
  coverage.fill(0, from * width, to * width);
  const [top, bottom] = [Math.max(from, reach.top), Math.min(to, reach.top + reach.height)];
  if (top >= bottom) return 0;
  const { linear } = colourSpace(photo.icc);
  const encode = encoderOf(photo.icc);
  const luminance = luminanceOf(photo);
  const kept = frontAt(front, photo);
  const places = texelPlaces(scene, top, bottom);
  const print = footprint();
  const colour = new Float64Array(4);
  const lit = { multiply: 1, screen: 0 };
  const last = texture.levels.length - 1;
  let pixels = 0;
  for (let y = top; y < bottom; y++) {
    const [above, here, below] = places(y);
    for (let i = 0; i < reach.width; i++) {
      const [x, at] = [reach.left + i, 2 * (i + 1)];
      const [a, b] = [(here[at + 2] - here[at - 2]) / 2, (below[at] - above[at]) / 2];
      const [c, d] = [(here[at + 3] - here[at - 1]) / 2, (below[at + 1] - above[at + 1]) / 2];
      if (!Number.isFinite(a + b + c + d + here[at])) continue;
      footprintOf(a, b, c, d, last, print);
      sampleTexture(texture, print, here[at], here[at + 1], colour);
      const pixel = y * width + x;
      const p = pixel * channels;
      let hold = 1 - kept(x, y);
      if (channels === 4) hold *= samples[p + 3] / 255;
      const alpha = colour[3] * hold;
      if (alpha < NOTHING) continue;
      shadeAt(shading, luminance(pixel), lit);
      const dim = 1 - lit.screen;
      for (let k = 0; k < 3; k++) {
        const ink = 1 - (1 - shading.black - (colour[k] / colour[3]) * lit.multiply) * dim;
        const light = linear[k][samples[p + k] * 257];
        out[p + k] =
          encode[k][Math.min(65535, Math.max(0, (light + (ink - light) * alpha) * 65535 + 0.5)) | 0];
      }
      coverage[pixel] = Math.round(255 * alpha);
      pixels++;
    }
  }
  return pixels;
}

/** Places of three rows on the texture, in texels of its finest level, a column more on either side. */
type Rows = [above: Float64Array, here: Float64Array, below: Float64Array];

/** Where every pixel of a row, and of the rows beside it, comes from on the texture; rows are asked for in order. */
function texelPlaces(
  { photo, texture, shape, fitted, light, displace, reach }: Scene,
  top: number,
  bottom: number,
) {
  const [first, end] = [top - 1, bottom + 1];
  const find = surfaceOf(shape).finder(first, end, photo.width + 2);
  const move = displacer(light, displace);
  const { box, left, right, top: upper, bottom: lower } = fitted;
  const unit = 2 ** texture.halvings;
  const [across, down] = [box.width / unit / (right - left), box.height / unit / (lower - upper)];
  const moved = new Float64Array(2);
  const fill = (y: number, row: Float64Array) => {
    for (let i = 0; i < reach.width + 2; i++) {
      const x = reach.left + i - 1;
      move(x + 0.5, y + 0.5, moved);
      const touch = find(x + 0.5 + moved[0], y + 0.5 + moved[1], Math.max(0, x), y);
      row[2 * i] = touch ? (touch.u - left) * across : Number.NaN;
      row[2 * i + 1] = touch ? (touch.v - upper) * down : Number.NaN;
    }
  };
  const rows = [0, 1, 2].map(() => new Float64Array(2 * (reach.width + 2)));
  let next = first;
  return (y: number): Rows => {
    for (; next <= y + 1; next++) fill(next, rows[(next - first) % 3]);
    const at = y - first;
    return [rows[(at - 1) % 3], rows[at % 3], rows[(at + 1) % 3]];
  };
}
