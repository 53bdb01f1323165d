import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { HeroshotError } from '../errors.js';

/** A row of the model registry. A new network is a new row, its file and its card in `models/`. */
export interface Model {
  id: string;
  /** File name in `models/`. */
  file: string;
  /** SHA-256 of the file, hexadecimal. */
  sha256: string;
  /** Enlargement that the weights make themselves. */
  networkScale: 2 | 4;
  /** Enlargement of the result: `networkScale`, or a half of it by exact 2×2 area averaging. */
  scale: 2 | 4;
  tier: 'standard' | 'edge';
  /** Channels of the body. */
  channels: number;
  parameters: number;
  /** Receptive radius in input pixels: what a tile needs around it to give the whole picture's result. */
  halo: number;
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

/** The networks that ship with heroshot. */
export const MODELS: readonly Model[] = [
  { id: 'seed-x4', scale: 4, ...SEED },
  { id: 'seed-x2', scale: 2, ...SEED },
];

/** The first model of the registry for a scale and tier. */
export function modelFor(scale: 2 | 4, tier: Model['tier'] = 'standard'): Model {
  const model = MODELS.find((row) => row.scale === scale && row.tier === tier);
  if (!model) throw new HeroshotError('bad_option', `no ${tier} model enlarges ${scale}×`);
  return model;
}

/** The folder of the weight files. */
export const MODELS_FOLDER = fileURLToPath(new URL('../../../models/', import.meta.url));

/**
 * The bytes of a model's weights, checked against the registry.
 *
 * @throws {HeroshotError} `model_missing` or `model_mismatch`
 */
export async function readWeights(model: Model, folder = MODELS_FOLDER): Promise<Uint8Array> {
  const bytes = await readFile(`${folder}/${model.file}`).catch((cause: unknown) => {
    throw new HeroshotError('model_missing', `the weights ${model.file} cannot be read`, { cause });
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== model.sha256)
    throw new HeroshotError(
      'model_mismatch',
      `${model.file} has SHA-256 ${sha256}, expected ${model.sha256}`,
    );
  return bytes;
}
