import type { OutputFormat } from './encode/formats.js';
import { FORMATS } from './encode/formats.js';
import { HeroshotError } from './errors.js';
import type { Limits } from './limits.js';
import type { Master } from './master.js';
import { DEVICES, type Device } from './network/device.js';
import { PRECISIONS, type PrecisionMemory, type PrecisionOption } from './network/precision.js';
import { modelFor, TIERS, type Tier } from './network/registry.js';

/** A stage of the work on one picture, in order. */
export type Stage = 'decode' | 'network' | 'guard' | 'encode' | 'measure';

/** How one picture is enhanced. Every field has a default. */
export interface EnhanceOptions {
  /**
   * Enlargement; `auto` (default) follows the size: 4× up to 1,000 px, 2× up to 2,000 px, then none. With 1 no network
   * runs: orientation, metadata and format are all that changes.
   */
  scale?: 1 | 2 | 4 | 'auto';
  /** `standard` (default), or `edge`: about a fifth of the work and softer, for previews and on-the-fly delivery. */
  tier?: Tier;
  /** How much compression and noise to clean, 0..1; `auto` (default) measures it. */
  restore?: number | 'auto';
  /** How much softness to undo, 0..1; `auto` (default) measures it. */
  sharpen?: number | 'auto';
  /**
   * How much texture and crispness to put before exactness, 0..1; default 0, the faithful network alone. For the standard
   * tier at 4×; where `auto` gives another scale it has no effect and the report notes it.
   */
  detail?: number;
  /** Result format; `keep` (default) is the input's, PNG for GIF. */
  format?: OutputFormat | 'keep';
  /** 1..100, for JPEG, WebP and AVIF. */
  quality?: number;
  /** Dots per inch to write; default is the input's own. */
  dpi?: number;
  /** Keep the mean colour of every region by back-projection; default true. */
  guard?: boolean;
  /** IPTC digital source type of a picture whose file has none of its own any more: a claim is never dropped. */
  claimed?: string;
  /** Stops the work between two tiles; the promise rejects with code `cancelled`. */
  signal?: AbortSignal;
  /** Called as work goes on with the stage and the share of the whole that is done, 0..1. */
  onProgress?: (stage: Stage, done: number) => void;
  /** Called with the pixels of picture and result while they are in memory, for steps that go on with them; awaited. */
  onMaster?: (master: Master) => void | Promise<void>;
}

/** How an engine is set up. */
export interface EngineOptions {
  /** Pool threads; default is the number of processors, at most 16. */
  threads?: number;
  /** Where the network runs; default `auto`. */
  device?: Device;
  /** What the network computes with; `auto` (default) is int8 where it is measurably faster, else float32. */
  precision?: PrecisionOption;
  /** Keeps what `auto` chose, for engines that go on with the same work later. */
  precisionMemory?: PrecisionMemory;
  limits?: Partial<Limits>;
  /** Folder of the weight files; default is the package's own. */
  modelsFolder?: string;
  /** Bytes of pixel memory that pictures at work may take together; one picture always fits. Default 640 MiB. */
  memory?: number;
}

/** Options with every default filled in. */
export type CheckedOptions = Required<
  Pick<EnhanceOptions, 'scale' | 'tier' | 'restore' | 'sharpen' | 'detail' | 'format' | 'guard'>
> &
  EnhanceOptions;

function bad(name: string, value: unknown, allowed: string): never {
  throw new HeroshotError('bad_option', `${name} is ${JSON.stringify(value)}; it can be ${allowed}`);
}

/**
 * Refuse engine options that can't be.
 *
 * @throws {HeroshotError} `bad_option`
 */
export function checkEngineOptions({
  threads = 1,
  device = 'auto',
  precision = 'auto',
  limits = {},
  memory = 1,
}: EngineOptions): void {
  if (!Number.isInteger(threads) || threads < 1 || threads > 256)
    bad('threads', threads, 'a whole number from 1 to 256');
  if (!DEVICES.includes(device)) bad('device', device, DEVICES.join(', '));
  if (!PRECISIONS.includes(precision)) bad('precision', precision, PRECISIONS.join(', '));
  // Whatever compares as "not larger" would lift a limit.
  for (const [name, value] of Object.entries({ ...limits, memory }))
    if (!(typeof value === 'number' && value > 0)) bad(name, value, 'a number larger than 0');
}

/**
 * Fill in defaults and refuse values that can't be.
 *
 * @throws {HeroshotError} `bad_option`
 */
export function checkOptions(options: EnhanceOptions): CheckedOptions {
  const {
    scale = 'auto',
    tier = 'standard',
    restore = 'auto',
    sharpen = 'auto',
    detail = 0,
    format = 'keep',
    guard = true,
    quality,
    dpi,
  } = options;
  if (![1, 2, 4, 'auto'].includes(scale)) bad('scale', scale, '1, 2, 4 or auto');
  if (!TIERS.includes(tier)) bad('tier', tier, TIERS.join(', '));
  const scales = ([2, 4] as const).filter((enlarged) => scale === 'auto' || scale === enlarged);
  const models = scales.map((needed) => modelFor(needed, tier));
  for (const [name, dial] of Object.entries({ restore, sharpen }))
    if (dial !== 'auto' && !(typeof dial === 'number' && dial >= 0 && dial <= 1))
      bad(name, dial, '0 to 1 or auto');
  if (!(typeof detail === 'number' && detail >= 0 && detail <= 1)) bad('detail', detail, '0 to 1');
  if (detail > 0 && !models.some((model) => model.detail))
    bad('detail', detail, `0 alone at scale ${scale} and tier ${tier}; more needs 4× and tier standard`);
  if (format !== 'keep' && !Object.hasOwn(FORMATS, format))
    bad('format', format, `keep, ${Object.keys(FORMATS).join(', ')}`);
  if (quality !== undefined && !(Number.isInteger(quality) && quality >= 1 && quality <= 100))
    bad('quality', quality, 'a whole number from 1 to 100');
  if (dpi !== undefined && !(dpi >= 1 && dpi <= 10_000)) bad('dpi', dpi, '1 to 10000');
  return { ...options, scale, tier, restore, sharpen, detail, format, guard };
}
