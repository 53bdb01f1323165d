import sharp from 'sharp';
import { ciede2000, labOf, type ReferenceSpace, type Rgb } from './reference-colour.js';

/** Samples of a file as they are stored, in its own space, 0..1. */
export interface Decoded {
  width: number;
  height: number;
  channels: number;
  samples: Float64Array;
}

/**
 * Decode a file by sharp.
 *
 * @param convert to sRGB by the file's profile; otherwise the samples stay as they are
 */
export async function decoded(file: Uint8Array, convert = false): Promise<Decoded> {
  const deep = (await sharp(file).metadata()).depth === 'ushort' && !convert;
  const { data, info } = await sharp(file, { ignoreIcc: !convert })
    .toColourspace(deep ? 'rgb16' : 'srgb')
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const raw = deep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  const samples = Float64Array.from(raw, (value) => value / (deep ? 65535 : 255));
  return { width: info.width, height: info.height, channels: info.channels, samples };
}

/** Colour of a pixel laid on white; grey as three equal tones. */
function onWhite({ channels, samples }: Decoded, pixel: number): number[] {
  const at = pixel * channels;
  const alpha = channels % 2 === 0 ? samples[at + channels - 1] : 1;
  return [0, 1, 2].map((c) => samples[at + (channels < 3 ? 0 : c)] * alpha + 1 - alpha);
}

/** Mean ΔE2000 between a picture and a larger one reduced to its size by area averaging. */
export function meanDifference(small: Decoded, large: Decoded, space: ReferenceSpace): number {
  const scale = large.width / small.width;
  let sum = 0;
  for (let y = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++) {
      const box = [0, 0, 0];
      for (let dy = 0; dy < scale; dy++)
        for (let dx = 0; dx < scale; dx++) {
          const colour = onWhite(large, (y * scale + dy) * large.width + x * scale + dx);
          for (let c = 0; c < 3; c++) box[c] += colour[c] / scale ** 2;
        }
      const before = onWhite(small, y * small.width + x) as unknown as Rgb;
      sum += ciede2000(labOf(space, before), labOf(space, box as unknown as Rgb));
    }
  return sum / small.width / small.height;
}
