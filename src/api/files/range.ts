import type { ByteRange } from '../../jobs/blobs/blob-store.js';

/**
 * What a `Range` header asks of a file (RFC 9110, section 14): one range, or the whole file for what is no range of bytes,
 * several ranges, or a file that has changed since (`If-Range`).
 *
 * @param etag the file's entity tag, quotes included
 * @returns `'none'` where the file has no such bytes
 */
export function wantedRange(
  headers: { range?: string | undefined; 'if-range'?: string | string[] | undefined },
  bytes: number,
  etag: string,
): ByteRange | 'whole' | 'none' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return 'whole';
  if (headers['if-range'] !== undefined && headers['if-range'] !== etag) return 'whole';
  const [first, last] = [match[1], match[2]].map((digits) => (digits === '' ? undefined : Number(digits)));
  if (first === undefined) {
    const length = Math.min(last ?? 0, bytes);
    return length === 0 ? 'none' : { start: bytes - length, end: bytes - 1 };
  }
  if (last !== undefined && last < first) return 'whole';
  if (first >= bytes) return 'none';
  return { start: first, end: Math.min(last ?? bytes - 1, bytes - 1) };
}

/** Whether an `If-None-Match` header names the file that is there (RFC 9110, section 13.1.2: weak comparison). */
export function isKnown(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
