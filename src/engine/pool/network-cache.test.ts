import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MODELS_FOLDER, modelFor } from '../network/registry.js';
import { networkFor, releaseNetwork, Scratch } from './network-cache.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-networks-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('networks of a thread', () => {
  test('are loaded once per file', async () => {
    const choice = { weights: modelFor(4), folder: MODELS_FOLDER, device: 'cpu', threads: 1 } as const;
    const first = networkFor(choice);
    expect(networkFor(choice)).toBe(first);
    await first;
    expect(networkFor({ ...choice })).toBe(first);
    const { sha256 } = choice.weights;
    const other = networkFor({ ...choice, weights: { file: 'other.onnx', sha256 } });
    expect(other).not.toBe(first);
    await expect(other).rejects.toMatchObject({ code: 'model_missing' });
  });

  test('give their memory back and can be loaded again', async () => {
    const choice = { weights: modelFor(4), folder: MODELS_FOLDER, device: 'cpu', threads: 1 } as const;
    const first = networkFor(choice);
    await releaseNetwork(choice);
    expect(networkFor(choice)).not.toBe(first);
    await releaseNetwork(choice);
    await releaseNetwork(choice);
  });

  test('are blended in any share, and only the latest stay loaded', async () => {
    const { detail, ...weights } = modelFor(4);
    if (!detail) throw new Error('the standard network for 4× has no detail');
    const plain = { weights, folder: MODELS_FOLDER, device: 'cpu', threads: 1 } as const;
    const blend = (share: number) => networkFor({ ...plain, blend: { weights: detail, share } });
    const [own, half] = [networkFor(plain), blend(0.5)];
    expect(half).not.toBe(own);
    await blend(0.1);
    expect(networkFor(plain)).toBe(own);
    expect(blend(0.5)).toBe(half);
    await blend(0.2);
    expect(blend(0.5)).toBe(half);
    expect(networkFor(plain)).toBe(own);
    for (const share of [0.3, 0.4, 0.6]) await blend(share);
    expect(blend(0.5)).not.toBe(half);
    expect(networkFor(plain)).not.toBe(own);
    await expect(
      networkFor({ ...plain, blend: { weights: { ...detail, sha256: '' }, share: 1 } }),
    ).rejects.toMatchObject({ code: 'model_mismatch' });
  });

  test('that could not be loaded are tried again', async () => {
    const choice = { weights: modelFor(4), folder, device: 'cpu', threads: 1 } as const;
    await expect(networkFor(choice)).rejects.toMatchObject({ code: 'model_missing' });
    await copyFile(join(MODELS_FOLDER, choice.weights.file), join(folder, choice.weights.file));
    expect((await networkFor(choice)).device).toBe('cpu');
  });
});

describe('scratch buffer', () => {
  test('has the length that is asked for and uses its memory again', () => {
    const scratch = new Scratch();
    const large = scratch.take(1000);
    expect(large).toHaveLength(1000);
    const small = scratch.take(10);
    expect(small).toHaveLength(10);
    expect(small.buffer).toBe(large.buffer);
    expect(scratch.take(2000)).toHaveLength(2000);
  });
});
