import type { PixelSource } from '../network/planes.js';
import type { Condition } from '../picture.js';
import type { Estimator } from './estimator.js';
import { busyWindows } from './windows.js';

/** What was measured of a picture's damage, before it is turned into a {@link Condition}. */
export interface DamageMeasures {
  /** IJG quality by the file's own tables; absent for other formats. */
  jpegQuality?: number;
  /** What the estimating network says of the samples. */
  seen: Condition;
}

/** Of a picture that is not enhanced, or has nothing in it. */
export const NOT_MEASURED: DamageMeasures = { seen: { compression: 0, noise: 0, blur: 0 } };

/**
 * Measure a picture's damage from its file and its samples.
 *
 * @param jpegQuality by the file's own tables, where it is a JPEG
 */
export async function measureDamage(
  picture: PixelSource,
  jpegQuality: number | undefined,
  estimator: Estimator,
): Promise<DamageMeasures> {
  const told = jpegQuality === undefined ? {} : { jpegQuality };
  const windows = busyWindows(picture);
  if (windows.count === 0) return { ...NOT_MEASURED, ...told };
  const { compression, noise, blur } = await estimator.run(windows, byTables(jpegQuality));
  return {
    ...told,
    seen: { compression: round(compression), noise: round(noise), blur: round(blur) },
  };
}

function byTables(jpegQuality: number | undefined): number {
  return jpegQuality === undefined ? 0 : (100 - jpegQuality) / 100;
}

/** Below these nothing is told: the estimate's own uncertainty, and a clean picture is to stay one. */
const LEAST: Condition = { compression: 0.04, noise: 0.04, blur: 0.14 };
/** The range that the enlarging network was trained on. */
const MOST: Condition = { compression: 0.7, noise: 0.72, blur: 0.8 };

/** Blur told too high rings, and costs several times what the same error downwards does. */
const CAUTION: Condition = { compression: 1, noise: 1, blur: 0.97 };

/** How much more than a file's tables tell must be seen before it counts: they are exact, and the estimate is not. */
const HIDDEN = 0.1;

/** The condition that measures speak for. */
export function conditionFrom({ jpegQuality, seen }: DamageMeasures): Condition {
  const tables = byTables(jpegQuality);
  const told = (key: keyof Condition) =>
    seen[key] < LEAST[key] ? 0 : round(Math.min(seen[key] * CAUTION[key], MOST[key]));
  // A file can hide an earlier, stronger compression, never a weaker one than its tables tell.
  const hidden = told('compression');
  const compression = jpegQuality === undefined || hidden > tables + HIDDEN ? hidden : tables;
  return {
    compression: round(Math.min(compression, MOST.compression)),
    noise: told('noise'),
    blur: told('blur'),
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
