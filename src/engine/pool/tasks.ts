import { colourSpace } from '../colour/space.js';
import { type DamageMeasures, measureDamage, NOT_MEASURED } from '../condition/estimate.js';
import { decode } from '../decode/decode.js';
import { decodeResult } from '../decode/decode-result.js';
import { readInput } from '../decode/input.js';
import { readSource, type Source } from '../decode/source.js';
import { type EncodeOptions, encode } from '../encode/encode.js';
import { guardField } from '../guard/field.js';
import { finishRows } from '../guard/finish.js';
import { collectErrors } from '../guard/grid.js';
import type { Guard } from '../guard/guard.js';
import { type Hold, heldShares } from '../guard/hold.js';
import { placeReduced, type ReducedResult } from '../guard/reduced.js';
import type { Limits } from '../limits.js';
import { type Tally, tallyRows } from '../measure/fidelity.js';
import type { SampleView } from '../measure/reduce.js';
import { averagePlanes, type Canvas, coreOf, placeAlpha, placeColours } from '../network/core.js';
import type { Place } from '../network/device.js';
import { keepFlat } from '../network/flat.js';
import { alphaPlanes, colourPlanes, type PixelSource } from '../network/planes.js';
import type { Tile } from '../network/tiles.js';
import type { Condition, Picture, Samples } from '../picture.js';
import { estimatorFor, type NetworkChoice, networkFor, Scratch } from './network-cache.js';
import { probePrecision } from './precision-probe.js';

const SHARP: Condition = { compression: 0, noise: 0, blur: 0 };
const input = new Scratch();
const output = new Scratch();

/** One tile through the network and onto the canvas. */
export interface TileTask {
  source: PixelSource;
  tile: Tile;
  network: NetworkChoice;
  scale: number;
  condition: Condition;
  canvas: Canvas;
  /** Where the reduced result goes; absent without a guard. */
  reduced?: ReducedResult | undefined;
}

/** What a tile took, in milliseconds, and where it ran. */
export interface TileResult {
  networkMs: number;
  pixelMs: number;
  device: Place;
  fallback?: string;
}

async function runTile(task: TileTask): Promise<TileResult> {
  const { source, tile, scale, canvas } = task;
  const network = await networkFor(task.network);
  const start = performance.now();
  let networkMs = 0;
  const { width, height } = tile.outer;
  const planes = input.take(3 * width * height);
  const result = output.take(3 * width * height * scale ** 2);
  const enhance = async (condition: Condition) => {
    const before = performance.now();
    await network.run(planes, height, width, condition, result, scale);
    networkMs += performance.now() - before;
    return coreOf(result, tile, scale);
  };
  colourPlanes(source, tile, planes);
  const colours = await enhance(task.condition);
  keepFlat(planes, tile, colours, scale);
  if (source.grey) averagePlanes(colours);
  placeColours(colours, tile, scale, canvas);
  if (task.reduced) placeReduced(colours, tile, scale, task.reduced, source.width);
  if (canvas.channels === 4) {
    const constant = alphaPlanes(source, tile, planes);
    const alpha = constant ?? (await enhance(SHARP));
    if (typeof alpha !== 'number') keepFlat(planes, tile, alpha, scale);
    placeAlpha(alpha, tile, scale, canvas);
  }
  const { device, fallback } = network;
  return {
    networkMs,
    pixelMs: performance.now() - start - networkMs,
    device,
    ...(fallback ? { fallback } : {}),
  };
}

/** Read a file's header and hold it against the limits. */
async function inspect(task: { input: string | Uint8Array; limits: Limits }): Promise<Source> {
  return readSource(await readInput(task.input), task.limits);
}

/** Decode a file and, where it will be enhanced, measure its damage. */
async function open(task: {
  input: string | Uint8Array;
  source: Source;
  out: Samples;
  /** Folder of the estimator's weights; absent where the damage is of no interest. */
  folder?: string | undefined;
}) {
  const start = performance.now();
  const picture: Picture = await decode(await readInput(task.input), task.source, task.out);
  const decoded = performance.now();
  const damage: DamageMeasures = task.folder
    ? await measureDamage(picture, await estimatorFor(task.folder))
    : NOT_MEASURED;
  return { picture, damage, decodeMs: decoded - start, conditionMs: performance.now() - decoded };
}

/** The samples of a picture that needs no network, on the canvas. */
function copy({ source, canvas }: { source: PixelSource; canvas: Canvas }): void {
  const unit = source.depth === 8 ? 257 : 1;
  for (let i = 0; i < canvas.samples.length; i++) canvas.samples[i] = source.samples[i] * unit;
}

/** What the guard has to correct. `hold` also bounds the mean ΔE2000 (see `guard/hold.ts`). */
function guard(task: {
  source: PixelSource;
  reduced: ReducedResult;
  /** Shared memory for the field: threads that finish bands read it without a copy. */
  room: Float32Array<SharedArrayBuffer>;
  hold: Hold;
  icc?: Uint8Array | undefined;
}): Pick<Guard, 'field' | 'held'> {
  const { source, reduced } = task;
  const field = guardField(collectErrors(source, reduced, task.room));
  const held = heldShares(source, reduced, field, colourSpace(task.icc), task.hold);
  return { field, held };
}

/** Rows of the canvas, guarded and rounded, into the result. */
function finish(task: {
  canvas: Canvas;
  guard?: Guard | undefined;
  scale: number;
  from: number;
  to: number;
  out: Samples;
}): void {
  finishRows(task.canvas, task.guard, task.scale, task.from, task.to, task.out);
}

/** Hold rows of a decoded result against its input. */
function measure(task: {
  source: PixelSource;
  result: SampleView;
  scale: number;
  icc?: Uint8Array | undefined;
  from: number;
  to: number;
}): Tally {
  return tallyRows(task.source, task.result, task.scale, colourSpace(task.icc), task.from, task.to);
}

/** Everything that a pool thread can be asked to do. */
export const TASKS = {
  inspect,
  open,
  probePrecision,
  tile: runTile,
  copy,
  guard,
  finish,
  encode: (task: { tiff: Uint8Array; options: EncodeOptions }) => encode(task.tiff, task.options),
  decodeResult,
  measure,
};
