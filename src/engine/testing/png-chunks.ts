import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Signature and IHDR. */
const HEAD = SIGNATURE.length + 25;

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG that claims a size and holds hardly any pixels: what a decompression bomb looks like from outside. */
export function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(9))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A PNG tagged with an ICC profile, any bytes; its samples are not converted. */
export function withProfile(png: Uint8Array, icc: Uint8Array): Buffer {
  const content = Buffer.concat([Buffer.from('profile\0\0', 'latin1'), deflateSync(icc)]);
  return Buffer.concat([png.subarray(0, HEAD), chunk('iCCP', content), png.subarray(HEAD)]);
}
