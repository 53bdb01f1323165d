import type { ZipEntry } from './zip.worker.js';

/** Archives without Zip64 end here. */
const MOST_BYTES = 0xffff_fffe;
const MOST_ENTRIES = 0xfffe;

/** Names are UTF-8 (APPNOTE 6.3.3, general purpose bit 11). */
const UTF8 = 0x0800;
/** 1 January 1980, the first day that an archive knows; the same pictures give the same archive. */
const DATE = 0x0021;

/**
 * A ZIP whose files are stored as they are: pictures are compressed already. The archive refers to the given blobs, so it takes no
 * memory for them; each is read once, in pieces, for its checksum (PKWARE APPNOTE 6.3.10).
 *
 * @throws {RangeError} above 4 GB or 65,534 files
 */
export async function zipped(entries: readonly ZipEntry[], onDone?: (count: number) => void): Promise<Blob> {
  if (entries.length > MOST_ENTRIES) throw new RangeError('too many files for one ZIP');
  const parts: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let offset = 0;
  let listed = 0;
  for (const [index, { name, blob }] of entries.entries()) {
    const path = new TextEncoder().encode(name);
    const crc = await crc32(blob);
    const fields = [20, UTF8, 0, 0, DATE];
    const local = header(0x04034b50, fields, crc, blob.size, path.length);
    local.push(0);
    const head = bytes(local, [4, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2]);
    parts.push(head, path, blob);
    const central = header(0x02014b50, [20, ...fields], crc, blob.size, path.length);
    central.push(0, 0, 0, 0, 0, offset);
    const entry = bytes(central, [4, 2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4]);
    directory.push(entry, path);
    offset += head.length + path.length + blob.size;
    listed += entry.length + path.length;
    if (offset + listed > MOST_BYTES) throw new RangeError('too large for one ZIP');
    onDone?.(index + 1);
  }
  const count = entries.length;
  const end = bytes([0x06054b50, 0, 0, count, count, listed, offset, 0], [4, 2, 2, 2, 2, 4, 4, 2]);
  return new Blob([...parts, ...directory, end], { type: 'application/zip' });
}

const header = (mark: number, fields: number[], crc: number, size: number, name: number): number[] => [
  mark,
  ...fields,
  crc,
  size,
  size,
  name,
];

/** Numbers one after the other, the lowest byte first. */
function bytes(values: readonly number[], widths: readonly number[]): Uint8Array<ArrayBuffer> {
  const out = new DataView(new ArrayBuffer(widths.reduce((sum, width) => sum + width, 0)));
  let at = 0;
  for (const [index, width] of widths.entries()) {
    const value = values[index] ?? 0;
    if (width === 2) out.setUint16(at, value, true);
    else out.setUint32(at, value, true);
    at += width;
  }
  return new Uint8Array(out.buffer);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 of ISO 3309, as PNG and ZIP have it. */
async function crc32(blob: Blob): Promise<number> {
  let crc = 0xffffffff;
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    for (const byte of value) crc = (TABLE[(crc ^ byte) & 255] as number) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
