import type { Advice } from './advice.js';
import type { DamageMeasures } from './condition/estimate.js';
import type { SourceFormat } from './decode/sniff.js';
import type { Source } from './decode/source.js';
import type { OutputFormat } from './encode/formats.js';
import type { Held } from './guard/hold.js';
import type { Fidelity } from './measure/fidelity.js';
import type { Verdict } from './measure/verdict.js';
import type { Place } from './network/device.js';
import type { Precision } from './network/registry.js';
import type { Condition, Picture } from './picture.js';

/** Milliseconds per stage. With several threads the stages' work is summed, so it can exceed `total`. */
export interface Timings {
  decode: number;
  condition: number;
  network: number;
  /** Pixel work around the network: planes in, canvas out, error grid. */
  tiles: number;
  guard: number;
  encode: number;
  measure: number;
  /** From the call to the result, on the clock. */
  total: number;
}

/** What was done to a picture and how faithful the result is; written beside it as `<name>.report.json`. */
export interface Report {
  version: 1;
  input: {
    format: SourceFormat;
    bytes: number;
    width: number;
    height: number;
    depth: 8 | 16;
    alpha: boolean;
    grey: boolean;
    colour: string;
    density?: number;
    jpegQuality?: number;
  };
  output: {
    format: OutputFormat;
    bytes: number;
    width: number;
    height: number;
    depth: 8 | 16;
    alpha: boolean;
    colour: string;
    density?: number;
    digitalSourceType?: string;
  };
  /** Enlargement; 1 where `auto` left the picture as it is. */
  scale: 1 | 2 | 4;
  /** Absent where no network ran. */
  network?: {
    model: string;
    device: Place | 'none';
    precision: Precision;
    tiles: number;
    /** Whether the weights for pictures with neither noise nor compression ran; absent where those for any damage did. */
    clean?: true;
    /** Share of the weights that were trained for texture, 0..1; absent at 0. */
    detail?: number;
    /** Why device or precision are not what was asked for, in plain sentences. */
    fallback?: string;
  };
  /** What the network was told, what was measured, and which part a person set. */
  condition?: Condition & { restore: number | 'auto'; sharpen: number | 'auto'; measured: DamageMeasures };
  /** What the guard changed, in encoded values 0..1; absent where it was off. */
  guard?: {
    meanCorrection: number;
    maxCorrection: number;
    /** Shares of the input's fine structure that came back to keep the mean ΔE2000 within its bound. */
    held: Held;
  };
  fidelity: Fidelity & Verdict;
  advice: Advice[];
  /** What the decoder had to do, and what was asked for in vain, in plain sentences. */
  notes: string[];
  timings: Timings;
}

/** The report's lines about the input. */
export function describeInput(source: Source, picture: Picture): Report['input'] {
  const { format, bytes, width, height, depth, grey, metadata } = source;
  return {
    format,
    bytes,
    width,
    height,
    depth,
    alpha: picture.channels === 4,
    grey,
    colour: metadata.colourName,
    ...(metadata.density ? { density: metadata.density } : {}),
    ...(metadata.jpegQuality ? { jpegQuality: metadata.jpegQuality } : {}),
  };
}

/** Tenths of a millisecond are more than a clock on a busy machine knows. */
export function roundTimings(timings: Timings): Timings {
  return Object.fromEntries(
    Object.entries(timings).map(([stage, ms]) => [stage, Math.round(ms * 10) / 10]),
  ) as unknown as Timings;
}
