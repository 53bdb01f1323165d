import { colourSpace } from '../colour/space.js';
import { type DamageMeasures, measureDamage, NOT_MEASURED } from '../condition/estimate.js';
import { decode } from '../decode/decode.js';
import { decodeResult } from '../decode/decode-result.js';
import { readInput } from '../decode/input.js';
import { readSource, type Source } from '../decode/source.js';
import { type EncodeOptions, encode } from '../encode/encode.js';
import { noiseSigma } from '../guard/clipping.js';
import { enlargeTile, type TileJob, tilePlanes } from '../guard/enlarge-tile.js';
import { guardField } from '../guard/field.js';
import { finishRows } from '../guard/finish.js';
import { collectErrors } from '../guard/grid.js';
import type { Guard } from '../guard/guard.js';
import { type Hold, heldShares } from '../guard/hold.js';
import type { ReducedResult } from '../guard/reduced.js';
import type { Limits } from '../limits.js';
import { type Tally, tallyRows } from '../measure/fidelity.js';
import type { SampleView } from '../measure/reduce.js';
import type { Canvas } from '../network/core.js';
import type { Place } from '../network/device.js';
import type { PixelSource } from '../network/planes.js';
import type { Picture, Samples } from '../picture.js';
import {
  type EstimatorChoice,
  estimatorFor,
  type NetworkChoice,
  networkFor,
  Scratch,
} from './network-cache.js';
import { probePrecision } from './precision-probe.js';

const input = new Scratch();
const output = new Scratch();

/** One tile through a network and onto the canvas. */
export interface TileTask extends TileJob {
  network: NetworkChoice;
}

/** What a tile took, in milliseconds, and where it ran. */
export interface TileResult {
  networkMs: number;
  pixelMs: number;
  device: Place;
  fallback?: string;
}

async function runTile(task: TileTask): Promise<TileResult> {
  const { tile, scale } = task;
  const network = await networkFor(task.network);
  const start = performance.now();
  const planes = input.take(tilePlanes(tile));
  const result = output.take(planes.length * scale ** 2);
  const { networkMs } = await enlargeTile(network, task, planes, result);
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
  /** What measures the damage; absent where that is of no interest. */
  estimator?: EstimatorChoice | undefined;
}) {
  const start = performance.now();
  const picture: Picture = await decode(await readInput(task.input), task.source, task.out);
  const decoded = performance.now();
  const damage: DamageMeasures = task.estimator
    ? await measureDamage(picture, picture.metadata.jpegQuality, await estimatorFor(task.estimator))
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
  /** Of a condition. */
  noise: number;
  icc?: Uint8Array | undefined;
}): Pick<Guard, 'field' | 'held'> {
  const { source, reduced } = task;
  const field = guardField(collectErrors(source, reduced, noiseSigma(task.noise), task.room));
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
