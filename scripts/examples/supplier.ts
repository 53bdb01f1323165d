import sharp, { type JpegOptions } from 'sharp';
import type { Master } from './canvas.js';

/** How many master pixels, across and down, become one pixel of the supplier's file. */
export const SHRINK = 4;

/** How hard a supplier squeezed one file. */
export type Squeeze = Required<Pick<JpegOptions, 'quality' | 'chromaSubsampling'>>;

/**
 * Averages blocks of 4 by 4 pixels. On the sRGB bytes, not on light, since the resizing tools that suppliers
 * use average those; so the small picture is exactly what the master predicts.
 */
export function shrink(master: Master): Master {
  const width = Math.floor(master.width / SHRINK);
  const height = Math.floor(master.height / SHRINK);
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let v = 0; v < SHRINK; v++) {
          const row = (y * SHRINK + v) * master.width + x * SHRINK;
          for (let u = 0; u < SHRINK; u++) sum += master.rgb[(row + u) * 3 + c];
        }
        rgb[(y * width + x) * 3 + c] = Math.round(sum / SHRINK ** 2);
      }
    }
  }
  return { width, height, rgb };
}

const raw = ({ width, height, rgb }: Master) => sharp(rgb, { raw: { width, height, channels: 3 } });

/** Writes the supplier's JPEG and returns its size in bytes. */
export async function writeJpeg(picture: Master, file: string, squeeze: Squeeze): Promise<number> {
  const { size } = await raw(picture)
    .jpeg({ ...squeeze, mozjpeg: false })
    .toFile(file);
  return size;
}

/** Writes the full-size drawing without loss. */
export async function writePng(picture: Master, file: string): Promise<void> {
  await raw(picture).png({ compressionLevel: 6 }).toFile(file);
}
