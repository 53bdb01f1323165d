import sharp from 'sharp';
import { encode } from '../engine/encode/encode.js';
import { FORMATS } from '../engine/encode/formats.js';
import type { Canvas } from './canvas.js';
import { fitBytes } from './fit-bytes.js';
import type { NoteCode } from './notes.js';
import type { OutputRule } from './output-rule.js';
import { type Whiteness, whitenessOf } from './whiteness.js';

/** An encoded canvas, decoded again and looked at. */
export interface EncodedFile {
  bytes: Uint8Array;
  /** `undefined` where the file is without loss. */
  quality: number | undefined;
  /** `undefined` where the canvas has alpha, and where the file was not verified. */
  whiteness: Whiteness | undefined;
  notes: NoteCode[];
}

/** Side of the blocks in which each codec spreads the error of an edge; AVIF also filters across its superblocks. */
const BLOCK = { jpeg: 8, png: 8, webp: 16, avif: 64 } as const;

/** Attempts at a white background when the wanted quality leaves it grey somewhere. */
const WHITER = { jpeg: [95, 100], png: [], webp: ['lossless'], avif: [90, 100] } as const;

function encoderOf(canvas: Canvas, output: OutputRule) {
  const { format, density, exif = {}, digitalSourceType } = output;
  return (quality: number | 'lossless') =>
    encode(canvas.tiff, {
      format,
      pixels: canvas.width * canvas.height,
      quality: quality === 'lossless' ? undefined : quality,
      lossless: quality === 'lossless',
      density,
      keepIcc: true,
      deep: false,
      exif,
      digitalSourceType,
    });
}

/** Decode a file as a viewer would; that it can be decoded is part of the check. */
async function whitenessOfFile(canvas: Canvas, bytes: Uint8Array, format: OutputRule['format']) {
  const decoded = await sharp(bytes, { limitInputPixels: false, ignoreIcc: true })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  return canvas.channels === 4 ? undefined : whitenessOf(canvas, decoded, BLOCK[format]);
}

/**
 * Encode a canvas within a file size and decode it again, unless the rule leaves that to the caller.
 *
 * @param pureWhite raise the quality where the background away from edges, or the border, is not 255 after decoding
 */
export async function encodeFile(
  canvas: Canvas,
  output: OutputRule,
  pureWhite: boolean,
): Promise<EncodedFile> {
  const { format, maxBytes = Infinity, qualityFloor = 60 } = output;
  const encodeAt = encoderOf(canvas, output);
  const notes: NoteCode[] = [];
  const lossless = FORMATS[format].quality === undefined;
  const wanted = output.quality ?? FORMATS[format].quality ?? 100;
  const fitted = await fitBytes(encodeAt, wanted, lossless ? wanted : qualityFloor, maxBytes);
  if (!fitted.fits) notes.push('too_many_bytes');
  else if (fitted.quality < wanted) notes.push('quality_lowered');
  let { bytes } = fitted;
  let quality: number | undefined = lossless ? undefined : fitted.quality;
  let whiteness =
    pureWhite || output.verify !== false ? await whitenessOfFile(canvas, bytes, format) : undefined;
  if (!pureWhite) return { bytes, quality, whiteness, notes };
  for (const attempt of WHITER[format]) {
    if (isWhite(whiteness)) break;
    if (attempt !== 'lossless' && attempt <= (quality ?? 100)) continue;
    const whiter = await encodeAt(attempt);
    if (whiter.byteLength > maxBytes) break;
    [bytes, quality] = [whiter, attempt === 'lossless' ? undefined : attempt];
    whiteness = await whitenessOfFile(canvas, bytes, format);
    if (!notes.includes('quality_raised')) notes.push('quality_raised');
  }
  if (!isWhite(whiteness)) notes.push('white_not_exact');
  return { bytes, quality, whiteness, notes };
}

const isWhite = (whiteness: Whiteness | undefined) =>
  !whiteness || (whiteness.lowestClear === 255 && whiteness.lowestBorder === 255);
