import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { HeroshotError } from '../errors.js';

/** How much work a network is: `edge` is about a fifth of `standard`, and softer. */
export type Tier = 'standard' | 'edge';

export const TIERS: readonly Tier[] = ['standard', 'edge'];

/** The numbers a network computes with. */
export type Precision = 'float32' | 'int8';

/** A file of weights. */
export interface Weights {
  /** File name in `models/`. */
  file: string;
  /** SHA-256 of the file, hexadecimal. */
  sha256: string;
}

/** A row of the model registry. A new network is a new row, its file and its card in `models/`. */
export interface Model extends Weights {
  id: string;
  /** Enlargement that the weights make themselves. */
  networkScale: 2 | 4;
  /** Enlargement of the result: `networkScale`, or a half of it by exact 2×2 area averaging. */
  scale: 2 | 4;
  tier: Tier;
  /** Channels of the body. */
  channels: number;
  parameters: number;
  /** Receptive radius in input pixels: what a tile needs around it to give the whole picture's result. */
  halo: number;
  /** The same network quantised (QDQ: the same inputs and output); the row's own `file` computes in float32. */
  int8?: Weights;
}

const SEED = {
  file: 'seed-x4.onnx',
  sha256: 'a4043630b0999901bf1541f16a2446ca1bd330bf2986b6b6558e53f892223b2c',
  networkScale: 4,
  tier: 'standard',
  channels: 48,
  parameters: 376_752,
  halo: 19,
} as const;

/** The network that estimates a picture's damage (`condition/estimator.ts`). */
export const ESTIMATOR: Weights = {
  file: 'estimate.onnx',
  sha256: '0002055641078929eefae64a49d9f176b32408615c01a6af2c59df7b4c39f544',
};

/** The networks that ship with heroshot. */
export const MODELS: readonly Model[] = [
  { id: 'seed-x4', scale: 4, ...SEED },
  { id: 'seed-x2', scale: 2, ...SEED },
];

/**
 * The first model of the registry for a scale and tier.
 *
 * @throws {HeroshotError} `bad_option` where the registry has none
 */
export function modelFor(scale: 2 | 4, tier: Tier = 'standard', models: readonly Model[] = MODELS): Model {
  const fitting = models.filter((row) => row.scale === scale);
  const model = fitting.find((row) => row.tier === tier);
  if (model) return model;
  const there = [...new Set(fitting.map((row) => row.tier))].join(', ') || 'none';
  throw new HeroshotError(
    'bad_option',
    `no network of tier ${tier} that enlarges ${scale}× is installed; tiers at ${scale}×: ${there}`,
  );
}

/** A model's file for a precision: its own where it has none in int8. */
export function weightsFor(model: Model, precision: Precision): Weights {
  return (precision === 'int8' && model.int8) || model;
}

/** A model's files by the precision that they compute with, float32 first. */
export function weightsOf(model: Model): [Precision, Weights][] {
  const { file, sha256, int8 } = model;
  return [['float32', { file, sha256 }], ...(int8 ? ([['int8', int8]] as [Precision, Weights][]) : [])];
}

/** The folder of the weight files. */
export const MODELS_FOLDER = fileURLToPath(new URL('../../../models/', import.meta.url));

/**
 * The bytes of a file of weights, checked against the registry. A model's own are those in float32.
 *
 * @throws {HeroshotError} `model_missing` or `model_mismatch`
 */
export async function readWeights(weights: Weights, folder = MODELS_FOLDER): Promise<Uint8Array> {
  const bytes = await readFile(`${folder}/${weights.file}`).catch((cause: unknown) => {
    throw new HeroshotError('model_missing', `the weights ${weights.file} cannot be read`, { cause });
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== weights.sha256)
    throw new HeroshotError(
      'model_mismatch',
      `${weights.file} has SHA-256 ${sha256}, expected ${weights.sha256}`,
    );
  return bytes;
}
