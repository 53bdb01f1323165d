import sharp from 'sharp';
import { tiffLayout } from './encode/tiff.js';
import type { Samples } from './picture.js';
import type { Raster } from './raster.js';

/** Samples `[H, W, channels]` in their own RGB space, as threads can share them. */
export interface Pixels {
  width: number;
  height: number;
  channels: 3 | 4;
  depth: 8 | 16;
  samples: Samples;
  /** ICC profile of the samples; `undefined` means sRGB by convention. */
  icc?: Uint8Array | undefined;
}

/** A picture and what the network made of it: pixels, valid only until the function that is given them has settled. */
export interface Master {
  original: Pixels;
  enhanced: Pixels;
  /** Text fields of EXIF that files carry; never a location. */
  exif: Record<string, string>;
}

/**
 * Pixels as a raster for later steps: converted to sRGB by their profile, 8 bits.
 *
 * @param out room for `width × height × channels` samples
 */
export async function rasterOf(pixels: Pixels, out: Uint8Array<SharedArrayBuffer>): Promise<Raster> {
  const { width, height, channels, samples, depth, icc } = pixels;
  const raster = { width, height, channels, samples: out.subarray(0, width * height * channels) };
  if (depth === 8 && !icc) {
    raster.samples.set(samples);
    return raster;
  }
  const layout = tiffLayout({ width, height, channels, depth, ...(icc ? { icc } : {}) });
  const tiff = new Uint8Array(layout.total);
  tiff.set(layout.header);
  tiff.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), layout.offset);
  const { data } = await sharp(tiff, { limitInputPixels: false })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  raster.samples.set(data);
  return raster;
}
