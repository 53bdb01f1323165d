import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import type { RgbPicture } from '../reduce-bicubic.js';
import { WrongUsage } from './wrong-usage.js';

/** A picture with a known truth. */
export interface Truth {
  /** Name of its folder. */
  set: string;
  /** Name of its file. */
  name: string;
  path: string;
}

/** Files of a folder with an extension, sorted; a missing folder, or one without such files, is wrong usage. */
export async function filesIn(folder: string, extension: string, what: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => {
    throw new WrongUsage(`the folder of ${what} cannot be read: ${folder}`);
  });
  const found = names.filter((name) => name.toLowerCase().endsWith(extension)).sort();
  if (found.length === 0) throw new WrongUsage(`no ${what} (${extension}) in ${folder}`);
  return found;
}

/**
 * The PNGs of a folder.
 *
 * @param count at most so many, evenly spread over the sorted names
 */
export async function truthsIn(folder: string, count = Number.POSITIVE_INFINITY): Promise<Truth[]> {
  const names = await filesIn(folder, '.png', 'truth pictures');
  const kept = Math.min(count, names.length);
  return Array.from({ length: kept }, (_, i) => {
    const name = names[Math.floor((i * names.length) / kept)];
    return { set: basename(folder), name, path: join(folder, name) };
  });
}

/** Decode a file to 8-bit sRGB samples; grey becomes RGB, alpha is left out. */
export async function decodeRgb(input: string | Uint8Array): Promise<RgbPicture> {
  const { data, info } = await sharp(input)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** The top left part of a picture whose sides are multiples of `scale`. */
export function cropToMultiple(picture: RgbPicture, scale: number): RgbPicture {
  const width = picture.width - (picture.width % scale);
  const height = picture.height - (picture.height % scale);
  return crop(picture, 0, 0, width, height);
}

/** A rectangle of a picture. */
export function crop(
  picture: RgbPicture,
  left: number,
  top: number,
  width: number,
  height: number,
): RgbPicture {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * picture.width + left) * 3;
    data.set(picture.data.subarray(start, start + width * 3), y * width * 3);
  }
  return { width, height, data };
}
