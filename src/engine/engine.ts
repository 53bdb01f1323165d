import { availableParallelism } from 'node:os';
import sharp from 'sharp';
import type { EngineContext } from './context.js';
import type { Source } from './decode/source.js';
import { enhancePicture } from './enhance.js';
import { HeroshotError } from './errors.js';
import { DEFAULT_LIMITS } from './limits.js';
import type { Pixels } from './master.js';
import { mayHaveGraphics } from './network/device.js';
import { tryDevice } from './network/device-trial.js';
import { MODELS_FOLDER, type Model, weightsFor } from './network/registry.js';
import { checkEngineOptions, checkOptions, type EngineOptions, type EnhanceOptions } from './options.js';
import { Arena } from './pool/arena.js';
import { Pool } from './pool/pool.js';
import { RunPlans } from './run-plan.js';
import { type EnhanceResult, runPixelStages, runStages, type Work } from './stages.js';

/** What pixels without a file can be asked for. */
export type PixelOptions = Pick<
  EnhanceOptions,
  'scale' | 'tier' | 'restore' | 'sharpen' | 'detail' | 'guard' | 'signal' | 'onProgress'
>;

/** A set of threads with loaded networks; make one and use it for every picture. */
export interface Engine {
  /** Number of pool threads. */
  readonly threads: number;
  /**
   * Enhance one picture. Calls may overlap: they share the threads, and memory stays within the engine's bound.
   *
   * @param input path of a picture file, or its bytes
   * @throws {HeroshotError} with a stable `code`
   */
  enhance(input: string | Uint8Array, options?: EnhanceOptions): Promise<EnhanceResult>;
  /**
   * Enhance one picture for its pixels alone: nothing is encoded or measured, and there is no report.
   *
   * @param use gets the pixels in the picture's own colours, valid only until it has settled
   * @throws {HeroshotError} with a stable `code`
   */
  pixels(
    input: string | Uint8Array,
    options: PixelOptions,
    use: (pixels: Pixels) => Promise<void>,
  ): Promise<void>;
  /**
   * What a file is, from its header: format, upright size, alpha, density. No pixel is decoded.
   *
   * @throws {HeroshotError} what `enhance` would throw for it before decoding
   */
  inspect(input: string | Uint8Array): Promise<Source>;
  /** The engine's threads, for steps that go on with a master. */
  readonly pool: Pick<Pool, 'call' | 'threads'>;
  /** End the threads; pictures at work are finished first. */
  close(): Promise<void>;
}

/**
 * Make an engine.
 *
 * @example
 * const engine = createEngine({ threads: 2 });
 * const { bytes, report } = await engine.enhance('bag.jpg', { scale: 4 });
 * await engine.close();
 */
export function createEngine(options: EngineOptions = {}): Engine {
  const threads = options.threads ?? Math.min(16, availableParallelism());
  checkEngineOptions({ ...options, threads });
  const { device = 'auto', precision = 'auto', modelsFolder: folder = MODELS_FOLDER } = options;
  const pool = new Pool(threads);
  const probe = (model: Model) => {
    const common = { folder, device: 'cpu', threads: 1 } as const;
    const float32 = { weights: weightsFor(model, 'float32'), ...common };
    const int8 = { weights: weightsFor(model, 'int8'), ...common };
    return pool.run('probePrecision', { float32, int8, scale: model.scale });
  };
  const context: EngineContext = {
    pool,
    lane: new Pool(1),
    arena: new Arena(options.memory ?? 640 * 2 ** 20),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    plans: new RunPlans({
      device,
      precision,
      memory: options.precisionMemory,
      threads,
      folder,
      probe,
      tryDevice,
      mayHaveGraphics,
    }),
    folder,
  };
  sharp.cache(false);
  const atWork = new Set<Promise<unknown>>();
  let closed = false;
  async function run<T>(
    input: string | Uint8Array,
    options: EnhanceOptions,
    stages: (work: Work) => Promise<T>,
  ): Promise<T> {
    if (closed) throw new HeroshotError('bad_option', 'the engine is closed; make a new one');
    const work = enhancePicture(input, checkOptions(options), context, stages);
    atWork.add(work);
    return work.finally(() => atWork.delete(work));
  }
  return {
    threads,
    pool,
    inspect: (input) => pool.run('inspect', { input, limits: context.limits }),
    enhance: (input, options = {}) => run(input, options, runStages),
    pixels: (input, options, use) => run(input, options, (work) => runPixelStages(work, use)),
    async close() {
      closed = true;
      await Promise.allSettled(atWork);
      await Promise.all([pool.close(), context.lane.close()]);
    },
  };
}

let shared: Engine | undefined;

/**
 * Enhance one picture on an engine that all calls share. Its idle threads do not keep the process alive.
 *
 * @example
 * import { enhance } from 'heroshot';
 * const { bytes, report } = await enhance('bag.jpg', { scale: 4 });
 */
export function enhance(input: string | Uint8Array, options?: EnhanceOptions): Promise<EnhanceResult> {
  shared ??= createEngine();
  return shared.enhance(input, options);
}
