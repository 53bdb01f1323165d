import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { HeroshotError } from '../errors.js';
import type { Condition } from '../picture.js';

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
  /** Enlargement that the weights make. */
  scale: 2 | 4;
  tier: Tier;
  /** Channels of the body. */
  channels: number;
  parameters: number;
  /** Receptive radius in input pixels: what a tile needs around it to give the whole picture's result. */
  halo: number;
  /** The same network quantised (QDQ: the same inputs and output); the row's own `file` computes in float32. */
  int8?: Weights;
  /**
   * The same graph trained on without noise and compression, in the same precisions: for pictures that have neither. It is one
   * of two points of one network, whose weights follow from the condition.
   */
  clean?: Weights & { int8?: Weights };
  /** The same graph fine-tuned for texture, in float32: the far end of the blend that `detail` asks for. */
  detail?: Weights;
}

/** The network that estimates a picture's damage (`condition/estimator.ts`). */
export const ESTIMATOR: Weights = {
  file: 'estimate.onnx',
  sha256: '205d93553474923759ae1e8e4d38cc1d6728df01d4a26ed2606c50307d2b7bc3',
};

/** The networks that ship with heroshot. */
export const MODELS: readonly Model[] = [
  {
    id: 'standard-x4',
    file: 'standard-x4.onnx',
    sha256: '07f14b4f8bdd0389633a5de192dd37d70ee8d936e93eb6a20d0b45282efb19f4',
    int8: {
      file: 'standard-x4.int8.onnx',
      sha256: 'dbe1cf8fe7052915d8b21ee5edc9ca89bc5b5992427bf002fa00171000b0052d',
    },
    clean: {
      file: 'clean-x4.onnx',
      sha256: '9a8680235214c32a7314346e4bb1adc10ababaf857aaea4b0ecbaffea599e280',
      int8: {
        file: 'clean-x4.int8.onnx',
        sha256: '9bfb6a620e50f170b143f67997f7f52d9ace804c25c83121bc5a7845da6c8961',
      },
    },
    detail: {
      file: 'detail-x4.onnx',
      sha256: '17387a292e0a03addf5ac16c37f594becd2c70beb41760c33f4b4a5c1b02db21',
    },
    scale: 4,
    tier: 'standard',
    channels: 48,
    parameters: 376_752,
    halo: 19,
  },
  {
    id: 'standard-x2',
    file: 'standard-x2.onnx',
    sha256: 'e58a369c1a8cadf9b1ccb3632be74a61d219dc9e4f0db90cbab2b5d84b997eae',
    int8: {
      file: 'standard-x2.int8.onnx',
      sha256: '94fd3a8f0f50a67efba649b09b473bda8c3f495bf4a1e79e97aed7c16d635886',
    },
    scale: 2,
    tier: 'standard',
    channels: 48,
    parameters: 361_164,
    halo: 19,
  },
  {
    id: 'edge-x4',
    file: 'edge-x4.onnx',
    sha256: '034685b40d15492523e0fe2ca62d80bbdb445a5f668064a5db94d74ff9f5f615',
    int8: {
      file: 'edge-x4.int8.onnx',
      sha256: 'ca7bccacba188eeec5f7ff6f5eae5c9266ddaa20a4c2474f5500a88a75e96c4e',
    },
    scale: 4,
    tier: 'edge',
    channels: 32,
    parameters: 61_872,
    halo: 7,
  },
  {
    id: 'edge-x2',
    file: 'edge-x2.onnx',
    sha256: 'adee78ed00e4cde716daa45d55e03ffd8e64e481fe9171c13ccfc27606a4469a',
    int8: {
      file: 'edge-x2.int8.onnx',
      sha256: '93aa6f7422f99b29bb00e3b9eb57f9bd2c56c264624621b8ef2ca560a6d1572b',
    },
    scale: 2,
    tier: 'edge',
    channels: 32,
    parameters: 51_468,
    halo: 7,
  },
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

/** Whether a picture has what `clean` weights are made for: any softness, but neither noise nor compression. */
export const isClean = ({ compression, noise }: Condition): boolean => compression === 0 && noise === 0;

/**
 * A model's file for a precision: its own where it has none in int8.
 *
 * @param condition what the picture's network will be told; without it the weights for any damage
 */
export function weightsFor(
  model: Pick<Model, 'file' | 'sha256' | 'int8' | 'clean'>,
  precision: Precision,
  condition?: Condition,
): Weights {
  const set = (condition && isClean(condition) && model.clean) || model;
  return (precision === 'int8' && set.int8) || set;
}

/** The files of a model, or of its weights for clean pictures, by the precision that they compute with, float32 first. */
export function weightsOf({ file, sha256, int8 }: Weights & { int8?: Weights }): [Precision, Weights][] {
  return [['float32', { file, sha256 }], ...(int8 ? ([['int8', int8]] as [Precision, Weights][]) : [])];
}

/** A file of a model, and what it is for. */
export type ModelFile = Weights & { precision: Precision; clean?: true; detail?: true };

/** Every file of a model; those for clean pictures and for detail are marked. */
export function filesOf(model: Model): ModelFile[] {
  const { clean, detail } = model;
  return [
    ...weightsOf(model).map(([precision, weights]) => ({ precision, ...weights })),
    ...(clean ? weightsOf(clean) : []).map(
      ([precision, weights]) => ({ precision, clean: true, ...weights }) as const,
    ),
    ...(detail ? [{ precision: 'float32', detail: true, ...detail } as const] : []),
  ];
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
