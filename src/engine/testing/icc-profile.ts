/** CIE XYZ relative to D50, as ICC profiles store colourants. */
type Xyz = readonly [number, number, number];

/** Colourants of Adobe RGB (1998), adapted to D50 (the published profile's own numbers). */
export const ADOBE_COLOURANTS: readonly [Xyz, Xyz, Xyz] = [
  [0.60974, 0.31111, 0.01947],
  [0.20528, 0.62567, 0.06087],
  [0.14919, 0.06322, 0.74457],
];

/** Gamma of Adobe RGB (1998): 2 + 51/256. */
export const ADOBE_GAMMA = 2.19921875;

const ascii = (text: string) => Buffer.from(text, 'latin1');

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, i * 4);
  return bytes;
}

function xyz([x, y, z]: Xyz): Buffer {
  return Buffer.concat([ascii('XYZ '), u32(0, ...[x, y, z].map((value) => Math.round(value * 65536)))]);
}

/** `curv` with one entry: a gamma as u8Fixed8Number. */
function gammaCurve(gamma: number): Buffer {
  const value = Buffer.alloc(4);
  value.writeUInt16BE(Math.round(gamma * 256));
  return Buffer.concat([ascii('curv'), u32(0, 1), value]);
}

/** `curv` with a table of 16-bit values. */
export function tableCurve(values: number[]): Buffer {
  const table = Buffer.alloc(Math.ceil(values.length / 2) * 4);
  for (const [i, value] of values.entries()) table.writeUInt16BE(value, i * 2);
  return Buffer.concat([ascii('curv'), u32(0, values.length), table]);
}

/** `para` of a function type 0..4 with its parameters. */
export function parametricCurve(type: number, parameters: number[]): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type);
  return Buffer.concat([
    ascii('para'),
    u32(0),
    head,
    u32(...parameters.map((value) => Math.round(value * 65536))),
  ]);
}

/** `desc` of a version 2 profile. */
function description(text: string): Buffer {
  const bytes = Buffer.alloc(12 + text.length + 1 + 78);
  ascii('desc').copy(bytes);
  bytes.writeUInt32BE(text.length + 1, 8);
  ascii(text).copy(bytes, 12);
  return bytes;
}

/** A version 2 ICC profile from its tags (ICC.1:2001-04, the layout that every reader knows). */
function profile(space: string, tags: [name: string, data: Buffer][]): Buffer {
  let at = 128 + 4 + tags.length * 12;
  const table: Buffer[] = [u32(tags.length)];
  const data: Buffer[] = [];
  for (const [name, content] of tags) {
    const padded = Buffer.concat([content, Buffer.alloc((4 - (content.length % 4)) % 4)]);
    table.push(ascii(name), u32(at, content.length));
    data.push(padded);
    at += padded.length;
  }
  const header = Buffer.alloc(128);
  header.writeUInt32BE(at, 0);
  header.writeUInt32BE(0x02100000, 8);
  ascii('mntr').copy(header, 12);
  ascii(space).copy(header, 16);
  ascii('XYZ ').copy(header, 20);
  header.writeUInt16BE(2000, 24);
  header.writeUInt16BE(1, 26);
  header.writeUInt16BE(1, 28);
  ascii('acsp').copy(header, 36);
  u32(0xf6d6, 0x10000, 0xd32d).copy(header, 68);
  return Buffer.concat([header, ...table, ...data]);
}

const WHITE: Xyz = [0.9642, 1, 0.8249];

/** A matrix/TRC RGB profile whose three channels share a curve. */
export function rgbProfile(
  name: string,
  colourants: readonly [Xyz, Xyz, Xyz] = ADOBE_COLOURANTS,
  curve: Buffer = gammaCurve(ADOBE_GAMMA),
): Buffer {
  const [red, green, blue] = colourants;
  return profile('RGB ', [
    ['desc', description(name)],
    ['cprt', Buffer.concat([ascii('text'), u32(0), ascii('No copyright\0')])],
    ['wtpt', xyz(WHITE)],
    ['rXYZ', xyz(red)],
    ['gXYZ', xyz(green)],
    ['bXYZ', xyz(blue)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]);
}

/** A profile that has Adobe RGB's (1998) colourants and gamma. */
export const adobeRgbProfile = () => rgbProfile('Compatible with Adobe RGB (1998)');

/** A grey profile with a gamma. */
export function greyProfile(name: string, gamma: number): Buffer {
  return profile('GRAY', [
    ['desc', description(name)],
    ['cprt', Buffer.concat([ascii('text'), u32(0), ascii('No copyright\0')])],
    ['wtpt', xyz(WHITE)],
    ['kTRC', gammaCurve(gamma)],
  ]);
}
