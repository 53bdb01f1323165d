import sharp from 'sharp';
import { tiffLayout } from '../engine/encode/tiff.js';
import type { Box, Size } from '../engine/raster.js';

/** A target's pixels, lying in the TIFF that the encoder reads: `samples` `[H, W, channels]` is a view of `tiff`. */
export interface Canvas extends Size {
  /** 4 = RGB and straight alpha. */
  channels: 3 | 4;
  samples: Uint8Array;
  tiff: Uint8Array;
}

let profile: Promise<Uint8Array> | undefined;

/** The sRGB profile of libvips, which every file of this folder carries. */
function srgbProfile(): Promise<Uint8Array> {
  profile ??= (async () => {
    const pixel = { create: { width: 1, height: 1, channels: 3 as const, background: 'white' } };
    const tagged = await sharp(pixel).withIccProfile('srgb').png().toBuffer();
    const { icc } = await sharp(tagged).metadata();
    if (!icc) throw new Error('libvips wrote no sRGB profile');
    return icc;
  })();
  return profile;
}

/** A canvas of zeros. */
export async function createCanvas({ width, height }: Size, channels: 3 | 4): Promise<Canvas> {
  const icc = await srgbProfile();
  const { header, offset, total } = tiffLayout({ width, height, channels, depth: 8, icc });
  const tiff = new Uint8Array(total);
  tiff.set(header);
  return { width, height, channels, tiff, samples: tiff.subarray(offset) };
}

/** Copy samples `[box.height, box.width, 3]` onto a canvas of three channels. */
export function blit(canvas: Canvas, samples: Uint8Array, { left, top, width, height }: Box): void {
  for (let y = 0; y < height; y++)
    canvas.samples.set(
      samples.subarray(y * width * 3, (y + 1) * width * 3),
      ((top + y) * canvas.width + left) * 3,
    );
}

/** Fill a box of a canvas of three channels with a colour. */
export function fillBox(canvas: Canvas, colour: readonly number[], { left, top, width, height }: Box): void {
  const [red, green, blue] = colour;
  for (let y = top; y < top + height; y++) {
    const start = (y * canvas.width + left) * 3;
    if (red === green && green === blue) {
      canvas.samples.fill(red, start, start + width * 3);
      continue;
    }
    for (let at = start; at < start + width * 3; at += 3) {
      canvas.samples[at] = red;
      canvas.samples[at + 1] = green;
      canvas.samples[at + 2] = blue;
    }
  }
}
