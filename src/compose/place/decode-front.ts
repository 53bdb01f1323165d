import sharp from 'sharp';
import { firstLine, readHeader } from '../../engine/decode/header.js';
import { readInput } from '../../engine/decode/input.js';
import { HeroshotError } from '../../engine/errors.js';
import type { Limits } from '../../engine/limits.js';
import type { Size } from '../../engine/raster.js';
import { checkFront, type Front } from './front.js';
import { onePlane } from './visible-box.js';

/**
 * Read what stays in front of a design: the alpha of a mask that has one (a cut-out of the hands), else its lightness.
 *
 * @throws {HeroshotError} `bad_mask`, and what a picture file can be refused for
 */
export async function decodeFront(task: {
  input: string | Uint8Array;
  limits: Limits;
  photo: Size;
}): Promise<Front> {
  const bytes = await readInput(task.input);
  const { width, height } = await readHeader(bytes, task.limits);
  const open = () => sharp(bytes, { autoOrient: true, limitInputPixels: width * height });
  const { hasAlpha } = await open().metadata();
  const opaque = hasAlpha && (await open().stats()).isOpaque;
  const plane = hasAlpha && !opaque ? open().extractChannel('alpha') : open().flatten().greyscale();
  const { data, info } = await plane
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw new HeroshotError('corrupt_image', `the mask cannot be decoded: ${firstLine(cause)}`, { cause });
    });
  const front = { width: info.width, height: info.height, kept: onePlane(data, info.channels) };
  checkFront(front, task.photo);
  return front;
}
