import sharp from 'sharp';
import { FORMATS, type OutputFormat } from './formats.js';
import { xmpPacket } from './xmp.js';

/**
 * Largest JPEG whose Huffman tables are fitted to it. Fitting holds every coefficient (6 bytes a pixel, kept by the
 * allocator of each native thread) and takes three times as long, to save a seventh of the file.
 */
const OPTIMISED_PIXELS = 4_200_000;

/** How a result is encoded. */
export interface EncodeOptions {
  format: OutputFormat;
  /** Width × height. */
  pixels: number;
  /** Sooner and a little less fine, where the format has a choice. */
  quick?: boolean | undefined;
  /** 1..100; ignored by lossless formats. */
  quality?: number | undefined;
  /** WebP without loss; `quality` then says nothing. */
  lossless?: boolean;
  /** Dots per inch; absent leaves the file without a density. */
  density?: number | undefined;
  keepIcc: boolean;
  deep: boolean;
  exif: Record<string, string>;
  /** IPTC digital source type; absent writes none. */
  digitalSourceType?: string | undefined;
  /** Background (hex) for formats without alpha. */
  flattenOn?: string | undefined;
}

/**
 * Encode a TIFF-wrapped picture (see `tiff.ts`) with its profile, density, authorship and digital source type.
 *
 * @returns the file, in memory that can be handed to another thread
 */
export async function encode(tiff: Uint8Array, options: EncodeOptions): Promise<Uint8Array> {
  const { format, quality = FORMATS[format].quality, density, exif } = options;
  let image = sharp(tiff, { limitInputPixels: false });
  if (options.flattenOn) image = image.flatten({ background: options.flattenOn });
  if (options.deep) image = image.toColourspace('rgb16');
  if (options.keepIcc) image = image.keepIccProfile();
  if (Object.keys(exif).length > 0 && format !== 'tiff') image = image.withExif({ IFD0: exif });
  if (options.digitalSourceType) image = image.withXmp(xmpPacket(options.digitalSourceType, exif));
  // With EXIF some density is written; 72 says "unknown" to every reader, libvips' own 25.4 to none.
  if (density || Object.keys(exif).length > 0) image = image.withDensity(density ?? 72);
  switch (format) {
    case 'jpeg':
      // 4:4:4: coloured letters on a label stay as sharp as black ones.
      image = image.jpeg({
        quality: quality ?? 92,
        chromaSubsampling: '4:4:4',
        optimiseCoding: options.pixels <= OPTIMISED_PIXELS,
      });
      break;
    case 'png':
      image = image.png({ compressionLevel: 6 });
      break;
    case 'webp':
      // Chroma made for the decoder's interpolation is half of the time, and gains about 0.8 dB.
      image = image.webp({
        quality: quality ?? 90,
        smartSubsample: !options.quick,
        effort: options.quick ? 2 : 4,
        lossless: options.lossless ?? false,
      });
      break;
    case 'avif':
      image = image.avif({ quality: quality ?? 70, chromaSubsampling: '4:4:4', effort: 3 });
      break;
    case 'tiff':
      image = image.tiff({
        compression: 'deflate',
        predictor: 'horizontal',
        ...(density ? { xres: density / 25.4, yres: density / 25.4 } : {}),
      });
      break;
  }
  // A copy can be handed over. `toUint8Array()`, which makes such memory itself, never gives it back (sharp 0.35.5).
  return new Uint8Array(await image.toBuffer());
}
