import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type * as Registry from '../src/engine/network/registry.js';
import { noisePicture } from '../src/engine/testing/pictures.js';
import { createEngine, type EngineOptions, MODELS } from '../src/index.js';

// A registry whose rows have a second file. It holds the same network in float32: what is tested is which file runs.
vi.mock('../src/engine/network/registry.js', async (original) => {
  const registry = await original<typeof Registry>();
  const twice = registry.MODELS.map(({ clean: _, ...model }) => ({
    ...model,
    int8: { file: `int8-${model.file}`, sha256: model.sha256 },
  }));
  const modelFor: typeof registry.modelFor = (scale, tier) => registry.modelFor(scale, tier, twice);
  return { ...registry, MODELS: twice, modelFor };
});

const { ESTIMATOR, MODELS_FOLDER } = await import('../src/engine/network/registry.js');

let both: string;
let single: string;
let picture: Buffer;
beforeAll(async () => {
  [both, single] = await Promise.all([1, 2].map(() => mkdtemp(join(tmpdir(), 'heroshot-precision-'))));
  for (const folder of [both, single])
    await copyFile(join(MODELS_FOLDER, ESTIMATOR.file), join(folder, ESTIMATOR.file));
  for (const { file } of MODELS) {
    await copyFile(join(MODELS_FOLDER, file), join(both, file));
    await copyFile(join(MODELS_FOLDER, file), join(both, `int8-${file}`));
    await copyFile(join(MODELS_FOLDER, file), join(single, file));
  }
  // Alpha that differs goes through the network as well.
  const { samples, width, height } = noisePicture(40, 30, 4);
  picture = await sharp(Uint8Array.from(samples), { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
});
afterAll(() => Promise.all([both, single].map((folder) => rm(folder, { recursive: true }))));

/** The reports' words on the network for several pictures at once. */
async function networks(options: EngineOptions, pictures = 1) {
  const engine = createEngine({ threads: 2, device: 'cpu', ...options });
  try {
    const results = await Promise.all(
      Array.from({ length: pictures }, () => engine.enhance(picture, { scale: 2 })),
    );
    return results.map(({ report }) => report.network);
  } finally {
    await engine.close();
  }
}

describe('precision', () => {
  test('that is asked for is run, and only its file is read', async () => {
    expect(await networks({ precision: 'int8', modelsFolder: both })).toMatchObject([{ precision: 'int8' }]);
    expect(await networks({ precision: 'float32', modelsFolder: single })).toMatchObject([
      { precision: 'float32' },
    ]);
    await expect(networks({ precision: 'int8', modelsFolder: single })).rejects.toMatchObject({
      code: 'model_missing',
    });
  });

  test('auto decides once: pictures at the same time have the same, without a word', async () => {
    const found = await networks({ modelsFolder: both }, 4);
    expect(found).toHaveLength(4);
    expect(['int8', 'float32']).toContain(found[0]?.precision);
    for (const network of found) expect(network).toEqual(found[0]);
    expect(found[0]).not.toHaveProperty('fallback');
  });

  test('auto is float32 where int8 can’t be measured: no picture fails', async () => {
    const found = await networks({ modelsFolder: single }, 2);
    expect(found).toMatchObject([{ precision: 'float32' }, { precision: 'float32' }]);
  });
});
