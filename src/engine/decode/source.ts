import sharp from 'sharp';
import { parseIcc } from '../colour/icc.js';
import { jpegQuality } from '../condition/jpeg-quality.js';
import type { Limits } from '../limits.js';
import type { PictureMetadata } from '../picture.js';
import { carriedExif, digitalSourceType, exifDensity } from './fields.js';
import { type Header, readHeader } from './header.js';
import type { SourceFormat } from './sniff.js';

/** A picture file before its pixels are decoded: what it is, and how its samples will be brought into RGB. */
export interface Source {
  format: SourceFormat;
  /** Size of the file in bytes. */
  bytes: number;
  width: number;
  height: number;
  /** Depth of the decoded samples. */
  depth: 8 | 16;
  /** Whether the file has an alpha channel (that may turn out to hide nothing). */
  alpha: boolean;
  grey: boolean;
  /** Samples are converted to sRGB by profile instead of being kept as they are. */
  convert: boolean;
  metadata: PictureMetadata;
  notes: string[];
}

interface ColourPlan {
  convert: boolean;
  icc?: Uint8Array;
  name: string;
  note?: string;
}

let builtInSrgb: Promise<Uint8Array> | undefined;

/** libvips' own sRGB profile, for results that were converted to sRGB. */
function srgbProfile(): Promise<Uint8Array> {
  builtInSrgb ??= (async () => {
    const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } });
    const png = await pixel.withIccProfile('srgb').png().toBuffer();
    return (await sharp(png).metadata()).icc as Uint8Array;
  })();
  return builtInSrgb;
}

async function planColour({ metadata }: Header): Promise<ColourPlan> {
  const profile = metadata.icc && parseIcc(metadata.icc);
  const named = profile?.description || 'an unnamed profile';
  const converted = async (note?: string): Promise<ColourPlan> => ({
    convert: true,
    icc: await srgbProfile(),
    name: 'sRGB',
    ...(note ? { note } : {}),
  });
  if (metadata.space === 'cmyk')
    return converted(`CMYK was converted to sRGB by ${profile ? named : 'a standard press profile'}`);
  if (metadata.space === 'lab' || metadata.space === 'labs') return converted('Lab was converted to sRGB');
  if (profile?.matrixShaper && metadata.channels >= 3)
    return { convert: false, icc: metadata.icc as Uint8Array, name: /srgb/i.test(named) ? 'sRGB' : named };
  if (profile) return converted(`${named} was converted to sRGB`);
  const note = metadata.icc ? { note: 'a damaged colour profile was ignored' } : {};
  return { convert: false, name: 'sRGB', ...note };
}

/**
 * Read everything of a picture file but its pixels.
 *
 * @throws {HeroshotError} as `readHeader`
 */
export async function readSource(bytes: Uint8Array, limits: Limits): Promise<Source> {
  const header = await readHeader(bytes, limits);
  const { metadata, format, width, height } = header;
  const plan = await planColour(header);
  const notes = plan.note ? [plan.note] : [];
  if ((metadata.pages ?? 1) > 1)
    notes.push(`the file has ${metadata.pages} frames or pages; only the first was used`);
  const deep = metadata.depth === 'ushort' && !plan.convert;
  const source: Source = {
    format,
    bytes: bytes.byteLength,
    width,
    height,
    depth: deep ? 16 : 8,
    alpha: metadata.hasAlpha,
    grey: metadata.channels < 3 && format !== 'gif',
    convert: plan.convert,
    notes,
    metadata: { colourName: plan.name, exif: carriedExif(metadata.exif) },
  };
  if (plan.icc) source.metadata.icc = plan.icc;
  const density = metadata.density ?? exifDensity(metadata.exif);
  if (density && density > 1) source.metadata.density = density;
  const claimed = digitalSourceType(metadata.xmp);
  if (claimed) source.metadata.digitalSourceType = claimed;
  const quality = format === 'jpeg' ? jpegQuality(bytes) : undefined;
  if (quality !== undefined) source.metadata.jpegQuality = quality;
  return source;
}
