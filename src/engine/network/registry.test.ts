import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NETWORKS } from '../testing/networks.js';
import { initializers } from './initializers.js';
import {
  filesOf,
  MODELS,
  MODELS_FOLDER,
  modelFor,
  type Precision,
  readWeights,
  weightsFor,
  weightsOf,
} from './registry.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('model registry', () => {
  test.each(MODELS)('$id: its files are there and are those that are named', async (model) => {
    for (const weights of filesOf(model)) expect((await readWeights(weights)).length).toBeGreaterThan(1000);
  });

  test('ids are told apart', () => {
    expect(new Set(MODELS.map(({ id }) => id)).size).toBe(MODELS.length);
  });

  test('a row may name int8 weights beside its own', () => {
    const row = { ...modelFor(4), file: 'a.onnx', sha256: 'aa' };
    const int8 = { file: 'b.onnx', sha256: 'bb' };
    delete row.int8;
    expect(weightsOf(row)).toEqual([['float32', { file: 'a.onnx', sha256: 'aa' }]]);
    expect(weightsFor(row, 'int8').file).toBe('a.onnx');
    expect(weightsOf({ ...row, int8 }).map(([precision, { file }]) => [precision, file])).toEqual([
      ['float32', 'a.onnx'],
      ['int8', 'b.onnx'],
    ]);
    expect(weightsFor({ ...row, int8 }, 'int8').file).toBe('b.onnx');
    expect(weightsFor({ ...row, int8 }, 'float32').file).toBe('a.onnx');
  });

  test.each(NETWORKS)('$id: parameters and channels are the file’s own', async (model) => {
    const trained = initializers(await readWeights(model)).filter(
      ({ name, dataType }) => dataType === 1 && !/skip/.test(name),
    );
    const count = ({ dims }: { dims: number[] }) => dims.reduce((a, b) => a * b, 1);
    expect(trained.reduce((sum, tensor) => sum + count(tensor), 0)).toBe(model.parameters);
    expect(trained.some(({ dims }) => dims[0] === model.channels && dims[1] === model.channels)).toBe(true);
  });

  test.each(NETWORKS)(
    '$id: the halo is not less than the receptive radius of the residual',
    async (model) => {
      // A chain of convolutions sees as far as the radii of all its kernels together.
      const radius = initializers(await readWeights(model))
        .filter(({ name, dims }) => dims.length === 4 && !/skip/.test(name))
        .reduce((sum, { dims }) => sum + (dims[3] - 1) / 2, 0);
      expect(radius).toBeGreaterThan(4);
      expect(model.halo).toBeGreaterThanOrEqual(radius);
    },
  );

  test('weights for clean pictures are taken where neither noise nor compression is told, in the same precision', () => {
    const clean = { file: 'c.onnx', sha256: 'cc', int8: { file: 'c8.onnx', sha256: 'c8' } };
    const row = { ...modelFor(4), file: 'a.onnx', int8: { file: 'a8.onnx', sha256: 'a8' }, clean };
    const file = (precision: Precision, compression: number, noise: number, blur: number) =>
      weightsFor(row, precision, { compression, noise, blur }).file;
    expect(file('float32', 0, 0, 0)).toBe('c.onnx');
    expect(file('int8', 0, 0, 0.4)).toBe('c8.onnx');
    expect(file('float32', 0.03, 0, 0)).toBe('a.onnx');
    expect(file('int8', 0, 0.05, 0)).toBe('a8.onnx');
    expect(weightsFor(row, 'int8').file).toBe('a8.onnx');
    const { clean: _, ...bare } = row;
    expect(weightsFor(bare, 'float32', { compression: 0, noise: 0, blur: 0 }).file).toBe('a.onnx');
    expect(filesOf(row).map(({ file, clean, detail }) => [file, clean ?? detail])).toEqual([
      ['a.onnx', undefined],
      ['a8.onnx', undefined],
      ['c.onnx', true],
      ['c8.onnx', true],
      ['detail-x4.onnx', true],
    ]);
  });

  test.each(MODELS)(
    '$id: weights for clean pictures come in the precisions of the others',
    ({ int8, clean }) => {
      if (clean) expect(clean.int8 === undefined).toBe(int8 === undefined);
    },
  );

  test('there is a standard model for each scale, and it makes that scale', () => {
    for (const scale of [2, 4] as const) {
      expect(modelFor(scale)).toMatchObject({ scale, tier: 'standard' });
    }
  });

  test('a tier without a row is refused, and the tiers that there are are named', () => {
    const standard = MODELS.filter(({ tier }) => tier === 'standard');
    expect(() => modelFor(4, 'edge', standard)).toThrow(
      expect.objectContaining({
        code: 'bad_option',
        message: 'no network of tier edge that enlarges 4× is installed; tiers at 4×: standard',
      }),
    );
    const both = [...standard, { ...modelFor(4), id: 'small', tier: 'edge' as const }];
    expect(modelFor(4, 'edge', both).id).toBe('small');
    expect(modelFor(4, 'standard', both).tier).toBe('standard');
  });

  test('weights that are not there are model_missing', async () => {
    await expect(readWeights(modelFor(4), join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'model_missing',
    });
  });

  test('weights with one changed bit are model_mismatch', async () => {
    const model = modelFor(4);
    const file = join(folder, model.file);
    await copyFile(join(MODELS_FOLDER, model.file), file);
    expect(await readWeights(model, folder)).toHaveLength((await readFile(file)).length);
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] ^= 1;
    await writeFile(file, bytes);
    await expect(readWeights(model, folder)).rejects.toMatchObject({ code: 'model_mismatch' });
  });
});
