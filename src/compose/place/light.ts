import { colourSpace } from '../../engine/colour/space.js';
import type { Pixels } from '../../engine/master.js';
import type { Box } from '../../engine/raster.js';
import type { Surface } from './surface.js';

/** A photograph's light where a design is laid, as far as it is looked at before the pixels are. */
export interface Light {
  /** Luminance of an unshaded place of the cloth, linear, 0..1. */
  reference: number;
  /** Luminance of the whole photograph's white and black, linear, 0..1. */
  white: number;
  black: number;
  /** Standard deviation of the natural logarithm of the cloth's luminance. */
  contrast: number;
  /** The box that was looked at, in pixels of the photograph. */
  box: Box;
  /** Pixels of the photograph a cell of the map. */
  cell: number;
  width: number;
  height: number;
  /** Slope of the smoothed logarithm of luminance, per longest side of the box: `[height, width, 2]`. */
  slopes: Float32Array;
}

/** Longest side of the map: folds are larger than its cells. */
const MAP = 640;

/** Smoothing before slopes are taken, as a share of the longest side: weave and noise are not folds. */
const SMOOTH = 0.008;

/** Below this a luminance is noise. */
export const DARK = 0.004;

/** Share of the cloth that is darker than what counts as unshaded. */
const UNSHADED = 0.9;

/** Standard deviation of log luminance that folds make; on dark cloth the same light makes more of it. */
const FOLDS = 0.42;

/**
 * How much of the cloth's contrast is taken for light and folds, 0..1: what has more of it than folds make has stripes or a print, which an opaque
 * design would hide and must not follow. One factor for the whole place, so no two places change their order.
 */
export const foldShare = ({ contrast }: Pick<Light, 'contrast'>): number =>
  contrast <= FOLDS ? 1 : (FOLDS / contrast) ** 2;

/** Luminance of a pixel, linear, 0..1. */
export function luminanceOf({ samples, channels, icc }: Pixels): (pixel: number) => number {
  const { linear, toXyz } = colourSpace(icc);
  const unit = samples instanceof Uint8Array ? 257 : 1;
  const [r, g, b] = [0, 1, 2].map((c) =>
    Float64Array.from({ length: 65535 / unit + 1 }, (_, code) => toXyz[3 + c] * linear[c][code * unit]),
  );
  return (pixel) => {
    const at = pixel * channels;
    return r[samples[at]] + g[samples[at + 1]] + b[samples[at + 2]];
  };
}

/** Look at the light of a photograph where a surface lies; `kept` says how much of a pixel stays in front, 0..1. */
export function lightOf(
  photo: Pixels,
  surface: Surface,
  box: Box,
  kept: (x: number, y: number) => number,
): Light {
  const luminance = luminanceOf(photo);
  const longest = Math.max(box.width, box.height);
  const cell = Math.max(1, Math.ceil(longest / MAP));
  const [width, height] = [Math.ceil(box.width / cell), Math.ceil(box.height / cell)];
  const logs = new Float32Array(width * height);
  const inside: number[] = [];
  const find = surface.finder(box.top, box.top + box.height, photo.width);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      let [sum, count] = [0, 0];
      for (let v = y * cell; v < Math.min(box.height, (y + 1) * cell); v++)
        for (let u = x * cell; u < Math.min(box.width, (x + 1) * cell); u++, count++)
          sum += luminance((box.top + v) * photo.width + box.left + u);
      logs[i] = Math.log(sum / count + DARK);
      const column = Math.min(photo.width - 1, box.left + x * cell + (cell >> 1));
      const row = Math.min(photo.height - 1, box.top + y * cell + (cell >> 1));
      const touch = find(column + 0.5, row + 0.5, column, row);
      if (touch && touch.u > 0 && touch.u < 1 && touch.v > 0 && touch.v < 1 && kept(column, row) < 0.1)
        inside.push(logs[i]);
    }
  inside.sort((a, b) => a - b);
  const reference = inside.length > 0 ? inside[Math.floor((inside.length - 1) * UNSHADED)] : 0;
  const mean = inside.reduce((a, b) => a + b, 0) / Math.max(1, inside.length);
  const variance = inside.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, inside.length);
  return {
    ...ends(photo, luminance),
    reference: Math.exp(reference) - DARK,
    contrast: Math.sqrt(variance),
    box,
    cell,
    width,
    height,
    slopes: slopesOf(logs, width, height, Math.max(1.2, (SMOOTH * longest) / cell), longest / cell),
  };
}

/**
 * Luminance of a photograph's white and black: what all but a few in a thousand pixels stay between. A cut-out is taken as lying on
 * white: the colours that its transparent pixels hide say nothing.
 */
function ends({ width, height, channels, samples }: Pixels, luminance: (pixel: number) => number) {
  const step = Math.max(1, Math.floor((width * height) / 40_000));
  const full = samples instanceof Uint8Array ? 255 : 65535;
  const all: number[] = [];
  for (let pixel = step >> 1; pixel < width * height; pixel += step) {
    const alpha = channels === 4 ? samples[pixel * 4 + 3] / full : 1;
    all.push(luminance(pixel) * alpha + 1 - alpha);
  }
  all.sort((a, b) => a - b);
  const at = (share: number) => all[Math.floor((all.length - 1) * share)];
  return { white: at(0.995), black: at(0.005) };
}

function slopesOf(logs: Float32Array, width: number, height: number, sigma: number, unit: number) {
  const smooth = blurred(logs, width, height, sigma);
  const slopes = new Float32Array(width * height * 2);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)];
      const [above, below] = [Math.max(0, y - 1), Math.min(height - 1, y + 1)];
      const across = smooth[y * width + right] - smooth[y * width + left];
      const down = smooth[below * width + x] - smooth[above * width + x];
      slopes[2 * i] = (across / Math.max(1, right - left)) * unit;
      slopes[2 * i + 1] = (down / Math.max(1, below - above)) * unit;
    }
  return slopes;
}

/** A Gaussian blur of floats, in both directions, the border repeated. */
function blurred(values: Float32Array, width: number, height: number, sigma: number) {
  const reach = Math.ceil(3 * sigma);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = kernel.reduce((a, b) => a + b, 0);
  const pass = (from: Float32Array, step: number, length: number, stride: number, lines: number) => {
    const to = new Float32Array(from.length);
    for (let line = 0; line < lines; line++)
      for (let i = 0; i < length; i++) {
        let sum = 0;
        for (let k = -reach; k <= reach; k++)
          sum += kernel[k + reach] * from[line * stride + Math.min(Math.max(i + k, 0), length - 1) * step];
        to[line * stride + i * step] = sum / total;
      }
    return to;
  };
  return pass(pass(values, 1, width, width, height), width, height, 1, width);
}
