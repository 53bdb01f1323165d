import type { Box, Raster } from '../engine/raster.js';

/**
 * A crop of the master laid on one colour: `[H, W, 3]`. Laid on black it is the premultiplied picture.
 *
 * Done before reducing: a reduction is linear, so the reduced result is the reduced picture on that colour, and what lay
 * behind the subject can't leak into its edge.
 */
export function layOn(
  master: Raster,
  coverage: Uint8Array,
  crop: Box,
  colour: readonly [number, number, number],
): Uint8Array {
  const out = new Uint8Array(crop.width * crop.height * 3);
  for (let y = 0; y < crop.height; y++) {
    const row = y * crop.width;
    const source = (crop.top + y) * master.width + crop.left;
    for (let x = 0; x < crop.width; ) {
      const alpha = coverage[row + x];
      let end = x + 1;
      // Inside and outside are long runs, which are copied and filled as a whole.
      if (alpha === 0 || alpha === 255) while (end < crop.width && coverage[row + end] === alpha) end++;
      if (alpha === 0) fillRun(out, colour, row + x, row + end);
      else if (alpha === 255) copyRun(out, master, source + x, source + end, row + x);
      else blend(out, master, source + x, row + x, alpha, colour);
      x = end;
    }
  }
  return out;
}

function fillRun(out: Uint8Array, [red, green, blue]: readonly number[], from: number, to: number): void {
  if (red === green && green === blue) {
    out.fill(red, from * 3, to * 3);
    return;
  }
  for (let at = from * 3; at < to * 3; at += 3) {
    out[at] = red;
    out[at + 1] = green;
    out[at + 2] = blue;
  }
}

function copyRun(
  out: Uint8Array,
  { samples, channels }: Raster,
  from: number,
  end: number,
  to: number,
): void {
  if (channels === 3) {
    out.set(samples.subarray(from * 3, end * 3), to * 3);
    return;
  }
  for (let pixel = from, at = to * 3; pixel < end; pixel++, at += 3) {
    out[at] = samples[pixel * 4];
    out[at + 1] = samples[pixel * 4 + 1];
    out[at + 2] = samples[pixel * 4 + 2];
  }
}

function blend(
  out: Uint8Array,
  { samples, channels }: Raster,
  from: number,
  to: number,
  alpha: number,
  colour: readonly number[],
): void {
  for (let c = 0; c < 3; c++)
    out[to * 3 + c] = (samples[from * channels + c] * alpha + colour[c] * (255 - alpha) + 127) / 255;
}
