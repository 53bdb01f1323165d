import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noisePicture } from '../testing/pictures.js';
import { blended } from './blend.js';
import { FLOAT32, initializers } from './initializers.js';
import { MODELS, type Model, modelFor, readWeights, type Weights } from './registry.js';
import { loadNetwork } from './session.js';

const model = modelFor(4) as Model & { detail: Weights };
const [faithful, detail, other] = await Promise.all(
  [model, model.detail, modelFor(2)].map((w) => readWeights(w)),
);

const floats = (onnx: Uint8Array) =>
  initializers(onnx)
    .filter(({ dataType }) => dataType === FLOAT32)
    .map(({ name, rawData }) => ({ name, values: new Float32Array(Uint8Array.from(rawData).buffer) }));

/** What a network makes of a small clean picture: [1, 3, 4·12, 4·16]. */
async function resultOf(onnx: Uint8Array): Promise<Float32Array> {
  const network = await loadNetwork(onnx, 'cpu');
  const planes = Float32Array.from(noisePicture(16, 12, 3).samples, (v) => v / 255);
  const result = new Float32Array(3 * 48 * 64);
  await network.run(planes, 12, 16, { compression: 0, noise: 0, blur: 0 }, result, 4);
  await network.release();
  return result;
}

describe('blend of weights', () => {
  test('at 0 is the faithful file, byte for byte, and not the same memory', () => {
    const copy = blended(faithful, detail, 0);
    expect(Buffer.compare(copy, faithful)).toBe(0);
    expect(copy).not.toBe(faithful);
    expect(Buffer.compare(detail, faithful)).not.toBe(0);
  });

  test('at 1 holds the other file’s weights and gives its results', async () => {
    const far = blended(faithful, detail, 1);
    expect(floats(far)).toEqual(floats(detail));
    expect(await resultOf(far)).toEqual(await resultOf(detail));
    expect(await resultOf(far)).not.toEqual(await resultOf(faithful));
  });

  test('lies between, in the same share for every weight, and changes no byte of the two', () => {
    const before = [Buffer.from(faithful), Buffer.from(detail)];
    const [near, far] = [floats(faithful), floats(detail)];
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const mixed = floats(blended(faithful, detail, share));
        for (const [i, { values }] of mixed.entries())
          for (let k = 0; k < values.length; k += 97)
            expect(values[k]).toBe(Math.fround((1 - share) * near[i].values[k] + share * far[i].values[k]));
      }),
      { numRuns: 5 },
    );
    expect([faithful, detail].map((bytes, i) => Buffer.compare(bytes, before[i]))).toEqual([0, 0]);
  });

  test('of different networks is model_mismatch', () => {
    const refused = expect.objectContaining({ code: 'model_mismatch' });
    expect(() => blended(faithful, other, 0.5)).toThrow(refused);
    expect(() => blended(other, faithful, 0.5)).toThrow(refused);
    const renamed = Buffer.from(detail);
    while (renamed.includes('head.weight')) renamed.write('hand.weight', renamed.indexOf('head.weight'));
    expect(() => blended(faithful, renamed, 0.5)).toThrow(refused);
  });

  test('where whole numbers differ is model_mismatch: they are not to be mixed', async () => {
    const int8 = await readWeights(model.int8 as Weights);
    const changed = Uint8Array.from(int8);
    const whole = initializers(changed).find(
      ({ dataType, rawData }) => dataType !== FLOAT32 && rawData.length,
    );
    if (whole) whole.rawData[0] ^= 1;
    expect(blended(int8, int8, 0.5)).toHaveLength(int8.length);
    expect(() => blended(int8, changed, 0.5)).toThrow(expect.objectContaining({ code: 'model_mismatch' }));
  });

  test('every row with detail has a file of its own graph', async () => {
    const rows = MODELS.filter((row) => row.detail);
    expect(rows.map(({ id }) => id)).toEqual(['standard-x4']);
    for (const row of rows)
      expect(blended(await readWeights(row), await readWeights(row.detail as Weights), 0.5)).toHaveLength(
        (await readWeights(row)).length,
      );
  });
});

describe('initializers', () => {
  test('of a file that is cut off, or something else, are model_mismatch', () => {
    const refused = expect.objectContaining({ code: 'model_mismatch' });
    expect(() => initializers(faithful.subarray(0, faithful.length - 100))).toThrow(refused);
    expect(() => initializers(Uint8Array.from([0x3a, 0x7f, 1, 2]))).toThrow(refused);
    expect(() => initializers(new Uint8Array(40).fill(0xff))).toThrow(refused);
  });

  test('cut anywhere are refused or fewer, never a hang or a foreign error', () => {
    const all = initializers(faithful).length;
    fc.assert(
      fc.property(fc.nat(faithful.length - 1), (length) => {
        try {
          expect(initializers(faithful.subarray(0, length)).length).toBeLessThanOrEqual(all);
        } catch (error) {
          expect(error).toMatchObject({ code: 'model_mismatch' });
        }
      }),
    );
  });
});
