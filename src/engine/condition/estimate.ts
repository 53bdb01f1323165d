import type { Condition, Picture } from '../picture.js';
import { blockiness } from './blockiness.js';
import { edgeWidth } from './blur.js';
import { lumaWindows } from './luma.js';
import { estimateNoise } from './noise.js';

/** What was measured of a picture's damage, before it is turned into a {@link Condition}. */
export interface DamageMeasures {
  /** IJG quality by the file's own tables; absent for other formats. */
  jpegQuality?: number;
  /** Strength of an 8-pixel grid in the samples. */
  blockiness: number;
  /** Noise, standard deviation on the 0..255 scale. */
  noise: number;
  /** Width of the sharpest edges in input pixels, as the deviation of a Gaussian; absent without edges. */
  edgeWidth?: number;
}

/** Measure a picture's damage from its file and its samples. */
export function measureDamage(picture: Picture): DamageMeasures {
  const windows = lumaWindows(picture);
  const width = edgeWidth(windows);
  return {
    ...(picture.metadata.jpegQuality === undefined ? {} : { jpegQuality: picture.metadata.jpegQuality }),
    blockiness: blockiness(windows),
    noise: estimateNoise(windows),
    ...(width === undefined ? {} : { edgeWidth: width }),
  };
}

/** Edge width that a sharp picture has after reduction by a usual kernel, in pixels. */
const SHARP_EDGE = 0.55;

/**
 * The condition that measures speak for. Cautious where too much does harm: noise below 1.5 of 255 is left alone, and
 * blur is told only for edges clearly wider than a sharp picture's, at 80 % of its measure and at most 0.4.
 */
export function conditionFrom(damage: DamageMeasures): Condition {
  const byTables = damage.jpegQuality === undefined ? 0 : (100 - damage.jpegQuality) / 100;
  const bySamples = compressionOfGrid(damage.blockiness);
  const softness = Math.sqrt(Math.max(0, (damage.edgeWidth ?? 0) ** 2 - SHARP_EDGE ** 2));
  const blur = softness < 0.35 ? 0 : Math.min(0.4, (0.8 * softness) / 2);
  return {
    compression: round(Math.min(0.7, Math.max(byTables, bySamples))),
    noise: round(damage.noise < 1.5 ? 0 : Math.min(0.72, damage.noise / 25)),
    blur: round(blur),
  };
}

/** Compression that an 8-pixel grid of this strength speaks for (calibrated on JPEG of known quality). */
export function compressionOfGrid(strength: number): number {
  return strength < 0.06 ? 0 : Math.min(0.6, 0.15 + strength);
}

/** The strength dials: 0..1 over the range that the network was trained on. */
export function withDials(
  condition: Condition,
  restore: number | 'auto',
  sharpen: number | 'auto',
): Condition {
  return {
    compression: restore === 'auto' ? condition.compression : round(0.7 * restore),
    noise: restore === 'auto' ? condition.noise : round(0.4 * restore),
    blur: sharpen === 'auto' ? condition.blur : round(0.8 * sharpen),
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
