import exifReader from 'exif-reader';

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
      // biome-ignore lint/suspicious/noControlCharactersInRegex: EXIF strings end in NUL and may hold anything
      const text = String(image?.[name] ?? '')
        .replace(/[\x00-\x1f]/g, ' ')
        .trim()
        .slice(0, 2000);
      if (text) fields[name] = text;
    }
    return fields;
  } catch {
    return {};
  }
}

/**
 * The IPTC digital source type in an XMP packet, as its full address; `undefined` where there is none.
 * Found as attribute or as element (XMP specification part 1, §7.5 and §7.9.2.2).
 */
export function digitalSourceType(xmp: Uint8Array | undefined): string | undefined {
  if (!xmp) return undefined;
  const text = Buffer.from(xmp).toString('utf8');
  const found =
    /DigitalSourceType\s*=\s*["']([^"']{1,300})["']/.exec(text) ??
    /DigitalSourceType[^>]*rdf:resource\s*=\s*["']([^"']{1,300})["']/.exec(text) ??
    /<[\w-]+:DigitalSourceType[^>]*>\s*([^<]{1,300}?)\s*</.exec(text);
  return found?.[1];
}
