import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MODELS_FOLDER, modelFor } from '../network/registry.js';
import { networkFor } from './network-cache.js';
import { probePrecision } from './precision-probe.js';

const { file, sha256, scale } = modelFor(4);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-probe-'));
  for (const name of ['own.onnx', 'other.onnx'])
    await copyFile(join(MODELS_FOLDER, file), join(folder, name));
});
afterAll(() => rm(folder, { recursive: true }));

const choice = (name: string) =>
  ({ weights: { file: name, sha256 }, folder, device: 'cpu', threads: 1 }) as const;

describe('measuring a precision', () => {
  test('compares both files and keeps only one of them loaded', async () => {
    const [float32, int8] = [choice('own.onnx'), choice('other.onnx')];
    const before = [networkFor(float32), networkFor(int8)];
    const { gain, mean } = await probePrecision({ float32, int8, scale });
    expect(mean).toBe(0);
    expect(gain).toBeGreaterThan(0);
    const kept = [networkFor(float32), networkFor(int8)].filter((network, i) => network === before[i]);
    expect(kept).toHaveLength(1);
  });

  test('where the int8 file is missing the other stays loaded', async () => {
    const [float32, int8] = [choice('own.onnx'), choice('nowhere.onnx')];
    const before = networkFor(float32);
    await expect(probePrecision({ float32, int8, scale })).rejects.toMatchObject({
      code: 'model_missing',
    });
    expect(networkFor(float32)).toBe(before);
  });
});
