import { HeroshotError } from './errors.js';
import type { GuardField } from './guard/field.js';
import { cells, type GuardGrid } from './guard/grid.js';
import type { Canvas } from './network/core.js';
import type { Model } from './network/registry.js';
import type { Device } from './network/session.js';
import { planTiles } from './network/tiles.js';
import type { Condition, Picture } from './picture.js';
import type { Loan } from './pool/memory.js';
import type { Pool } from './pool/pool.js';

/** What the network's part of the work needs. */
export interface EnlargeJob {
  picture: Picture;
  model: Model;
  condition: Condition;
  device: Device;
  folder: string;
  guard: boolean;
  signal?: AbortSignal | undefined;
  /** Called after each tile with the share that is done, 0..1. */
  onTile?: ((done: number) => void) | undefined;
}

/** The enlarged picture before it is rounded, and what making it took. */
export interface Enlarged {
  canvas: Canvas;
  field?: GuardField;
  device: string;
  fallback?: string;
  tiles: number;
  networkMs: number;
  pixelMs: number;
}

/** A canvas with arbitrary content, `scale` times a picture's size. */
export function newCanvas({ width, height, channels }: Picture, scale: number, loan: Loan): Canvas {
  const count = width * height * scale * scale * channels;
  const samples = new Uint16Array(loan.take(count * 2), 0, count);
  return { width: width * scale, height: height * scale, channels, samples };
}

function newGrid({ width, height }: Picture, loan: Loan): GuardGrid {
  const [columns, rows] = [cells(width), cells(height)];
  const floats = (count: number) => new Float32Array(loan.take(count * 4), 0, count).fill(0);
  return {
    columns,
    rows,
    input: floats(columns * rows * 3),
    result: floats(columns * rows * 3),
    weights: floats(columns * rows),
  };
}

/** Throws `cancelled` once the signal has fired. */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new HeroshotError('cancelled', 'the work was cancelled', { cause: signal.reason });
}

/** Run a picture through the network tile by tile, on as many threads as the pool has, and measure the guard's field. */
export async function enlarge(job: EnlargeJob, pool: Pool, loan: Loan): Promise<Enlarged> {
  const { picture, model, condition, device, folder } = job;
  const { scale, networkScale } = model;
  const canvas = newCanvas(picture, scale, loan);
  const grid = job.guard ? newGrid(picture, loan) : undefined;
  const { metadata: _metadata, notes: _notes, ...source } = picture;
  // On the CPU every thread takes tiles; an accelerator is fed by one.
  const onCpu = device === 'cpu' || device === 'auto';
  const tiles = planTiles(picture.width, picture.height, model.halo, onCpu ? pool.threads : 1);
  const result: Enlarged = { canvas, device: 'cpu', tiles: tiles.length, networkMs: 0, pixelMs: 0 };
  const queue = tiles.values();
  let done = 0;
  const feed = async () => {
    for (const tile of queue) {
      checkSignal(job.signal);
      const network = { model, folder, device, threads: onCpu ? 1 : pool.threads };
      const took = await pool.run('tile', {
        source,
        tile,
        network,
        networkScale,
        scale,
        condition,
        canvas,
        grid,
      });
      result.networkMs += took.networkMs;
      result.pixelMs += took.pixelMs;
      result.device = took.device;
      if (took.fallback) result.fallback = took.fallback;
      job.onTile?.(++done / tiles.length);
    }
  };
  await settled(Array.from({ length: onCpu ? pool.threads : 1 }, feed));
  checkSignal(job.signal);
  if (grid) result.field = await pool.run('guard', grid);
  return result;
}

/** Wait for all, then fail if one failed: buffers must not be given back while a thread still writes. */
export async function settled(work: Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(work))
    if (outcome.status === 'rejected') throw outcome.reason;
}

/** A picture that needs no network, on a canvas of its own size. */
export async function unchanged(picture: Picture, pool: Pool, loan: Loan): Promise<Enlarged> {
  const canvas = newCanvas(picture, 1, loan);
  const { metadata: _metadata, notes: _notes, ...source } = picture;
  await pool.run('copy', { source, canvas });
  return { canvas, device: 'none', tiles: 0, networkMs: 0, pixelMs: 0 };
}
