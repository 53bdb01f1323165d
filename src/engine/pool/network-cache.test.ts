import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MODELS_FOLDER, modelFor } from '../network/registry.js';
import { networkFor, Scratch } from './network-cache.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-networks-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('networks of a thread', () => {
  test('are loaded once per file and device', async () => {
    const choice = { model: modelFor(4), folder: MODELS_FOLDER, device: 'cpu', threads: 1 } as const;
    const first = networkFor(choice);
    expect(networkFor(choice)).toBe(first);
    await first;
    expect(networkFor({ ...choice })).toBe(first);
    expect(networkFor({ ...choice, device: 'auto' })).not.toBe(first);
  });

  test('that could not be loaded are tried again', async () => {
    const choice = { model: modelFor(4), folder, device: 'cpu', threads: 1 } as const;
    await expect(networkFor(choice)).rejects.toMatchObject({ code: 'model_missing' });
    await copyFile(join(MODELS_FOLDER, choice.model.file), join(folder, choice.model.file));
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
