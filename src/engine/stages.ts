import { adviseSize } from './advice.js';
import { measuredPart, whatToHold } from './caution.js';
import { conditionFrom, withDials } from './condition/estimate.js';
import type { EngineContext } from './context.js';
import type { Source } from './decode/source.js';
import { detailNotes } from './detail.js';
import { keptFormat, type OutputFormat } from './encode/formats.js';
import { enhancedSourceType } from './encode/xmp.js';
import { checkSignal, type Enlarged, enlarge, unchanged } from './enlarge.js';
import type { Pixels } from './master.js';
import { judge } from './measure/verdict.js';
import type { Model } from './network/registry.js';
import type { CheckedOptions } from './options.js';
import type { Block } from './pool/arena.js';
import type { Report } from './report.js';
import { describeInput, roundTimings } from './report.js';
import { measureResult, roundResult, view, writeResult } from './result.js';

/** An enhanced picture: the encoded file and what was done. */
export interface EnhanceResult {
  bytes: Uint8Array;
  format: OutputFormat;
  width: number;
  height: number;
  report: Report;
}

/** Share of the whole that is done when a stage ends, for progress. */
const DONE = { decode: 0.03, network: 0.82, guard: 0.87, encode: 0.93, measure: 1 };

/** One picture whose header was read, and the memory that it was lent. */
export interface Work {
  input: string | Uint8Array;
  source: Source;
  scale: 1 | 2 | 4;
  model: Model | undefined;
  options: CheckedOptions;
  context: EngineContext;
  block: Block;
}

/** The first stages: decode, condition, network. */
async function enlargeStages({ input, source, model, options, context, block }: Work) {
  const { pool, lane, plans, folder } = context;
  const { signal, onProgress } = options;
  const pixels = source.width * source.height * (source.alpha ? 4 : 3);
  const out = view(block.buffer, source.depth, block.take((pixels * source.depth) / 8), pixels);
  const planned = model && plans.for(model, options.detail);
  // Waited for below; until then decoding may fail first.
  planned?.catch(() => {});
  // Two threads halve the time before the network can start; more would only wait for each other.
  const estimator = model && { folder, threads: Math.min(2, pool.threads) };
  const opened = await pool.run('open', { input, source, out, estimator });
  const { picture, damage } = opened;
  onProgress?.('decode', DONE.decode);
  checkSignal(signal);

  const condition = withDials(conditionFrom(damage), options.restore, options.sharpen);
  const hold = whatToHold(condition, options);
  const { noise } = measuredPart(condition, options);
  const onTile = (done: number) => onProgress?.('network', DONE.decode + (DONE.network - DONE.decode) * done);
  const { guard } = options;
  const plan = model && (await planned);
  const enlarged: Enlarged = plan
    ? await enlarge(
        { picture, model, condition, plan, folder, guard, hold, noise, signal, onTile },
        pool,
        lane,
        block,
      )
    : await unchanged(picture, pool, block);
  if (plan && enlarged.device !== plan.device) plans.leaveDevice(model, enlarged.fallback);
  return { ...opened, condition, plan, enlarged };
}

/** The stages of one picture up to its pixels; there is no file, and so nothing to measure. */
export async function runPixelStages(work: Work, use: (pixels: Pixels) => Promise<void>): Promise<void> {
  const { picture, enlarged } = await enlargeStages(work);
  const { scale, context, block } = work;
  const { pixels } = await roundResult({ picture, enlarged, scale, pool: context.pool, block }, true);
  await use({ ...pixels, icc: picture.metadata.icc });
}

/** The stages of one picture, in order: decode, condition, network, guard, encode, measure, report. */
export async function runStages(work: Work): Promise<EnhanceResult> {
  const start = performance.now();
  const { source, scale, model, options, context, block } = work;
  const { pool } = context;
  const { signal, onProgress, quality } = options;
  const { picture, damage, decodeMs, conditionMs, condition, plan, enlarged } = await enlargeStages(work);

  const claimed = source.metadata.digitalSourceType ?? options.claimed;
  const result = await writeResult({
    picture,
    enlarged,
    scale,
    format: options.format === 'keep' ? keptFormat(source.format) : options.format,
    quality,
    density: options.dpi ?? source.metadata.density,
    digitalSourceType: model ? enhancedSourceType(claimed) : claimed,
    pool,
    block,
    onGuard: () => {
      onProgress?.('guard', DONE.guard);
      checkSignal(signal);
    },
  });
  onProgress?.('encode', DONE.encode);
  checkSignal(signal);
  const { icc, exif } = picture.metadata;
  await options.onMaster?.({ original: { ...picture, icc }, enhanced: { ...result.pixels, icc }, exif });
  const beforeMeasure = performance.now();
  const fidelity = await measureResult(result, picture, scale, enlarged.canvas, pool);
  onProgress?.('measure', DONE.measure);

  const end = performance.now();
  const { guard: held, tiles, networkMs, pixelMs, device, precision, fallback } = enlarged;
  const report: Report = {
    version: 1,
    input: describeInput(source, picture),
    output: result.description,
    scale,
    fidelity: { ...fidelity, ...judge(fidelity, model && measuredPart(condition, options)) },
    advice: [adviseSize(Math.max(source.width, source.height))],
    notes: [...picture.notes, ...detailNotes(options.detail, model)],
    timings: roundTimings({
      decode: decodeMs,
      condition: conditionMs,
      network: networkMs,
      tiles: pixelMs,
      guard: enlarged.guardMs + result.guardMs,
      encode: result.encodeMs,
      measure: end - beforeMeasure,
      total: end - start,
    }),
  };
  if (model) {
    const detail = plan?.detail && { detail: plan.detail };
    report.network = {
      model: model.id,
      device,
      precision,
      tiles,
      ...(enlarged.clean ? { clean: true as const } : {}),
      ...detail,
      ...(fallback ? { fallback } : {}),
    };
    report.condition = { ...condition, restore: options.restore, sharpen: options.sharpen, measured: damage };
    if (held)
      report.guard = { meanCorrection: held.field.mean, maxCorrection: held.field.max, held: held.held };
  }
  const { format, width, height } = result.description;
  return { bytes: result.bytes, format, width, height, report };
}
