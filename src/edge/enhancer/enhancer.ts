import type { Tier } from '../../engine/network/registry.js';
import type { Raster } from '../../engine/raster.js';
import type { EdgeFormat } from '../grammar/options.js';

/** How the network enlarges. */
export interface EnhanceHow {
  scale: 2 | 4;
  tier: Tier;
}

/** A picture that more is done to than enlarging. */
export interface TreatHow {
  cutout: boolean;
  /** Behind what was cut out: `rrggbb`, or nothing where absent. */
  background?: string;
  for?: string;
  scale: 1 | 2 | 4;
  tier: Tier;
  format: EdgeFormat;
  quality?: number;
}

/** What the network made, and how long the picture took to decode and to look at, in milliseconds. */
export interface EnhancedRaster extends Raster {
  decodeMs?: number;
}

/**
 * Does what needs networks: in this process (`engineEnhancer`), or in one of its own (`remoteEnhancer`), so that inference and the
 * event loop that answers visitors don't compete (docs/decisions/0025).
 */
export interface Enhancer {
  /**
   * Enlarge a picture.
   *
   * @returns sRGB, `scale` times the upright source
   * @throws {HeroshotError} as `Engine.enhance`
   */
  enhance(bytes: Uint8Array, how: EnhanceHow, signal?: AbortSignal): Promise<EnhancedRaster>;
  /**
   * Cut out, or make a marketplace's file.
   *
   * @returns the encoded file
   * @throws {HeroshotError} as `RecipeRunner.run`
   */
  treat(bytes: Uint8Array, how: TreatHow, signal?: AbortSignal): Promise<Uint8Array>;
}
