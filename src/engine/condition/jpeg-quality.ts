/** Luminance table of ITU-T T.81 Annex K.1 in zigzag order, as the IJG encoder scales it. */
const STANDARD_LUMA = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58,
  51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103,
  62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];

/** The first quantisation table with id 0 of a JPEG, 64 steps in zigzag order; `undefined` where there is none. */
export function lumaQuantisation(jpeg: Uint8Array): number[] | undefined {
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = (jpeg[at + 2] << 8) | jpeg[at + 3];
    if (marker === 0xda || length < 2) return undefined;
    if (marker === 0xdb) {
      const end = Math.min(at + 2 + length, jpeg.length);
      for (let table = at + 4; table < end; ) {
        const wide = jpeg[table] >> 4 ? 2 : 1;
        const next = table + 1 + 64 * wide;
        if (next > end) return undefined;
        if ((jpeg[table] & 15) === 0)
          return Array.from({ length: 64 }, (_, i) =>
            wide === 1 ? jpeg[table + 1 + i] : (jpeg[table + 1 + 2 * i] << 8) | jpeg[table + 2 + 2 * i],
          );
        table = next;
      }
    }
    at += 2 + length;
  }
  return undefined;
}

/**
 * The IJG quality (1..100) whose luminance table comes nearest to the file's.
 * Encoders with tables of their own get the quality of equal mean step.
 */
export function jpegQuality(jpeg: Uint8Array): number | undefined {
  const steps = lumaQuantisation(jpeg);
  if (!steps) return undefined;
  // Low frequencies decide what is seen; the upper half of the table is clamped at 255 or 1 first.
  let scale = 0;
  for (let i = 0; i < 28; i++) scale += steps[i] / STANDARD_LUMA[i] / 28;
  const percent = 100 * scale;
  const quality = percent <= 100 ? 100 - percent / 2 : 5000 / percent;
  return Math.max(1, Math.min(100, Math.round(quality)));
}
