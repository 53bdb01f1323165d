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
