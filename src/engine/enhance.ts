import { adviseSize, autoScale } from './advice.js';
import { conditionFrom, withDials } from './condition/estimate.js';
import { readSource, type Source } from './decode/source.js';
import { keptFormat, type OutputFormat } from './encode/formats.js';
import { enhancedSourceType } from './encode/xmp.js';
import type { EngineContext } from './engine.js';
import { checkSignal, type Enlarged, enlarge, unchanged } from './enlarge.js';
import { HeroshotError } from './errors.js';
import { judge } from './measure/verdict.js';
import { modelFor } from './network/registry.js';
import type { CheckedOptions } from './options.js';
import type { Samples } from './picture.js';
import { Loan } from './pool/memory.js';
import { readInput } from './read-input.js';
import type { Report } from './report.js';
import { describeInput, roundTimings } from './report.js';
import { measureResult, writeResult } from './result.js';

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

/** Enhance one picture: decode, condition, network, guard, encode, measure, report. */
export async function enhancePicture(
  input: string | Uint8Array,
  options: CheckedOptions,
  context: EngineContext,
): Promise<EnhanceResult> {
  checkSignal(options.signal);
  const loan = new Loan(context.memory);
  let admitted = 0;
  try {
    const file = await readInput(input, loan);
    const source = await readSource(file, context.limits);
    const scale = options.scale === 'auto' ? autoScale(Math.max(source.width, source.height)) : options.scale;
    const bytes = bytesNeeded(source, checkOutput(source, scale, context.limits.outputPixels));
    await context.admission.enter(bytes);
    admitted = bytes;
    return await work({ file, source, scale, options, context, loan });
  } finally {
    if (admitted) context.admission.leave(admitted);
    loan.end();
  }
}

/** Pixels of the result; throws `output_too_large` beyond the limit. */
function checkOutput({ width, height }: Source, scale: number, limit: number): number {
  const pixels = width * height * scale ** 2;
  if (pixels > limit)
    throw new HeroshotError(
      'output_too_large',
      `${width}×${height} at ${scale}× is ${Math.round(pixels / 1e6)} megapixels; the limit is ${limit / 1e6}`,
    );
  return pixels;
}

/** Pixel memory of one picture: samples in, 16-bit canvas (later the result decoded again) and result. */
function bytesNeeded({ width, height, alpha, depth }: Source, outputPixels: number): number {
  return (alpha ? 4 : 3) * ((width * height * depth) / 8 + outputPixels * (2 + depth / 8));
}

interface Work {
  file: Uint8Array;
  source: Source;
  scale: 1 | 2 | 4;
  options: CheckedOptions;
  context: EngineContext;
  loan: Loan;
}

async function work({ file, source, scale, options, context, loan }: Work): Promise<EnhanceResult> {
  const start = performance.now();
  const { pool, device, folder } = context;
  const { signal, onProgress, quality } = options;
  const pixels = source.width * source.height * (source.alpha ? 4 : 3);
  const room = loan.take((pixels * source.depth) / 8);
  const out = (
    source.depth === 8 ? new Uint8Array(room, 0, pixels) : new Uint16Array(room, 0, pixels)
  ) as Samples;
  const { picture, damage, decodeMs, conditionMs } = await pool.run('open', { bytes: file, source, out });
  onProgress?.('decode', DONE.decode);
  checkSignal(signal);

  const model = scale === 1 ? undefined : modelFor(scale);
  const condition = withDials(conditionFrom(damage), options.restore, options.sharpen);
  const onTile = (done: number) => onProgress?.('network', DONE.decode + (DONE.network - DONE.decode) * done);
  const enlarged: Enlarged = model
    ? await enlarge(
        { picture, model, condition, device, folder, guard: options.guard, signal, onTile },
        pool,
        loan,
      )
    : await unchanged(picture, pool, loan);

  const claimed = source.metadata.digitalSourceType;
  const result = await writeResult({
    picture,
    enlarged,
    scale,
    format: options.format === 'keep' ? keptFormat(source.format) : options.format,
    quality,
    density: options.dpi ?? source.metadata.density,
    digitalSourceType: model ? enhancedSourceType(claimed) : claimed,
    pool,
    loan,
    onGuard: () => {
      onProgress?.('guard', DONE.guard);
      checkSignal(signal);
    },
  });
  onProgress?.('encode', DONE.encode);
  checkSignal(signal);
  const beforeMeasure = performance.now();
  const fidelity = await measureResult(result, picture, scale, enlarged.canvas, pool);
  onProgress?.('measure', DONE.measure);

  const end = performance.now();
  const { field, tiles, networkMs, pixelMs, fallback } = enlarged;
  const report: Report = {
    version: 1,
    input: describeInput(source, picture, file.byteLength),
    output: result.description,
    scale,
    fidelity: { ...fidelity, ...judge(fidelity) },
    advice: [adviseSize(Math.max(source.width, source.height))],
    notes: source.notes,
    timings: roundTimings({
      decode: decodeMs,
      condition: conditionMs,
      network: networkMs,
      tiles: pixelMs,
      guard: result.guardMs,
      encode: result.encodeMs,
      measure: end - beforeMeasure,
      total: end - start,
    }),
  };
  if (model) {
    report.network = { model: model.id, device: enlarged.device, tiles, ...(fallback ? { fallback } : {}) };
    report.condition = { ...condition, restore: options.restore, sharpen: options.sharpen, measured: damage };
    if (field) report.guard = { meanCorrection: field.mean, maxCorrection: field.max };
  }
  const { format, width, height } = result.description;
  return { bytes: result.bytes, format, width, height, report };
}
