import type { SampleView } from './reduce.js';

/** Side of a region in input pixels. */
export const REGION = 8;
/** How far an edge beside a region reaches into it by interpolation, in input pixels; this rim is not judged. */
const REACH = 2;
/** Flat is a spread below 0.6 of 255; a region stayed flat where the enlarged one spreads below 1.2. */
const FLAT_IN = 0.6 * 257;
const FLAT_OUT = 1.2 * 257;

/** A region within a band of rows `[rows, stride, 3]` of 16-bit tones. */
export interface Area {
  left: number;
  width: number;
  rows: number;
  stride: number;
}

/** Mean R, G, B of a region. */
export function meanColour(
  data: Float32Array,
  { left, width, rows, stride }: Area,
): [number, number, number] {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let y = 0; y < rows; y++)
    for (let x = 0, i = (y * stride + left) * 3; x < width; x++, i += 3) {
      red += data[i];
      green += data[i + 1];
      blue += data[i + 2];
    }
  const count = width * rows;
  return [red / count, green / count, blue / count];
}

/** Whether an input region is flat, and large enough to be judged. */
export function wasFlat(before: Float32Array, area: Area): boolean {
  return Math.min(area.width, area.rows) > 2 * REACH && spread(before, area) < FLAT_IN;
}

/**
 * Whether a flat region stayed flat in the enlarged picture.
 *
 * @param row first row of the region's band, in input pixels
 */
export function stayedFlat(output: SampleView, scale: number, row: number, area: Area): boolean {
  return outputSpread(output, scale, row, area) < FLAT_OUT;
}

/** Standard deviation of green, 16-bit tones. */
function spread(data: Float32Array, { left, width, rows, stride }: Area): number {
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < rows; y++)
    for (let x = 0, i = (y * stride + left) * 3 + 1; x < width; x++, i += 3) {
      sum += data[i];
      squares += data[i] * data[i];
    }
  const n = width * rows;
  return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}

/** Standard deviation of green, laid on white, inside an area of the enlarged picture, 16-bit tones. */
function outputSpread(output: SampleView, scale: number, row: number, area: Area): number {
  const { samples, channels, width } = output;
  const full = samples instanceof Uint8Array ? 255 : 65535;
  const unit = 65535 / full;
  let sum = 0;
  let squares = 0;
  let n = 0;
  for (let y = (row + REACH) * scale; y < (row + area.rows - REACH) * scale; y++) {
    let i = (y * width + (area.left + REACH) * scale) * channels + 1;
    for (let x = 0; x < (area.width - 2 * REACH) * scale; x++, i += channels) {
      const alpha = channels === 4 ? samples[i + 2] / full : 1;
      const v = (samples[i] * alpha + full * (1 - alpha)) * unit;
      sum += v;
      squares += v * v;
      n++;
    }
  }
  return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}
