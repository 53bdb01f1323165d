import type { ColourSpace } from '../colour/space.js';
import { deltaE2000 } from '../measure/delta-e.js';
import { toLab } from '../measure/lab.js';
import type { PixelSource } from '../network/planes.js';
import { fieldRow, type GuardField } from './field.js';
import { CELL } from './grid.js';
import type { ReducedResult } from './reduced.js';

/** Mean ΔE2000 that cleaning may cost before colours are held more tightly; encoding adds its own share up to 1. */
export const COLOUR_BOUND = 0.85;

const SAMPLES = 12_000;
/** What area averaging leaves of a bilinearly enlarged difference: the taps of one side. */
const TAPS = [0.125, 0.75, 0.125];

/** Cb and Cr of encoded R, G, B (ITU-T T.871). */
export const toCb = (r: number, g: number, b: number) => -0.168736 * r - 0.331264 * g + 0.5 * b;
export const toCr = (r: number, g: number, b: number) => 0.5 * r - 0.418688 * g - 0.081312 * b;

/**
 * How much of the input's fine chroma must come back so that the mean ΔE2000 stays within {@link COLOUR_BOUND}: 0..1,
 * and 0 for almost every picture.
 *
 * Where a JPEG kept a quarter of the chroma, the network replaces most of it by a better guess. Mostly it is one; but
 * that colours hold is a promise. Lightness, where the detail is, is left to the network.
 */
export function chromaShare(
  source: PixelSource,
  reduced: ReducedResult,
  field: GuardField,
  space: ColourSpace,
): number {
  const points = samplePoints(source, reduced, field);
  const mean = (share: number) => meanDifference(points, share, space);
  if (mean(0) <= COLOUR_BOUND) return 0;
  if (mean(1) >= COLOUR_BOUND) return 1;
  let [low, high] = [0, 1];
  for (let i = 0; i < 5; i++) {
    const middle = (low + high) / 2;
    if (mean(middle) > COLOUR_BOUND) low = middle;
    else high = middle;
  }
  return high;
}

/** Per sampled pixel: input R, G, B, guarded result R, G, B (encoded 0..1), and the Cb and Cr that would come back. */
function samplePoints(source: PixelSource, reduced: ReducedResult, field: GuardField): Float32Array {
  const { width, height, channels, samples } = source;
  const unit = source.depth === 8 ? 1 / 255 : 1 / 65535;
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / SAMPLES)));
  const row = new Float32Array(field.columns * 3);
  const points: number[] = [];
  const chroma = (x: number, y: number, of: typeof toCb) => {
    const i = Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1);
    const [s, r] = [i * channels, i * 3];
    return (
      of(samples[s], samples[s + 1], samples[s + 2]) * unit -
      of(reduced[r], reduced[r + 1], reduced[r + 2]) / 65535
    );
  };
  const smoothed = (x: number, y: number, of: typeof toCb) => {
    let sum = 0;
    for (let dy = 0; dy < 3; dy++)
      for (let dx = 0; dx < 3; dx++) sum += TAPS[dy] * TAPS[dx] * chroma(x + dx - 1, y + dy - 1, of);
    return sum;
  };
  for (let y = step >> 1; y < height; y += step) {
    fieldRow(field, y + 0.5, row);
    for (let x = step >> 1; x < width; x += step) {
      const i = y * width + x;
      const [s, r] = [i * channels, i * 3];
      if (channels === 4 && samples[s + 3] * unit < 0.5) continue;
      const f = Math.min(field.columns - 1, Math.floor(x / CELL)) * 3;
      points.push(samples[s] * unit, samples[s + 1] * unit, samples[s + 2] * unit);
      for (let c = 0; c < 3; c++) points.push(reduced[r + c] / 65535 + row[f + c]);
      const held = [row[f], row[f + 1], row[f + 2]] as const;
      points.push(smoothed(x, y, toCb) - toCb(...held), smoothed(x, y, toCr) - toCr(...held));
    }
  }
  return Float32Array.from(points);
}

function meanDifference(points: Float32Array, share: number, space: ColourSpace): number {
  const lab = new Float32Array(6);
  const tone = (value: number) => (value <= 0 ? 0 : value >= 1 ? 65535 : (value * 65535 + 0.5) | 0);
  let sum = 0;
  for (let p = 0; p < points.length; p += 8) {
    const cb = points[p + 6] * share;
    const cr = points[p + 7] * share;
    toLab(space, tone(points[p]), tone(points[p + 1]), tone(points[p + 2]), lab, 0);
    const r = tone(points[p + 3] + 1.402 * cr);
    const g = tone(points[p + 4] - 0.344136 * cb - 0.714136 * cr);
    const b = tone(points[p + 5] + 1.772 * cb);
    toLab(space, r, g, b, lab, 3);
    sum += deltaE2000(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5]);
  }
  return points.length ? (sum * 8) / points.length : 0;
}
