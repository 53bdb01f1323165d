import { autoScale } from './advice.js';
import type { EngineContext } from './context.js';
import type { Source } from './decode/source.js';
import { checkSignal, enlargeBytes } from './enlarge.js';
import { HeroshotError } from './errors.js';
import { modelFor } from './network/registry.js';
import type { CheckedOptions } from './options.js';
import { blockBytes } from './pool/arena.js';
import { resultBytes } from './result.js';
import type { Work } from './stages.js';

/** Enhance one picture: its header is held against the limits and its memory waited for before a pixel is decoded. */
export async function enhancePicture<T>(
  input: string | Uint8Array,
  options: CheckedOptions,
  context: EngineContext,
  stages: (work: Work) => Promise<T>,
): Promise<T> {
  checkSignal(options.signal);
  const { pool, arena, limits } = context;
  const source = await pool.run('inspect', { input, limits });
  const scale = options.scale === 'auto' ? autoScale(Math.max(source.width, source.height)) : options.scale;
  const model = scale === 1 ? undefined : modelFor(scale, options.tier);
  checkOutput(source, scale, limits.outputPixels);
  checkSignal(options.signal);
  const block = await arena.take(bytesNeeded(source, scale));
  try {
    // It may have waited long for its memory.
    checkSignal(options.signal);
    return await stages({ input, source, scale, model, options, context, block });
  } finally {
    arena.give(block);
  }
}

/** @throws {HeroshotError} `output_too_large` */
function checkOutput({ width, height }: Source, scale: number, limit: number): void {
  const pixels = width * height * scale ** 2;
  if (pixels > limit)
    throw new HeroshotError(
      'output_too_large',
      `${width}×${height} at ${scale}× is ${Math.round(pixels / 1e6)} megapixels; the limit is ${limit / 1e6}`,
    );
}

/** Shared memory of one picture, from its header alone. */
function bytesNeeded({ width, height, alpha, depth, metadata }: Source, scale: number): number {
  const channels = alpha ? 4 : 3;
  const samples = width * height * channels;
  return (
    blockBytes((samples * depth) / 8) +
    enlargeBytes(width, height, channels, scale) +
    resultBytes(height * scale, samples * scale ** 2, depth, metadata.icc)
  );
}
