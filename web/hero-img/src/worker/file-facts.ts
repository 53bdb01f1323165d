import { jpegQuality } from '../../../../src/engine/condition/jpeg-quality.js';
import { type SourceFormat, sniff } from '../../../../src/engine/decode/sniff.js';

/** What a picture's bytes say that its decoded pixels don't. */
export interface FileFacts {
  format: SourceFormat;
  /** The file holds one channel: results keep R = G = B. */
  grey: boolean;
  /** An embedded profile that is not sRGB's. */
  wide: boolean;
  /** By the quantisation tables, where it is a JPEG. */
  jpegQuality?: number | undefined;
}

const latin = new TextDecoder('latin1');
const text = (bytes: Uint8Array, from: number, to: number) =>
  latin.decode(bytes.subarray(from, Math.min(to, bytes.length)));

/**
 * Look at a file as the server does: what it is is told by its bytes.
 *
 * @returns `undefined` for what is not enhanced: other formats, and animations
 */
export async function fileFacts(bytes: Uint8Array): Promise<FileFacts | undefined> {
  let format: SourceFormat;
  try {
    format = sniff(bytes);
  } catch {
    return undefined;
  }
  if (format === 'jpeg') return { ...jpegFacts(bytes), jpegQuality: jpegQuality(bytes) };
  if (format === 'png') return pngFacts(bytes);
  if (format === 'webp') return webpFacts(bytes);
  return format === 'avif' ? { format, grey: false, wide: false } : undefined;
}

const isSrgb = (profile: string) => /srgb/i.test(profile);

/** Segments up to the scan (ITU-T T.81, annex B): SOF for the channels, APP2 for the profile. */
function jpegFacts(bytes: Uint8Array): FileFacts {
  const facts: FileFacts = { format: 'jpeg', grey: false, wide: false };
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = (bytes[at + 2] << 8) | bytes[at + 3];
    if (marker === 0xda || length < 2) break;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) facts.grey = bytes[at + 9] === 1;
    const isProfile = marker === 0xe2 && text(bytes, at + 4, at + 15) === 'ICC_PROFILE';
    // Names of profiles stand as plain text or as UTF-16: without its zeros it is the same.
    if (isProfile && bytes[at + 16] === 1)
      facts.wide = !isSrgb(text(bytes, at + 18, at + 2 + length).replaceAll('\0', ''));
    at += 2 + length;
  }
  return facts;
}

/** Chunks up to the pixels (PNG, third edition, 5.3): IHDR's colour type, iCCP's packed profile, acTL of animations. */
async function pngFacts(bytes: Uint8Array): Promise<FileFacts | undefined> {
  const facts: FileFacts = { format: 'png', grey: bytes[25] === 0 || bytes[25] === 4, wide: false };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const name = text(bytes, at + 4, at + 8);
    if (name === 'IDAT' || name === 'IEND') break;
    if (name === 'acTL') return undefined;
    if (name !== 'iCCP') continue;
    const content = bytes.subarray(at + 8, at + 8 + view.getUint32(at));
    facts.wide = !isSrgb(await unpacked(content.subarray(content.indexOf(0) + 2)));
  }
  return facts;
}

/** The first part of a profile, which holds its name; nothing where it is damaged. */
async function unpacked(packed: Uint8Array): Promise<string> {
  const reader = new Blob([packed as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
    .getReader();
  try {
    let found = '';
    for (let part = await reader.read(); !part.done && found.length < 65_536; part = await reader.read())
      found += text(part.value, 0, 65_536);
    return found.replaceAll('\0', '');
  } catch {
    return '';
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Chunks (RFC 9649, 2.7): an animation's flag in VP8X, ICCP. */
function webpFacts(bytes: Uint8Array): FileFacts | undefined {
  const facts: FileFacts = { format: 'webp', grey: false, wide: false };
  if (text(bytes, 12, 16) !== 'VP8X') return facts;
  if (bytes[20] & 2) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    if (text(bytes, at, at + 4) === 'ICCP')
      facts.wide = !isSrgb(text(bytes, at + 8, at + 8 + length).replaceAll('\0', ''));
    at += 8 + length + (length % 2);
  }
  return facts;
}
