import exifReader from 'exif-reader';

// biome-ignore lint/suspicious/noControlCharactersInRegex: EXIF strings end in NUL and may hold anything
const CONTROL = /[\x00-\x1f]/g;
const CARRIED = ['Copyright', 'Artist', 'ImageDescription', 'Make', 'Model'] as const;

/**
 * The EXIF text fields that results carry. A list of what may pass, not of what may not: locations, serial numbers,
 * thumbnails and maker notes never reach a result. Damaged EXIF gives no fields.
 */
export function carriedExif(exif: Uint8Array | undefined): Record<string, string> {
  if (!exif) return {};
  try {
    const image = exifReader(Buffer.from(exif)).Image as Record<string, unknown> | undefined;
    const fields: Record<string, string> = {};
    for (const name of CARRIED) {
      const text = String(image?.[name] ?? '')
        .replace(CONTROL, ' ')
        .trim()
        .slice(0, 2000);
      if (text) fields[name] = text;
    }
    return fields;
  } catch {
    return {};
  }
}

/** Dots per inch by EXIF, for formats that have no density of their own (WebP, AVIF). */
export function exifDensity(exif: Uint8Array | undefined): number | undefined {
  if (!exif) return undefined;
  try {
    const { XResolution, ResolutionUnit } = exifReader(Buffer.from(exif)).Image ?? {};
    const density = Number(XResolution) * (ResolutionUnit === 3 ? 2.54 : 1);
    // 25.4 is what libvips writes where it knows of none.
    return density > 1 && density <= 10_000 && Math.abs(density - 25.4) > 0.1
      ? Math.round(density * 10) / 10
      : undefined;
  } catch {
    return undefined;
  }
}

/** Every repetition is bounded, so that a hostile packet costs no more than its length. */
const SOURCE_TYPE = [
  /DigitalSourceType\s{0,20}=\s{0,20}["']([^"']{1,300})["']/,
  /DigitalSourceType[^<>]{0,300}rdf:resource\s{0,20}=\s{0,20}["']([^"']{1,300})["']/,
  /<[\w-]{1,40}:DigitalSourceType[^<>]{0,300}>([^<]{1,300})</,
];

/**
 * The IPTC digital source type in an XMP packet, as its full address; `undefined` where there is none.
 * Found as attribute or as element (XMP specification part 1, §7.5 and §7.9.2.2).
 */
export function digitalSourceType(xmp: Uint8Array | undefined): string | undefined {
  if (!xmp) return undefined;
  const text = Buffer.from(xmp).toString('utf8');
  for (const form of SOURCE_TYPE) {
    const found = form.exec(text)?.[1].trim();
    if (found) return found;
  }
  return undefined;
}
