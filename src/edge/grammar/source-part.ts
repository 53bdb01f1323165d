import { EdgeError } from '../errors.js';
import { readFormat } from './operations.js';
import type { EdgeFormat } from './options.js';

/** Longest source in an address, in characters. */
const LONGEST = 4096;

/** Characters between slashes of a base64 source: some servers and file systems dislike long names. */
const PIECE = 16;

/** The end of an address: the picture's source, and the format where an extension names one. */
export interface SourcePart {
  source: string;
  format?: EdgeFormat;
}

/**
 * Read `plain/%source@%extension` or `%base64url.%extension`, base64 cut by slashes anywhere.
 *
 * @throws {EdgeError} `bad_url`, `unsupported_format`
 */
export function readSourcePart(parts: readonly string[]): SourcePart {
  const plain = parts[0] === 'plain' && parts.length > 1;
  const [encoded, extension, ...more] = plain
    ? parts.slice(1).join('/').split('@')
    : parts.join('').split('.');
  if (!encoded) throw new EdgeError('bad_url', 'the address names no source');
  if (more.length > 0) throw new EdgeError('bad_url', 'the address names several formats');
  const source = plain ? unescaped(encoded) : fromBase64(encoded);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (source.length > LONGEST || /[\u0000-\u001f\u007f]/.test(source))
    throw new EdgeError('bad_url', `the source is no address of at most ${LONGEST} plain characters`);
  return extension ? { source, format: readFormat(extension) } : { source };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new EdgeError('bad_url', 'the source is not escaped as UTF-8', { cause });
  }
}

function fromBase64(text: string): string {
  const bare = text.replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9_-]+$/.test(bare) || bare.length % 4 === 1)
    throw new EdgeError('bad_url', 'the source is not URL-safe base64; options end with a colon and a value');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bare, 'base64url'));
  } catch (cause) {
    throw new EdgeError('bad_url', 'the source is not base64 of UTF-8', { cause });
  }
}

/** How a source is written into an address. */
export type SourceSpelling = 'base64' | 'plain';

/** Write a source as {@link readSourcePart} reads it; the format is written as an option instead. */
export function writeSourcePart(source: string, spelling: SourceSpelling): string {
  if (spelling === 'plain')
    return `plain/${encodeURIComponent(source).replace(/%2F/g, '/').replace(/%3A/g, ':')}`;
  const encoded = Buffer.from(source).toString('base64url');
  return (encoded.match(new RegExp(`.{1,${PIECE}}`, 'g')) ?? []).join('/');
}
