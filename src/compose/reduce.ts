import sharp from 'sharp';
import { HeroshotError } from '../engine/errors.js';
import type { Box, Size } from '../engine/raster.js';

/** Samples to reduce: `[H, W, channels]`, channels without alpha among them. */
export interface Planes extends Size {
  samples: Uint8Array;
  channels: 1 | 3 | 4;
}

/**
 * Reduce a crop of samples to a size with a cubic kernel (Keys 1981, a = −0.5) on the encoded values.
 *
 * Four channels are RGB and an alpha that is ignored. See docs/decisions/0014 for why cubic and why not in linear light.
 *
 * @returns `[to.height, to.width, channels]`; 3 channels where there were 4
 * @throws {HeroshotError} would_enlarge
 */
export async function reduce(
  { samples, width, height, channels }: Planes,
  crop: Box,
  to: Size,
): Promise<Uint8Array> {
  if (to.width > crop.width || to.height > crop.height)
    throw new HeroshotError(
      'would_enlarge',
      `${crop.width}×${crop.height} would be enlarged to ${to.width}×${to.height}`,
    );
  let image = sharp(samples, { raw: { width, height, channels }, limitInputPixels: false });
  if (channels === 4) image = image.removeAlpha();
  image = image.extract({ left: crop.left, top: crop.top, width: crop.width, height: crop.height });
  if (to.width !== crop.width || to.height !== crop.height)
    image = image.resize(to.width, to.height, { fit: 'fill', kernel: 'cubic' });
  if (channels === 1) image = image.toColourspace('b-w');
  return image.raw().toBuffer();
}
