import type { ColourSpace } from '../colour/rgb-space.js';
import { deltaE2000 } from '../measure/delta-e.js';
import { toLab } from '../measure/lab.js';
import type { PixelSource } from '../network/planes.js';
import { fieldRow, type GuardField } from './field.js';
import { CELL } from './grid.js';
import type { ReducedResult } from './reduced.js';

/** Mean ΔE2000 that cleaning may cost before the input is held more tightly; encoding adds its own share up to 1. */
export const COLOUR_BOUND = 0.85;

/**
 * What is held to the input beyond the means of its regions: nothing, where noise is to go or a person set a dial; the
 * colours alone, where a soft picture is sharpened and its luma has to change; or all.
 */
export type Hold = 'nothing' | 'colours' | 'all';

/** Shares, 0..1.5, of the input's fine structure that come back, beyond the means of its regions. */
export interface Held {
  chroma: number;
  luma: number;
}

/** A little more than all, where all is not enough: what comes back is smoothed on its way and loses of its finest part. */
const BEYOND = [1, 1.125, 1.25, 1.375, 1.5];

/** Nothing comes back: the case of almost every picture. */
export const NOTHING_HELD: Held = { chroma: 0, luma: 0 };

const SAMPLES = 6_000;
/** What area averaging leaves of a bilinearly enlarged difference: the taps of one side. */
const TAPS = [0.125, 0.75, 0.125];

/** Luma of encoded R, G, B (Rec. 601). */
export const lumaOf = (r: number, g: number, b: number) => 0.299 * r + 0.587 * g + 0.114 * b;

/**
 * How much of the input's fine structure must come back so that the mean ΔE2000 stays within {@link COLOUR_BOUND}.
 *
 * Where a JPEG kept a quarter of the chroma, the network replaces most of it by a better guess. Mostly it is one; but
 * that colours hold is a promise. Chroma comes back first, because the eye sees its faults least and the detail is not
 * in it; luma only where all of the chroma is not enough.
 */
export function heldShares(
  source: PixelSource,
  reduced: ReducedResult,
  field: GuardField,
  space: ColourSpace,
  hold: Hold = 'all',
): Held {
  if (hold === 'nothing') return NOTHING_HELD;
  const points = samplePoints(source, reduced, field, space);
  const at = (held: Held) => meanDifference(points, held, space);
  // As if luma were the input's: what is left is the difference of colours.
  if (hold === 'colours') return { chroma: smallest((chroma) => at({ chroma, luma: 1 })) ?? 1, luma: 0 };
  const chroma = smallest((chroma) => at({ chroma, luma: 0 }));
  if (chroma !== undefined) return { chroma, luma: 0 };
  const luma = smallest((luma) => at({ chroma: 1, luma }));
  if (luma !== undefined) return { chroma: 1, luma };
  const differences = BEYOND.map((share) => at(alike(share)));
  const enough = differences.findIndex((difference) => difference <= COLOUR_BOUND);
  return alike(BEYOND[enough >= 0 ? enough : differences.indexOf(Math.min(...differences))]);
}

const alike = (share: number): Held => ({ chroma: share, luma: share });

/** Steps of a share. */
const STEPS = 32;

/**
 * The smallest share, to 1/32, at which a difference that falls with it is within {@link COLOUR_BOUND}; `undefined` where 1 is
 * not enough. The Illinois method (Dowell and Jarratt 1971), for each difference costs 1.5 ms.
 */
function smallest(difference: (share: number) => number): number | undefined {
  const over = (step: number) => difference(step / STEPS) - COLOUR_BOUND;
  let [low, lowOver] = [0, over(0)];
  if (lowOver <= 0) return 0;
  let [high, highOver] = [STEPS, over(STEPS)];
  if (highOver > 0) return undefined;
  let before = 0;
  while (high - low > 1) {
    const part = lowOver / (lowOver - highOver);
    const step = Math.min(Math.max(Math.ceil(low + part * (high - low)), low + 1), high - 1);
    const stepOver = over(step);
    const side = stepOver > 0 ? 1 : -1;
    // The end that stays twice counts half, or it would stay to the last.
    const stays = side === before ? 0.5 : 1;
    if (side > 0) [low, lowOver, highOver] = [step, stepOver, highOver * stays];
    else [high, highOver, lowOver] = [step, stepOver, lowOver * stays];
    before = side;
  }
  return high / STEPS;
}

/** Per sampled pixel: the input's L*, a*, b*, guarded result R, G, B, and the R, G, B that it lacks (encoded 0..1). */
function samplePoints(
  source: PixelSource,
  reduced: ReducedResult,
  field: GuardField,
  space: ColourSpace,
): Float32Array {
  const { width, height, channels, samples } = source;
  const unit = source.depth === 8 ? 1 / 255 : 1 / 65535;
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / SAMPLES)));
  const row = new Float32Array(field.columns * 3);
  const points: number[] = [];
  const lab = new Float32Array(3);
  const toTone = source.depth === 8 ? 257 : 1;
  const smoothed = (x: number, y: number, c: number) => {
    let sum = 0;
    for (let dy = 0; dy < 3; dy++)
      for (let dx = 0; dx < 3; dx++) {
        const nearY = Math.min(Math.max(y + dy - 1, 0), height - 1);
        const i = nearY * width + Math.min(Math.max(x + dx - 1, 0), width - 1);
        sum += TAPS[dy] * TAPS[dx] * (samples[i * channels + c] * unit - reduced[i * 3 + c] / 65535);
      }
    return sum;
  };
  for (let y = step >> 1; y < height; y += step) {
    fieldRow(field, y + 0.5, row);
    for (let x = step >> 1; x < width; x += step) {
      const i = y * width + x;
      if (channels === 4 && samples[i * 4 + 3] * unit < 0.5) continue;
      const f = Math.min(field.columns - 1, Math.floor(x / CELL)) * 3;
      const at = i * channels;
      toLab(space, samples[at] * toTone, samples[at + 1] * toTone, samples[at + 2] * toTone, lab, 0);
      points.push(lab[0], lab[1], lab[2]);
      for (let c = 0; c < 3; c++) points.push(reduced[i * 3 + c] / 65535 + row[f + c]);
      for (let c = 0; c < 3; c++) points.push(smoothed(x, y, c) - row[f + c]);
    }
  }
  return Float32Array.from(points);
}

function meanDifference(points: Float32Array, { chroma, luma }: Held, space: ColourSpace): number {
  const lab = new Float32Array(3);
  const tone = (value: number) => (value <= 0 ? 0 : value >= 1 ? 65535 : (value * 65535 + 0.5) | 0);
  let sum = 0;
  for (let p = 0; p < points.length; p += 9) {
    const grey = (luma - chroma) * lumaOf(points[p + 6], points[p + 7], points[p + 8]);
    const back = (c: number) => tone(points[p + 3 + c] + chroma * points[p + 6 + c] + grey);
    toLab(space, back(0), back(1), back(2), lab, 0);
    sum += deltaE2000(points[p], points[p + 1], points[p + 2], lab[0], lab[1], lab[2]);
  }
  return points.length ? (sum * 9) / points.length : 0;
}
