import type { Sharp } from 'sharp';
import type { Source } from '../../engine/decode/source.js';
import { enhancedSourceType, xmpPacket } from '../../engine/encode/xmp.js';
import type { EdgeFormat } from '../grammar/options.js';

/** Quality where none is asked for: imgproxy's for JPEG and WebP, and what measures like that WebP in AVIF. */
export const QUALITY: Record<EdgeFormat, number | undefined> = {
  jpeg: 80,
  webp: 80,
  avif: 55,
  png: undefined,
};

/** Encode for delivery: soon and small (docs/decisions/0025 has the figures). */
export function encodedAs(image: Sharp, format: EdgeFormat, quality = QUALITY[format]): Sharp {
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality: quality ?? 80 });
    case 'png':
      return image.png({ compressionLevel: 6 });
    case 'webp':
      return image.webp({ quality: quality ?? 80, effort: 2 });
    case 'avif':
      return image.avif({ quality: quality ?? 55, effort: 2, chromaSubsampling: '4:2:0' });
  }
}

/**
 * Write what a file must go on saying: that an algorithm had a part in it, whose it is. Everything else stays behind, a place
 * above all.
 */
export function withClaims(image: Sharp, { metadata }: Source, enhanced: boolean): Sharp {
  const { digitalSourceType: claimed, exif } = metadata;
  const type = enhanced ? enhancedSourceType(claimed) : claimed;
  return type ? image.withXmp(xmpPacket(type, exif)) : image;
}
