import type { Comparison, ProbeBudget } from './probe.js';
import type { Model, Precision } from './registry.js';

/** What the network is asked to compute with; `auto` is int8 where that is measurably faster here. */
export type PrecisionOption = 'auto' | Precision;

export const PRECISIONS: readonly PrecisionOption[] = ['auto', 'float32', 'int8'];

/** Least gain in speed for which `auto` takes int8. */
export const INT8_GAIN = 1.15;

/**
 * Largest mean difference from float32, 0..1, at which `auto` takes int8. A quantised network that computes what it was
 * trained to stays well below; int8 instructions of older processors, whose 16-bit sums can overflow, may not.
 */
export const INT8_DIFFERENCE = 2 / 255;

/** The tile that is timed, and how long. Small, because it is paid once per engine and network. */
export const INT8_PROBE: { size: number; budget: ProbeBudget } = {
  size: 24,
  budget: { pairs: 5, least: 3, milliseconds: 45 },
};

/** What a network computes with, and why it isn't what was asked for. */
export interface PrecisionChoice {
  precision: Precision;
  note?: string;
}

/** Keeps what `auto` chose for longer than an engine lives, so that a run that goes on computes as it began. */
export interface PrecisionMemory {
  /** @param model a row's `id` */
  recall(model: string): Promise<Precision | undefined>;
  keep(model: string, precision: Precision): Promise<void>;
}

/** int8 where it gains enough and gives the same picture. */
export function fasterPrecision({ gain, mean }: Comparison): Precision {
  return gain >= INT8_GAIN && mean <= INT8_DIFFERENCE ? 'int8' : 'float32';
}

/**
 * What a model computes with on the CPU. Where measuring fails, float32 is right everywhere.
 *
 * @param probe measures int8 against float32; called for `auto` alone, and only where the memory knows no choice
 * @throws what the memory throws
 */
export async function choosePrecision(
  asked: PrecisionOption,
  model: Model,
  probe: () => Promise<Comparison>,
  memory?: PrecisionMemory,
): Promise<PrecisionChoice> {
  if (asked === 'float32') return { precision: 'float32' };
  if (!model.int8)
    return {
      precision: 'float32',
      ...(asked === 'int8' ? { note: `${model.id} has no int8 weights, so it computes in float32.` } : {}),
    };
  if (asked === 'int8') return { precision: 'int8' };
  const before = await memory?.recall(model.id);
  if (before) return { precision: before };
  const precision = await probe().then(fasterPrecision, () => 'float32' as const);
  await memory?.keep(model.id, precision);
  return { precision };
}
