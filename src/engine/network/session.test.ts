import { beforeAll, describe, expect, test } from 'vitest';
import { NETWORKS } from '../testing/networks.js';
import { withoutResidual } from '../testing/onnx-weights.js';
import { randomNumbers } from '../testing/pictures.js';
import { enlargeBicubic } from './bicubic.js';
import { INT8_DIFFERENCE } from './precision.js';
import { compareNetworks } from './probe.js';
import { readWeights, weightsOf } from './registry.js';
import { loadNetwork, type Network, type openSession } from './session.js';

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

describe.each(NETWORKS)('network $file', (model) => {
  const { scale } = model;
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
    const result = await run(zero, planes, height, width, scale, condition);
    expect(farthest(result, enlargeBicubic(planes, 3, height, width, scale))).toBeLessThan(1e-5);
  });

  test('with its own weights is more than that', async () => {
    const planes = randomPlanes(9, 13);
    const result = await run(network, planes, 9, 13, scale);
    expect(farthest(result, enlargeBicubic(planes, 3, 9, 13, scale))).toBeGreaterThan(0.01);
  });

  test('follows each part of the condition', async () => {
    const planes = randomPlanes(12, 12);
    const clean = await run(network, planes, 12, 12, scale);
    for (const part of ['compression', 'noise', 'blur']) {
      const told = await run(network, planes, 12, 12, scale, { ...CLEAN, [part]: 0.5 });
      expect(farthest(told, clean), part).toBeGreaterThan(0.001);
    }
  });

  test('gives the same numbers again', async () => {
    const planes = randomPlanes(20, 24);
    const first = await run(network, planes, 20, 24, scale);
    expect(farthest(await run(network, planes, 20, 24, scale), first)).toBe(0);
  });
});

describe.each(NETWORKS)('$id', (model) => {
  test.each(weightsOf(model))('in %s gives the picture that float32 gives', async (_precision, weights) => {
    const [own, other] = await Promise.all(
      [model, weights].map(async (file) => loadNetwork(await readWeights(file), 'cpu')),
    );
    const once = { pairs: 1, least: 1, milliseconds: 0 };
    const { mean } = await compareNetworks(own, other, model.scale, 64, once);
    expect(mean).toBeLessThanOrEqual(INT8_DIFFERENCE);
  });
});

describe('a device', () => {
  const tile = [new Float32Array(3), 1, 1, CLEAN, new Float32Array(12), 2] as const;

  /** Sessions that are counted; those of an accelerator start and run as they are told. */
  function sessions(gpu: { starts: boolean; runs: boolean }) {
    const log: string[] = [];
    const open: typeof openSession = async (_weights, device, threads) => {
      log.push(`open ${device} ${threads}`);
      if (device !== 'cpu' && !gpu.starts) throw new Error('No supported adapters\n');
      return {
        async run() {
          log.push(`run ${device}`);
          if (device !== 'cpu' && !gpu.runs) throw new Error('device lost');
        },
        release: async () => void log.push(`release ${device}`),
      };
    };
    return { log, open };
  }

  test('that starts and runs is used without a word', async () => {
    const { log, open } = sessions({ starts: true, runs: true });
    const network = await loadNetwork(new Uint8Array(), 'webgpu', 3, open);
    await network.run(...tile);
    expect(network).toMatchObject({ device: 'webgpu', fallback: undefined });
    expect(log).toEqual(['open webgpu 3', 'run webgpu']);
  });

  test('that does not start leaves the work to the CPU, with a sentence that says what it needs', async () => {
    const { log, open } = sessions({ starts: false, runs: false });
    const network = await loadNetwork(new Uint8Array(), 'webgpu', 3, open);
    await network.run(...tile);
    expect(network.device).toBe('cpu');
    expect(network.fallback).toMatch(/^webgpu is not available here, so the CPU is used\. .*driver.*No supp/);
    expect(log).toEqual(['open webgpu 3', 'open cpu 3', 'run cpu']);
  });

  test('that fails at work leaves this tile and all others to the CPU', async () => {
    const { log, open } = sessions({ starts: true, runs: false });
    const network = await loadNetwork(new Uint8Array(), 'cuda', 2, open);
    expect(network).toMatchObject({ device: 'cuda', fallback: undefined });
    await network.run(...tile);
    expect(network.device).toBe('cpu');
    expect(network.fallback).toMatch(/^cuda failed at work, so the CPU is used\. .*device lost$/);
    await network.run(...tile);
    await network.release();
    const work = ['run cuda', 'open cpu 2', 'release cuda', 'run cpu', 'run cpu', 'release cpu'];
    expect(log).toEqual(['open cuda 2', ...work]);
  });

  test('cpu has nothing to fall back to', async () => {
    const open = () => Promise.reject(new Error('no memory'));
    await expect(loadNetwork(new Uint8Array(), 'cpu', 1, open)).rejects.toThrow('no memory');
  });
});
