import { beforeAll, describe, expect, test } from 'vitest';
import { withoutResidual } from '../testing/onnx-weights.js';
import { randomNumbers } from '../testing/pictures.js';
import { enlargeBicubic } from './bicubic.js';
import { MODELS, modelFor, readWeights } from './registry.js';
import { loadNetwork, type Network } from './session.js';

const CLEAN = { compression: 0, noise: 0, blur: 0 };

function randomPlanes(height: number, width: number): Float32Array {
  const random = randomNumbers(height * 1000 + width);
  return Float32Array.from({ length: 3 * height * width }, () => random());
}

async function run(
  network: Network,
  planes: Float32Array,
  height: number,
  width: number,
  scale: number,
  condition = CLEAN,
) {
  const result = new Float32Array(3 * height * width * scale ** 2).fill(-9);
  await network.run(planes, height, width, condition, result, scale);
  return result;
}

const farthest = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

const files = [...new Map(MODELS.map((model) => [model.file, model])).values()];

describe.each(files)('network $file', (model) => {
  const { networkScale } = model;
  let weights: Uint8Array;
  let network: Network;
  beforeAll(async () => {
    weights = await readWeights(model);
    network = await loadNetwork(weights, 'cpu');
  });

  test.each([
    [9, 13],
    [1, 1],
    [1, 17],
    [16, 2],
  ])('with zero weights is exactly the centred bicubic enlargement (%i×%i)', async (height, width) => {
    const { onnx, kept } = withoutResidual(weights);
    expect(kept).toHaveLength(1);
    const zero = await loadNetwork(onnx, 'cpu');
    const planes = randomPlanes(height, width);
    const condition = { compression: 0.4, noise: 0.3, blur: 0.2 };
    const result = await run(zero, planes, height, width, networkScale, condition);
    expect(farthest(result, enlargeBicubic(planes, 3, height, width, networkScale))).toBeLessThan(1e-5);
  });

  test('with its own weights is more than that', async () => {
    const planes = randomPlanes(9, 13);
    const result = await run(network, planes, 9, 13, networkScale);
    expect(farthest(result, enlargeBicubic(planes, 3, 9, 13, networkScale))).toBeGreaterThan(0.01);
  });

  test('follows each part of the condition', async () => {
    const planes = randomPlanes(12, 12);
    const clean = await run(network, planes, 12, 12, networkScale);
    for (const part of ['compression', 'noise', 'blur']) {
      const told = await run(network, planes, 12, 12, networkScale, { ...CLEAN, [part]: 0.5 });
      expect(farthest(told, clean), part).toBeGreaterThan(0.001);
    }
  });

  test('gives the same numbers again', async () => {
    const planes = randomPlanes(20, 24);
    const first = await run(network, planes, 20, 24, networkScale);
    expect(farthest(await run(network, planes, 20, 24, networkScale), first)).toBe(0);
  });
});

describe('device', () => {
  test('auto runs on the CPU without a word', async () => {
    const network = await loadNetwork(await readWeights(modelFor(4)), 'auto');
    expect(network.device).toBe('cpu');
    expect(network.fallback).toBeUndefined();
  });

  test.each(['webgpu', 'cuda'] as const)(
    '%s runs there, or on the CPU with a sentence that says why',
    async (device) => {
      const network = await loadNetwork(await readWeights(modelFor(4)), device);
      if (network.device === device) expect(network.fallback).toBeUndefined();
      else {
        expect(network.device).toBe('cpu');
        expect(network.fallback).toMatch(
          new RegExp(`^${device} is not available here \\(.+\\); the CPU is used$`),
        );
      }
      const planes = randomPlanes(8, 8);
      const onCpu = await loadNetwork(await readWeights(modelFor(4)), 'cpu');
      const { networkScale } = modelFor(4);
      const here = await run(network, planes, 8, 8, networkScale);
      expect(farthest(here, await run(onCpu, planes, 8, 8, networkScale))).toBeLessThan(1e-3);
    },
  );
});
