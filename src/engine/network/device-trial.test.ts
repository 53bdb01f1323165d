import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Accelerator } from './device.js';
import { DEVICE_DIFFERENCE, tryDevice } from './device-trial.js';
import { MODELS_FOLDER, modelFor } from './registry.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-trial-'));
});
afterAll(() => rm(folder, { recursive: true }));

const job = { device: 'webgpu', model: modelFor(4), folder: MODELS_FOLDER } as const;

/** Try a device with another program in place of ours. */
async function tryWith(name: string, code: string, against = false) {
  const program = join(folder, name);
  await writeFile(program, code);
  const rival = against ? { weights: modelFor(4), threads: 1 } : undefined;
  return tryDevice({ ...job, against: rival }, program);
}

describe('trying a device', () => {
  test.each(['webgpu', 'cuda'] as const)('%s gives the CPU’s results, or a reason', async (device) => {
    const result = await tryDevice({ ...job, device });
    if ('reason' in result) expect(result.reason).toMatch(/\w+/);
    else expect(result.most).toBeLessThanOrEqual(DEVICE_DIFFERENCE);
  });

  test('compares and times; the CPU against itself is equal and about as fast', async () => {
    const against = { weights: job.model, threads: 1 };
    const result = await tryDevice({ ...job, device: 'cpu' as Accelerator, against });
    expect(result).toMatchObject({ mean: 0, most: 0 });
    expect((result as { gain: number }).gain).toBeGreaterThan(0.2);
    expect((result as { gain: number }).gain).toBeLessThan(5);
  });

  test('weights that are not there are a reason', async () => {
    const result = await tryDevice({ ...job, folder });
    expect(result).toMatchObject({ reason: expect.stringContaining('cannot be read') });
  });

  test('a driver that prints does no harm', async () => {
    const code =
      'console.log("Warning: {x}"); console.error("y"); console.log(JSON.stringify({ gain: 2, mean: 0, most: 0 }))';
    expect(await tryWith('loud.mjs', code)).toEqual({ gain: 2, mean: 0, most: 0 });
  });

  test('a driver that crashes takes its own process with it', async () => {
    expect(await tryWith('crash.mjs', 'process.kill(process.pid, "SIGSEGV")')).toEqual({
      reason: 'its driver crashed (SIGSEGV)',
    });
    expect(await tryWith('end.mjs', 'process.exit(3)')).toMatchObject({ reason: expect.any(String) });
  });
});
