const ROWS_PER_STRIP = 64;
const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;

/** What a wrapped picture says of itself. */
export interface TiffShape {
  width: number;
  height: number;
  channels: 3 | 4;
  depth: 8 | 16;
  icc?: Uint8Array;
}

/** An uncompressed TIFF in memory: `file` is the whole, `offset` where its samples `[H, W, channels]` begin. */
export interface TiffLayout {
  header: Uint8Array;
  /** Byte offset of the samples; the header's length, a multiple of 2. */
  offset: number;
  /** Bytes of header and samples together. */
  total: number;
}

/**
 * The header of an uncompressed little-endian TIFF 6.0 whose samples follow it in strips.
 *
 * Raw samples can't carry an ICC profile into the encoder without being converted by it; a TIFF can. The samples are
 * written behind this header by the pixel threads, so wrapping costs no copy.
 */
export function tiffLayout({ width, height, channels, depth, icc }: TiffShape): TiffLayout {
  const rowBytes = (width * channels * depth) / 8;
  const strips = Math.ceil(height / ROWS_PER_STRIP);
  const stripBytes = (i: number) => rowBytes * Math.min(ROWS_PER_STRIP, height - i * ROWS_PER_STRIP);
  const tags: [tag: number, type: number, values: number[] | Uint8Array][] = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, Array(channels).fill(depth)],
    [259, SHORT, [1]],
    [262, SHORT, [2]],
    [273, LONG, Array(strips).fill(0)],
    [277, SHORT, [channels]],
    [278, LONG, [ROWS_PER_STRIP]],
    [279, LONG, Array.from({ length: strips }, (_, i) => stripBytes(i))],
    [284, SHORT, [1]],
  ];
  if (channels === 4) tags.push([338, SHORT, [2]]);
  if (icc) tags.push([34675, UNDEFINED, icc]);

  const sizeOf = (type: number) => (type === SHORT ? 2 : type === LONG ? 4 : 1);
  const ifdEnd = 8 + 2 + tags.length * 12 + 4;
  const outside = tags.map(([, type, values]) => {
    const bytes = values.length * sizeOf(type);
    return bytes > 4 ? bytes + (bytes & 1) : 0;
  });
  const offset = Math.ceil((ifdEnd + outside.reduce((a, b) => a + b, 0)) / 16) * 16;
  const stripOffsets = tags.find(([tag]) => tag === 273)?.[2] as number[];
  for (let i = 0; i < strips; i++) stripOffsets[i] = offset + i * ROWS_PER_STRIP * rowBytes;

  const header = new Uint8Array(offset);
  const view = new DataView(header.buffer);
  header.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, 8, true);
  view.setUint16(8, tags.length, true);
  let free = ifdEnd;
  for (const [i, [tag, type, values]] of tags.entries()) {
    const entry = 10 + i * 12;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    view.setUint32(entry + 4, values.length, true);
    let at = entry + 8;
    if (outside[i]) {
      view.setUint32(at, free, true);
      at = free;
      free += outside[i];
    }
    for (let k = 0; k < values.length; k++) {
      if (type === LONG) view.setUint32(at + 4 * k, values[k], true);
      else if (type === SHORT) view.setUint16(at + 2 * k, values[k], true);
      else view.setUint8(at + k, values[k]);
    }
  }
  return { header, offset, total: offset + rowBytes * height };
}
