import type { Matte, Raster } from '../engine/raster.js';
import { fieldAt } from './colour-field.js';
import type { EdgeModel } from './edge-model.js';
import { BACKGROUND, UNKNOWN } from './trimap.js';

/** Deviation of a colour that noise and compression make, in samples 0..255. */
const NOISE = 7;

/**
 * Alpha of every pixel at the picture's own size. In the strip in doubt a pixel's alpha is its place on the line between the
 * colours of both sides (Ruzon and Tomasi 2000), weighed against the prior by how far apart the two colours are and how
 * well the line explains the pixel. Where no colour is known on one side, the prior stands.
 *
 * @param out `[H, W]`, filled with 0..255
 */
export function edgeAlpha(picture: Raster, model: EdgeModel, out: Uint8Array): void {
  const { width, height, channels, samples } = picture;
  const { prior, trimap: map, columns, known } = model;
  const front = new Float32Array(4);
  const back = new Float32Array(4);
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * prior.height) / height) * prior.width;
    for (let x = 0, s = y * width * channels; x < width; x++, i++, s += channels) {
      const side = map[row + columns[x]];
      if (side !== UNKNOWN) {
        out[i] = side === BACKGROUND ? 0 : 255;
        continue;
      }
      const before = matteAt(prior, ((x + 0.5) * prior.width) / width, ((y + 0.5) * prior.height) / height);
      if (!known) {
        out[i] = before * 255 + 0.5;
        continue;
      }
      fieldAt(model.subject, x, y, front);
      fieldAt(model.background, x, y, back);
      out[i] = alphaOf(samples, s, front, back, before) * 255 + 0.5;
    }
  }
}

/** A matte at a place (in its own pixels, pixel centres at halves), bilinear, 0..1. */
function matteAt({ width, height, alpha }: Matte, x: number, y: number): number {
  const u = Math.min(Math.max(x - 0.5, 0), width - 1);
  const v = Math.min(Math.max(y - 0.5, 0), height - 1);
  const at = (v | 0) * width + (u | 0);
  const right = (u | 0) + 1 < width ? 1 : 0;
  const down = (v | 0) + 1 < height ? width : 0;
  const along = u - (u | 0);
  const a = alpha[at] + (alpha[at + right] - alpha[at]) * along;
  const b = alpha[at + down] + (alpha[at + down + right] - alpha[at + down]) * along;
  return (a + (b - a) * (v - (v | 0))) / 255;
}

function alphaOf(
  samples: Uint8Array,
  s: number,
  front: Float32Array,
  back: Float32Array,
  prior: number,
): number {
  const [fr, fg, fb] = [front[0] - back[0], front[1] - back[1], front[2] - back[2]];
  const [ir, ig, ib] = [samples[s] - back[0], samples[s + 1] - back[1], samples[s + 2] - back[2]];
  const apart = fr * fr + fg * fg + fb * fb;
  const place = Math.min(1, Math.max(0, (ir * fr + ig * fg + ib * fb) / (apart + 1)));
  const missed = (ir - place * fr) ** 2 + (ig - place * fg) ** 2 + (ib - place * fb) ** 2;
  const spread = place * variance(front) + (1 - place) * variance(back);
  const weight = apart / (3 * NOISE * NOISE + 0.5 * missed + spread);
  const alpha = (place * weight + prior) / (weight + 1);
  // Noise leaves a few per cent on both sides.
  return Math.min(1, Math.max(0, (alpha - 0.04) / 0.92));
}

function variance([r, g, b, squares]: Float32Array): number {
  return Math.max(0, squares - r * r - g * g - b * b);
}
