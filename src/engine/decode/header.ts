import sharp, { type Metadata } from 'sharp';
import { HeroshotError } from '../errors.js';
import { DEFAULT_LIMITS, type Limits } from '../limits.js';
import { type SourceFormat, sniff } from './sniff.js';

/** What the first bytes of a file say, before any pixel is decoded. */
export interface Header {
  format: SourceFormat;
  /** Width and height in pixels as the picture is shown (orientation applied). */
  width: number;
  height: number;
  metadata: Metadata;
}

/**
 * Read a picture's header and hold it against the limits.
 *
 * @throws {HeroshotError} `empty_file`, `not_an_image`, `svg_refused`, `corrupt_image` or `image_too_large`
 */
export async function readHeader(bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): Promise<Header> {
  const format = sniff(bytes);
  let metadata: Metadata;
  try {
    // Warnings are weighed when the pixels are decoded: some phones' files have harmless ones.
    metadata = await sharp(bytes, { limitInputPixels: false, failOn: 'error' }).metadata();
  } catch (cause) {
    throw new HeroshotError('corrupt_image', `the ${format} header cannot be read: ${firstLine(cause)}`, {
      cause,
    });
  }
  if (metadata.format === 'heif' && metadata.compression !== 'av1')
    throw new HeroshotError('not_an_image', 'the file is HEIC; only the AVIF kind of HEIF can be read');
  const upright = (metadata.orientation ?? 1) < 5;
  const [width, height] = upright ? [metadata.width, metadata.height] : [metadata.height, metadata.width];
  if (width * height > limits.inputPixels)
    throw new HeroshotError(
      'image_too_large',
      `${width}×${height} is ${(width * height) / 1e6} megapixels; the limit is ${limits.inputPixels / 1e6}`,
    );
  return { format, width, height, metadata };
}

/** The first line of a decoder's message: libvips repeats itself over several. */
export function firstLine(error: unknown): string {
  return String((error as Error)?.message ?? error)
    .split('\n')[0]
    .trim();
}
