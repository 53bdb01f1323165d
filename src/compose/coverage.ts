import type { Box, Matte, Raster } from '../engine/raster.js';

/**
 * Levels of a matte: what is within 2 % of nothing is nothing, what is within 2 % of everything is everything. A matte's
 * haze would otherwise leave a "white" background at 254.
 */
const LEVELS = Uint8Array.from({ length: 256 }, (_, alpha) =>
  Math.round(Math.min(Math.max((alpha - 5) / 245, 0), 1) * 255),
);

/** `value × share` for shares of 0..255, rounded. */
const scaled = (value: number, share: number) => ((value * share + 127) / 255) | 0;

/**
 * How much of each pixel of a crop is picture, by the matte and the master's own alpha together: `[H, W]`, 0..255.
 *
 * @returns `undefined` where neither says anything: all of it is
 */
export function coverageOf(master: Raster, matte: Matte | undefined, crop: Box): Uint8Array | undefined {
  if (!matte && master.channels === 3) return undefined;
  const coverage = new Uint8Array(crop.width * crop.height);
  const { samples, channels, width } = master;
  for (let y = 0, to = 0; y < crop.height; y++) {
    let from = (crop.top + y) * width + crop.left;
    for (const end = to + crop.width; to < end; to++, from++) {
      const alpha = matte ? matte.alpha[from] : 255;
      coverage[to] = LEVELS[channels === 4 ? scaled(alpha, samples[from * 4 + 3]) : alpha];
    }
  }
  return coverage;
}

/**
 * A crop of the master laid on one colour: `[H, W, 3]`. Laid on black it is the premultiplied picture.
 *
 * Done before reducing: a reduction is linear, so the reduced result is the reduced picture on that colour, and what lay
 * behind the subject can't leak into its edge.
 */
export function layOn(
  master: Raster,
  coverage: Uint8Array,
  crop: Box,
  [red, green, blue]: readonly [number, number, number],
): Uint8Array {
  const { samples, channels, width } = master;
  const out = new Uint8Array(crop.width * crop.height * 3);
  for (let y = 0, pixel = 0, to = 0; y < crop.height; y++) {
    let from = ((crop.top + y) * width + crop.left) * channels;
    for (const end = pixel + crop.width; pixel < end; pixel++, to += 3, from += channels) {
      const alpha = coverage[pixel];
      if (alpha === 255) {
        out[to] = samples[from];
        out[to + 1] = samples[from + 1];
        out[to + 2] = samples[from + 2];
        continue;
      }
      const rest = 255 - alpha;
      out[to] = (samples[from] * alpha + red * rest + 127) / 255;
      out[to + 1] = (samples[from + 1] * alpha + green * rest + 127) / 255;
      out[to + 2] = (samples[from + 2] * alpha + blue * rest + 127) / 255;
    }
  }
  return out;
}

/** Coverage below which a pixel is not counted as subject: a tenth. */
const SUBJECT = 26;

/** The smallest box that holds every pixel that is at least a tenth subject; `undefined` for an empty matte. */
export function boxOfMatte({ width, height, alpha }: Matte): Box | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let first = 0;
    while (first < width && alpha[row + first] < SUBJECT) first++;
    if (first === width) continue;
    let last = width - 1;
    while (alpha[row + last] < SUBJECT) last--;
    left = Math.min(left, first);
    right = Math.max(right, last);
    top = Math.min(top, y);
    bottom = y;
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}
