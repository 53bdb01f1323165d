import type { EncodeOptions } from './encode/encode.js';
import { FORMATS, type OutputFormat } from './encode/formats.js';
import { tiffLayout } from './encode/tiff.js';
import type { Enlarged } from './enlarge.js';
import { settled } from './enlarge.js';
import type { Pixels } from './master.js';
import { type Fidelity, fidelityOf, type Tally } from './measure/fidelity.js';
import { REGION } from './measure/regions.js';
import type { Canvas } from './network/core.js';
import { pixelsOf } from './network/planes.js';
import type { Picture, Samples } from './picture.js';
import { type Block, blockBytes } from './pool/arena.js';
import type { Pool } from './pool/pool.js';
import type { Report } from './report.js';

/** What is to be made of an enlarged picture. */
export interface ResultJob {
  picture: Picture;
  enlarged: Enlarged;
  scale: number;
  format: OutputFormat;
  quality?: number | undefined;
  density?: number | undefined;
  digitalSourceType?: string | undefined;
  pool: Pool;
  block: Block;
  /** Called between rounding and encoding. */
  onGuard?: () => void;
}

/** An encoded result. */
export interface Result {
  bytes: Uint8Array;
  /** What was encoded, on the picture's block. */
  pixels: Omit<Pixels, 'icc'>;
  description: Report['output'];
  guardMs: number;
  encodeMs: number;
}

/** A view of `count` samples of 8 or 16 bits on shared memory. */
export function view(buffer: SharedArrayBuffer, depth: 8 | 16, offset: number, count: number): Samples {
  return depth === 8 ? new Uint8Array(buffer, offset, count) : new Uint16Array(buffer, offset, count);
}

/** Cut `length` rows into a band for each thread, starting on multiples of `step`. */
function bands(length: number, threads: number, step = 1): [from: number, to: number][] {
  const count = Math.min(threads, Math.ceil(length / step));
  const edge = (i: number) => (i === count ? length : Math.round((i * length) / count / step) * step);
  return Array.from({ length: count }, (_, i): [number, number] => [edge(i), edge(i + 1)]).filter(
    ([a, b]) => b > a,
  );
}

/** Bytes that a result of `samples` samples takes of its block, its TIFF header included. */
export function resultBytes(
  height: number,
  samples: number,
  depth: 8 | 16,
  icc: Uint8Array | undefined,
): number {
  return blockBytes((samples * depth) / 8 + (icc?.byteLength ?? 0) + height + 4096);
}

/** A result that was rounded to its depth, on the picture's block. */
export interface Rounded {
  pixels: Omit<Pixels, 'icc'>;
  /** The same, wrapped for encoders. */
  tiff: Uint8Array;
  guardMs: number;
}

/** Guard and round. @param deep keep 16 bits where the picture has them */
export async function roundResult(
  {
    picture,
    enlarged,
    scale,
    pool,
    block,
  }: Pick<ResultJob, 'picture' | 'enlarged' | 'scale' | 'pool' | 'block'>,
  deep: boolean,
): Promise<Rounded> {
  const { canvas, guard } = enlarged;
  const { width, height, channels } = canvas;
  const { icc } = picture.metadata;
  const depth = picture.depth === 16 && deep ? 16 : 8;
  const began = performance.now();
  const layout = tiffLayout({ width, height, channels, depth, ...(icc ? { icc } : {}) });
  const start = block.take(layout.total);
  const tiff = new Uint8Array(block.buffer, start, layout.total);
  tiff.set(layout.header);
  const samples = view(block.buffer, depth, start + layout.offset, width * height * channels);
  await settled(
    bands(height, pool.threads).map(([from, to]) =>
      pool.run('finish', { canvas, guard, scale, from, to, out: samples }),
    ),
  );
  return { pixels: { width, height, channels, depth, samples }, tiff, guardMs: performance.now() - began };
}

/** Guard, round and encode. */
export async function writeResult(job: ResultJob): Promise<Result> {
  const { picture, enlarged, format, quality, density, digitalSourceType, pool } = job;
  const { icc } = picture.metadata;
  const row = FORMATS[format];
  const { pixels, tiff, guardMs } = await roundResult(job, row.deep);
  const { width, height, channels, depth } = pixels;
  const encodeStart = performance.now();
  job.onGuard?.();
  const options: EncodeOptions = {
    format,
    pixels: width * height,
    quick: enlarged.tier === 'edge',
    quality,
    density,
    keepIcc: icc !== undefined,
    deep: depth === 16,
    exif: picture.metadata.exif,
    digitalSourceType,
    flattenOn: channels === 4 && !row.alpha ? '#ffffff' : undefined,
  };
  const bytes = await pool.run('encode', { tiff, options });
  return {
    bytes,
    pixels,
    description: {
      format,
      bytes: bytes.byteLength,
      width,
      height,
      depth,
      alpha: channels === 4 && row.alpha,
      colour: picture.metadata.colourName,
      ...(density ? { density } : {}),
      ...(digitalSourceType ? { digitalSourceType } : {}),
    },
    guardMs,
    encodeMs: performance.now() - encodeStart,
  };
}

/**
 * Decode the encoded bytes again and hold them against the input.
 *
 * @param canvas is overwritten: nobody needs it any more, and its memory is large enough for any result
 */
export async function measureResult(
  { bytes, description }: Result,
  picture: Picture,
  scale: number,
  canvas: Canvas,
  pool: Pool,
): Promise<Fidelity> {
  const { depth } = description;
  const memory = canvas.samples.buffer as SharedArrayBuffer;
  const room = view(memory, depth, canvas.samples.byteOffset, canvas.samples.length);
  const result = await pool.run('decodeResult', { encoded: bytes, deep: depth === 16, room });
  const tallies: Tally[] = [];
  const source = pixelsOf(picture);
  const { icc } = picture.metadata;
  await settled(
    bands(picture.height, pool.threads, REGION).map(async ([from, to]) => {
      tallies.push(await pool.run('measure', { source, result, scale, icc, from, to }));
    }),
  );
  return fidelityOf(tallies);
}
