import sharp from 'sharp';
import type { Size } from '../../engine/raster.js';

/** How much of each pixel is design, as a grey PNG: white = design, black = photo. */
export async function coveragePng(coverage: Uint8Array, { width, height }: Size): Promise<Uint8Array> {
  const raw = { width, height, channels: 1 as const };
  const png = sharp(coverage, { raw, limitInputPixels: false })
    .toColourspace('b-w')
    .png({ compressionLevel: 6 });
  return new Uint8Array(await png.toBuffer());
}
