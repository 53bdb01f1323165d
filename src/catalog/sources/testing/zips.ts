import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { type Options, ZipFile } from 'yazl';

/** An ordinary ZIP. */
export async function writeZip(
  path: string,
  entries: [name: string, content: Uint8Array | string, options?: Partial<Options>][],
): Promise<string> {
  const zip = new ZipFile();
  const finished = pipeline(zip.outputStream, createWriteStream(path));
  for (const [name, content, options] of entries)
    zip.addBuffer(Buffer.from(content as string), name, options);
  zip.end();
  await finished;
  return path;
}

/** An entry of a ZIP that no archiver would make. */
export interface RawEntry {
  name: string | Uint8Array;
  content?: Uint8Array | string;
  /** 0 stored, 8 deflated. */
  method?: number;
  flags?: number;
  /** What the headers say, where that is not the truth. */
  size?: number;
  packed?: number;
  crc?: number;
  /** Mode of Unix. */
  mode?: number;
  /** Local header to use instead of its own: the entry shares another one's data. */
  offset?: number;
}

/** A ZIP, byte by byte (APPNOTE 4.3): local headers and data, central directory, end records; ZIP64 where it has to be. */
export function rawZip(entries: RawEntry[], count = entries.length): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { flags = 0x800, method = 8, mode = 0o100644 } = entry;
    const name = Buffer.from(entry.name as string);
    const content = Buffer.from((entry.content ?? 'picture') as string);
    const data = method === 8 ? deflateRawSync(content) : content;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(entry.crc ?? crc32(content), 10);
    fields.writeUInt32LE(entry.packed ?? data.length, 14);
    fields.writeUInt32LE(entry.size ?? content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(entry.offset ?? at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, rest, name);
    if (entry.offset !== undefined) continue;
    parts.push(Buffer.from('PK\x03\x04'), fields, name, data);
    at += 30 + name.length + data.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Math.min(count, 0xffff), 8);
  end.writeUInt16LE(Math.min(count, 0xffff), 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  const end64 = count > 0xffff ? zip64End(count, central.length, at) : Buffer.alloc(0);
  return Buffer.concat([...parts, central, end64, end]);
}

function zip64End(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(76);
  end.write('PK\x06\x06', 'latin1');
  end.writeUInt32LE(44, 4);
  end.writeUInt32LE(count, 24);
  end.writeUInt32LE(count, 32);
  end.writeUInt32LE(length, 40);
  end.writeUInt32LE(at, 48);
  end.write('PK\x06\x07', 56, 'latin1');
  end.writeUInt32LE(at + length, 64);
  end.writeUInt32LE(1, 72);
  return end;
}
