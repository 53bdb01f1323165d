import sharp from 'sharp';
import { HeroshotError } from '../errors.js';
import type { Picture, Samples } from '../picture.js';
import { bleedColours } from './bleed.js';
import { firstLine } from './header.js';
import type { Source } from './source.js';

/** Warnings of the JPEG decoder that mean pixels made up by it; a few stray bytes before a marker do not. */
const PIXELS_MISSING = /premature end|bad Huffman|\d{3} extraneous bytes/;

/**
 * Decode a picture's samples: upright, RGB or RGBA, in its own RGB space; of an animation the first frame.
 * An alpha that hides nothing is dropped; colours under alpha 0 are replaced by their neighbours'.
 *
 * @param out room for width × height × (alpha ? 4 : 3) samples of the source's depth
 * @throws {HeroshotError} `corrupt_image` where pixels are damaged or missing
 */
export async function decode(bytes: Uint8Array, source: Source, out: Samples): Promise<Picture> {
  const { width, height, depth, format } = source;
  const read = (failOn: 'warning' | 'error') =>
    sharp(bytes, {
      failOn,
      limitInputPixels: width * height,
      ignoreIcc: !source.convert,
      autoOrient: true,
    })
      .toColourspace(depth === 16 ? 'rgb16' : 'srgb')
      .raw({ depth: depth === 16 ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true });
  const notes = [...source.notes];
  const { data, info } = await read('warning')
    .catch(async (warning: unknown) => {
      if (PIXELS_MISSING.test(String(warning))) throw warning;
      const decoded = await read('error');
      notes.push(`the decoder warned of damage: ${firstLine(warning)}`);
      return decoded;
    })
    .catch((cause: unknown) => {
      throw new HeroshotError(
        'corrupt_image',
        `the ${format} picture cannot be decoded: ${firstLine(cause)}`,
        { cause },
      );
    });
  if (info.width !== width || info.height !== height)
    throw new HeroshotError(
      'corrupt_image',
      `the header says ${width}×${height}, the pixels ${info.width}×${info.height}`,
    );
  const raw = depth === 8 ? data : new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  const channels = interleave(raw, info.channels, depth === 8 ? 255 : 65535, out);
  const samples = out.subarray(0, width * height * channels) as Samples;
  if (channels === 4) bleedColours(samples, width, height);
  const { grey, metadata } = source;
  return { width, height, channels, depth, samples, grey, format, metadata, notes };
}

/** Samples of 1 to 4 channels as RGB or RGBA; returns the number of channels written. */
function interleave(raw: Uint8Array | Uint16Array, from: number, opaque: number, out: Samples): 3 | 4 {
  const hasAlpha = (from === 2 || from === 4) && !alphaIs(raw, from, opaque);
  const to = hasAlpha ? 4 : 3;
  if (from === to) {
    out.set(raw);
    return to;
  }
  const [green, blue] = from < 3 ? [0, 0] : [1, 2];
  for (let s = 0, d = 0; s < raw.length; s += from, d += to) {
    out[d] = raw[s];
    out[d + 1] = raw[s + green];
    out[d + 2] = raw[s + blue];
    if (hasAlpha) out[d + 3] = raw[s + from - 1];
  }
  return to;
}

function alphaIs(raw: Uint8Array | Uint16Array, channels: number, value: number): boolean {
  for (let i = channels - 1; i < raw.length; i += channels) if (raw[i] !== value) return false;
  return true;
}
