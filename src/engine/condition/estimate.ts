import type { Condition, Picture } from '../picture.js';
import { edgeWidth } from './blur.js';
import { type Grid, measureGrid } from './grid.js';
import { GREEN, LUMA, lumaWindows } from './luma.js';
import { measureNoise } from './noise.js';

/** What was measured of a picture's damage, before it is turned into a {@link Condition}. */
export interface DamageMeasures {
  /** IJG quality by the file's own tables; absent for other formats. */
  jpegQuality?: number;
  /** The 8-pixel grid in the samples. */
  grid: Grid;
  /** Noise, standard deviation on the 0..255 scale. */
  noise: number;
  /** Fine structure of the typical place, noise or texture, on the same scale. */
  grain: number;
  /** Width of the sharpest edges in input pixels, as the deviation of a Gaussian; absent without edges. */
  edgeWidth?: number;
}

/** Measure a picture's damage from its file and its samples. */
export function measureDamage(picture: Picture): DamageMeasures {
  const windows = lumaWindows(picture, LUMA);
  const width = edgeWidth(windows);
  const { sigma, grain } = measureNoise(lumaWindows(picture, GREEN));
  return {
    ...(picture.metadata.jpegQuality === undefined ? {} : { jpegQuality: picture.metadata.jpegQuality }),
    grid: measureGrid(windows),
    noise: sigma,
    grain,
    ...(width === undefined ? {} : { edgeWidth: width }),
  };
}

/** Straight lines between measured points [measure, condition]; flat beyond the ends. */
type Curve = readonly (readonly [measure: number, condition: number])[];

/**
 * Calibrated on photographs with known damage (`npm run bench:condition`), on the cautious side: taking damage for
 * detail is forgiven, taking detail for damage is not.
 */
const COMPRESSION_OF_CONTRAST: Curve = [
  [0.02, 0],
  [0.05, 0.25],
  [0.13, 0.5],
  [0.2, 0.6],
];
/** A smooth picture shows even a fine grid clearly: its steps must be high as well. */
const COMPRESSION_OF_HEIGHT: Curve = [
  [0.08, 0],
  [0.3, 0.25],
  [0.75, 0.5],
  [1.05, 0.65],
];
const NOISE_OF_SIGMA: Curve = [
  [1.2, 0],
  [2, 0.08],
  [18, 0.72],
];
const BLUR_OF_EDGE: Curve = [
  [0.5, 0],
  [0.6, 0.2],
  [0.7, 0.32],
  [0.9, 0.42],
];
/** Sharpening would turn grain into worms; a soft picture without grain has little fine structure. */
const SHARPEN_OF_GRAIN: Curve = [
  [0.4, 1],
  [0.6, 0],
];

function interpolate(curve: Curve, measure: number): number {
  let [lowX, lowY] = curve[0];
  if (measure <= lowX) return lowY;
  for (const [x, y] of curve) {
    if (measure <= x) return lowY + ((y - lowY) * (measure - lowX)) / (x - lowX);
    [lowX, lowY] = [x, y];
  }
  return lowY;
}

/**
 * A grid tells of an earlier, stronger compression where it exceeds the file's own tables by this much, and these are
 * fine: coarser ones explain a grid by themselves, a strong one in a smooth picture.
 */
const HIDDEN = 0.25;
const FINE_TABLES = 0.2;
const UNDOCUMENTED = 0.25;

/** The condition that measures speak for. */
export function conditionFrom({ jpegQuality, grid, noise, grain, edgeWidth }: DamageMeasures): Condition {
  const byTables = jpegQuality === undefined ? 0 : (100 - jpegQuality) / 100;
  const contrast = interpolate(COMPRESSION_OF_CONTRAST, grid.contrast);
  const height = interpolate(COMPRESSION_OF_HEIGHT, grid.height);
  // Without tables the grid is the only witness, and is believed further.
  const byGrid = Math.min(contrast, jpegQuality === undefined ? height + UNDOCUMENTED : height);
  const hidden = jpegQuality === undefined || (byTables < FINE_TABLES && byGrid > byTables + HIDDEN);
  return {
    compression: round(Math.min(0.7, hidden ? byGrid : byTables)),
    noise: round(interpolate(NOISE_OF_SIGMA, noise)),
    blur: round(interpolate(BLUR_OF_EDGE, edgeWidth ?? 0) * interpolate(SHARPEN_OF_GRAIN, grain)),
  };
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
