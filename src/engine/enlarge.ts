import { HeroshotError } from './errors.js';
import { cells } from './guard/grid.js';
import type { Guard } from './guard/guard.js';
import type { Hold } from './guard/hold.js';
import type { Canvas } from './network/core.js';
import type { Place } from './network/device.js';
import { pixelsOf } from './network/planes.js';
import { isClean, type Model, type Precision, type Tier, weightsFor } from './network/registry.js';
import { MAX_TILE_PIXELS, planTiles } from './network/tiles.js';
import type { Condition, Picture } from './picture.js';
import { type Block, blockBytes } from './pool/arena.js';
import type { Pool } from './pool/pool.js';
import type { RunPlan } from './run-plan.js';

/** What the network's part of the work needs. */
export interface EnlargeJob {
  picture: Picture;
  model: Model;
  condition: Condition;
  plan: RunPlan;
  folder: string;
  guard: boolean;
  /** What is held beyond the means of regions. */
  hold: Hold;
  /** The condition's noise where it was measured, 0 where a person set it. */
  noise: number;
  signal?: AbortSignal | undefined;
  /** Called after each tile with the share that is done, 0..1. */
  onTile?: ((done: number) => void) | undefined;
}

/** The enlarged picture before it is rounded, and what making it took. */
export interface Enlarged {
  canvas: Canvas;
  guard?: Guard;
  guardMs: number;
  device: Place | 'none';
  precision: Precision;
  /** Of the network; `standard` without one. */
  tier: Tier;
  /** Whether the weights for pictures without noise and compression ran. */
  clean: boolean;
  /** Why device or precision are not what was asked for. */
  fallback?: string | undefined;
  tiles: number;
  networkMs: number;
  pixelMs: number;
}

/** Bytes that enlarging a picture takes of its block: canvas, reduced result and the guard's field. */
export function enlargeBytes(width: number, height: number, channels: number, scale: number): number {
  const canvas = width * height * scale * scale * channels * 2;
  return blockBytes(canvas, width * height * 6, cells(width) * cells(height) * 12);
}

/** A canvas with arbitrary content, `scale` times a picture's size. */
export function newCanvas({ width, height, channels }: Picture, scale: number, block: Block): Canvas {
  const count = width * height * scale * scale * channels;
  const samples = new Uint16Array(block.buffer, block.take(count * 2), count);
  return { width: width * scale, height: height * scale, channels, samples };
}

/** Throws `cancelled` once the signal has fired. */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new HeroshotError('cancelled', 'the work was cancelled', { cause: signal.reason });
}

/**
 * Run a picture through the network tile by tile and measure the guard's field. On the CPU every thread of the pool takes
 * tiles; an accelerator is fed by the one thread of `lane`.
 */
export async function enlarge(job: EnlargeJob, pool: Pool, lane: Pool, block: Block): Promise<Enlarged> {
  const { picture, model, condition, plan, folder } = job;
  const { scale } = model;
  const canvas = newCanvas(picture, scale, block);
  const pixels = picture.width * picture.height * 3;
  const reduced = job.guard ? new Uint16Array(block.buffer, block.take(pixels * 2), pixels) : undefined;
  const source = pixelsOf(picture);
  const onCpu = plan.device === 'cpu';
  const [workers, feeders] = onCpu ? [pool, pool.threads] : [lane, 1];
  const tiles = planTiles(
    picture.width,
    picture.height,
    model.halo,
    feeders,
    MAX_TILE_PIXELS[plan.precision],
  );
  const network = {
    weights: weightsFor(model, plan.precision, condition),
    blend: plan.detail && model.detail ? { weights: model.detail, share: plan.detail } : undefined,
    folder,
    device: plan.device,
    threads: onCpu ? 1 : pool.threads,
  };
  const result: Enlarged = {
    canvas,
    device: plan.device,
    precision: plan.precision,
    tier: model.tier,
    clean: model.clean !== undefined && isClean(condition),
    fallback: plan.fallback,
    tiles: tiles.length,
    networkMs: 0,
    pixelMs: 0,
    guardMs: 0,
  };
  const queue = tiles.values();
  let done = 0;
  const feed = async () => {
    for (const tile of queue) {
      checkSignal(job.signal);
      const took = await workers.run('tile', {
        source,
        tile,
        network,
        scale,
        condition,
        canvas,
        reduced,
      });
      result.networkMs += took.networkMs;
      result.pixelMs += took.pixelMs;
      result.device = took.device;
      if (took.fallback) result.fallback = took.fallback;
      job.onTile?.(++done / tiles.length);
    }
  };
  await settled(Array.from({ length: feeders }, feed));
  checkSignal(job.signal);
  if (reduced) {
    const start = performance.now();
    const { icc } = picture.metadata;
    const size = cells(picture.width) * cells(picture.height) * 3;
    const room = new Float32Array(block.buffer, block.take(size * 4), size);
    const found = await pool.run('guard', { source, reduced, room, hold: job.hold, noise: job.noise, icc });
    result.guard = { ...found, source, reduced };
    result.guardMs = performance.now() - start;
  }
  return result;
}

/** Wait for all, then fail if one failed: buffers must not be given back while a thread still writes. */
export async function settled(work: Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(work))
    if (outcome.status === 'rejected') throw outcome.reason;
}

/** A picture that needs no network, on a canvas of its own size. */
export async function unchanged(picture: Picture, pool: Pool, block: Block): Promise<Enlarged> {
  const canvas = newCanvas(picture, 1, block);
  const source = pixelsOf(picture);
  await pool.run('copy', { source, canvas });
  return {
    canvas,
    device: 'none',
    precision: 'float32',
    tier: 'standard',
    clean: false,
    tiles: 0,
    networkMs: 0,
    pixelMs: 0,
    guardMs: 0,
  };
}
