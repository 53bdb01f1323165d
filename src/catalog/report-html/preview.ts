import sharp, { type Sharp } from 'sharp';
import { sniff } from '../../engine/decode/sniff.js';
import { DEFAULT_LIMITS } from '../../engine/limits.js';

/** A picture made small enough to lie inside the page. */
export interface Preview {
  /** `data:image/…;base64,…` */
  uri: string;
  width: number;
  height: number;
  /** The preview has fewer pixels than the file it shows. */
  reduced: boolean;
  alpha: boolean;
}

/** The most pixels on the long edge, and the JPEG or WebP quality of pictures that were reduced to that. */
export interface PreviewSize {
  edge: number;
  quality: number;
}

/** The size of a file's picture in a list of files. */
export const THUMBNAIL: PreviewSize = { edge: 176, quality: 76 };

/** Sizes that keep a page of thousands of pictures openable. */
export function previewSize(pictures: number): PreviewSize {
  if (pictures <= 20) return { edge: 1600, quality: 88 };
  return pictures <= 200 ? { edge: 1000, quality: 84 } : { edge: 500, quality: 78 };
}

/** An encoded picture on its way to becoming a small one. */
export interface Reduced {
  /** Upright, sRGB, its long edge no larger than asked; never enlarged. */
  image: Sharp;
  /** Whether it has fewer pixels than the file. */
  reduced: boolean;
  alpha: boolean;
}

/**
 * A picture made small for a page. JPEG and WebP are decoded at the size that is needed, not at their own.
 *
 * @param edge the most pixels on the long edge
 * @throws anything, on bytes that are no picture
 */
export async function reducePicture(bytes: Uint8Array, edge: number): Promise<Reduced> {
  // Libvips reads far more than pictures; what the engine would refuse does not reach it here either.
  sniff(bytes);
  const input = {
    limitInputPixels: DEFAULT_LIMITS.outputPixels,
    sequentialRead: true,
    autoOrient: true,
  } as const;
  const { autoOrient: upright, hasAlpha } = await sharp(bytes, input).metadata();
  const image = sharp(bytes, input).resize({
    width: edge,
    height: edge,
    fit: 'inside',
    withoutEnlargement: true,
  });
  return { image, reduced: Math.max(upright.width, upright.height) > edge, alpha: hasAlpha };
}

/**
 * The preview of an encoded picture: upright, sRGB, never enlarged; WebP where it has alpha, else JPEG without
 * chroma subsampling, so that colours of before and after can be compared.
 *
 * @returns `undefined` for anything that can't be shown: a page without one picture is better than no page
 */
export async function makePreview(bytes: Uint8Array, size: PreviewSize): Promise<Preview | undefined> {
  try {
    const { image, reduced, alpha } = await reducePicture(bytes, size.edge);
    // Nothing better comes in place of one that has all its pixels, so compression must not make the input look worse.
    const quality = reduced ? size.quality : Math.min(94, size.quality + 8);
    const encoded = alpha
      ? image.webp({ quality, alphaQuality: 90, effort: 2 })
      : image.jpeg({ quality, chromaSubsampling: '4:4:4' });
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
    const uri = `data:image/${info.format};base64,${data.toString('base64')}`;
    return { uri, width: info.width, height: info.height, reduced, alpha };
  } catch {
    return undefined;
  }
}
