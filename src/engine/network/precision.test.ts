import { describe, expect, test, vi } from 'vitest';
import { choosePrecision, fasterPrecision, INT8_DIFFERENCE, INT8_GAIN } from './precision.js';
import { type Model, modelFor, type Precision } from './registry.js';

const { int8: _int8, ...plain } = modelFor(4);
const quantised: Model = { ...plain, int8: { file: 'q.onnx', sha256: '' } };
const comparison = (gain: number, mean = 0) => ({ gain, mean, most: mean });

describe('the faster precision', () => {
  test.each([
    [1.15, 0, 'int8'],
    [3, 0, 'int8'],
    [1.14, 0, 'float32'],
    [0.5, 0, 'float32'],
    [Number.NaN, 0, 'float32'],
    [3, 3 / 255, 'float32'],
    [3, Number.POSITIVE_INFINITY, 'float32'],
  ] as const)('at a gain of %d and a mean difference of %d is %s', (gain, mean, expected) => {
    expect(fasterPrecision(comparison(gain, mean))).toBe(expected);
    expect([INT8_GAIN, INT8_DIFFERENCE]).toEqual([1.15, 2 / 255]);
  });
});

describe('choice of precision', () => {
  test('auto takes what the measurement says', async () => {
    expect(await choosePrecision('auto', quantised, async () => comparison(1.7))).toEqual({
      precision: 'int8',
    });
    expect(await choosePrecision('auto', quantised, async () => comparison(1))).toEqual({
      precision: 'float32',
    });
  });

  test('auto measures once where the choice is remembered, whatever would be measured later', async () => {
    const kept = new Map<string, Precision>();
    const memory = {
      recall: async (model: string) => kept.get(model),
      keep: async (model: string, precision: Precision) => void kept.set(model, precision),
    };
    const probe = vi.fn(async () => comparison(1.3));
    expect(await choosePrecision('auto', quantised, probe, memory)).toEqual({ precision: 'int8' });
    probe.mockResolvedValue(comparison(1.1));
    expect(await choosePrecision('auto', quantised, probe, memory)).toEqual({ precision: 'int8' });
    expect(probe).toHaveBeenCalledTimes(1);
    expect(await choosePrecision('auto', { ...quantised, id: 'other' }, probe, memory)).toEqual({
      precision: 'float32',
    });
    expect(await choosePrecision('float32', quantised, probe, memory)).toEqual({ precision: 'float32' });
    expect([...kept]).toEqual([
      [quantised.id, 'int8'],
      ['other', 'float32'],
    ]);
  });

  test('a measurement that fails is float32, never an error', async () => {
    const probe = () => Promise.reject(new Error('no such operator'));
    expect(await choosePrecision('auto', quantised, probe)).toEqual({ precision: 'float32' });
  });

  test('nothing is measured where there is nothing to choose', async () => {
    const probe = vi.fn();
    expect(await choosePrecision('auto', plain, probe)).toEqual({ precision: 'float32' });
    expect(await choosePrecision('float32', quantised, probe)).toEqual({ precision: 'float32' });
    expect(await choosePrecision('int8', quantised, probe)).toEqual({ precision: 'int8' });
    expect(probe).not.toHaveBeenCalled();
  });

  test('int8 without int8 weights is float32, and says so', async () => {
    expect(await choosePrecision('int8', plain, vi.fn())).toEqual({
      precision: 'float32',
      note: `${plain.id} has no int8 weights, so it computes in float32.`,
    });
  });
});
