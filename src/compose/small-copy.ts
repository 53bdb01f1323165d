import sharp from 'sharp';
import type { Raster, Size } from '../engine/raster.js';

/** Longest side of the reduction that is looked at. */
const SIDE = 256;
/** On shorter sides there is nothing to be seen. */
const LEAST = 16;

/** A reduction of a picture to 256 pixels, on white: `[H, W, 3]`; `undefined` where it would be a mere line. */
export async function smallCopy({
  width: fullWidth,
  height: fullHeight,
  channels,
  samples,
}: Raster): Promise<(Size & { samples: Uint8Array }) | undefined> {
  const factor = Math.max(1, Math.max(fullWidth, fullHeight) / SIDE);
  const [width, height] = [fullWidth, fullHeight].map((length) => Math.max(1, Math.round(length / factor)));
  if (width < LEAST || height < LEAST) return undefined;
  const raw = { width: fullWidth, height: fullHeight, channels };
  let image = sharp(samples, { raw, limitInputPixels: false });
  if (channels === 4) image = image.flatten({ background: '#ffffff' });
  return {
    width,
    height,
    samples: await image.resize(width, height, { fit: 'fill', kernel: 'linear' }).raw().toBuffer(),
  };
}
