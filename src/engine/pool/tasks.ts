import { colourSpace } from '../colour/space.js';
import { type DamageMeasures, measureDamage } from '../condition/estimate.js';
import { decode } from '../decode/decode.js';
import { decodeResult } from '../decode/decode-result.js';
import type { Source } from '../decode/source.js';
import { type EncodeOptions, encode } from '../encode/encode.js';
import { type GuardField, guardField } from '../guard/field.js';
import { finishRows } from '../guard/finish.js';
import { collectColours, type GuardGrid } from '../guard/grid.js';
import { type Tally, tallyRows } from '../measure/fidelity.js';
import type { SampleView } from '../measure/reduce.js';
import { averagePlanes, type Canvas, cutCore, placeAlpha, placeColours } from '../network/core.js';
import { alphaPlanes, colourPlanes, type PixelSource } from '../network/planes.js';
import type { Tile } from '../network/tiles.js';
import type { Condition, Picture, Samples } from '../picture.js';
import { type NetworkChoice, networkFor, Scratch } from './network-cache.js';

const SHARP: Condition = { compression: 0, noise: 0, blur: 0 };
const input = new Scratch();
const output = new Scratch();

/** One tile through the network and onto the canvas. */
export interface TileTask {
  source: PixelSource;
  tile: Tile;
  network: NetworkChoice;
  networkScale: number;
  scale: number;
  condition: Condition;
  canvas: Canvas;
  grid?: GuardGrid | undefined;
}

/** What a tile took, in milliseconds, and where it ran. */
export interface TileResult {
  networkMs: number;
  pixelMs: number;
  device: string;
  fallback?: string;
}

async function runTile(task: TileTask): Promise<TileResult> {
  const { source, tile, networkScale, scale, canvas } = task;
  const network = await networkFor(task.network);
  const start = performance.now();
  let networkMs = 0;
  const { width, height } = tile.outer;
  const planes = input.take(3 * width * height);
  const result = output.take(3 * width * height * networkScale ** 2);
  const enhance = async (condition: Condition) => {
    const before = performance.now();
    await network.run(planes, height, width, condition, result, networkScale);
    networkMs += performance.now() - before;
    return cutCore(result, tile, networkScale, scale);
  };
  colourPlanes(source, tile, planes);
  const colours = await enhance(task.condition);
  if (source.grey) averagePlanes(colours, colours.length / 3);
  placeColours(colours, tile, scale, canvas);
  if (task.grid) collectColours(colours, source, tile, scale, task.grid);
  if (canvas.channels === 4) {
    const constant = alphaPlanes(source, tile, planes);
    placeAlpha(constant ?? (await enhance(SHARP)), tile, scale, canvas);
  }
  const { device, fallback } = network;
  return {
    networkMs,
    pixelMs: performance.now() - start - networkMs,
    device,
    ...(fallback ? { fallback } : {}),
  };
}

/** Decode a file and measure its damage. */
async function open(task: { bytes: Uint8Array; source: Source; out: Samples }) {
  const start = performance.now();
  const picture: Picture = await decode(task.bytes, task.source, task.out);
  const decoded = performance.now();
  const damage: DamageMeasures = measureDamage(picture);
  return { picture, damage, decodeMs: decoded - start, conditionMs: performance.now() - decoded };
}

/** The samples of a picture that needs no network, on the canvas. */
function copy({ source, canvas }: { source: PixelSource; canvas: Canvas }): void {
  const unit = source.depth === 8 ? 257 : 1;
  for (let i = 0; i < canvas.samples.length; i++) canvas.samples[i] = source.samples[i] * unit;
}

/** Rows of the canvas, guarded and rounded, into the result. */
function finish(task: {
  canvas: Canvas;
  field?: GuardField | undefined;
  scale: number;
  from: number;
  to: number;
  out: Samples;
}): void {
  finishRows(task.canvas, task.field, task.scale, task.from, task.to, task.out);
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
  open,
  tile: runTile,
  copy,
  guard: (grid: GuardGrid): GuardField => guardField(grid),
  finish,
  encode: (task: { tiff: Uint8Array; options: EncodeOptions }) => encode(task.tiff, task.options),
  decodeResult,
  measure,
};
