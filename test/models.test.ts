import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ESTIMATOR, filesOf, MODELS_FOLDER } from '../src/engine/network/registry.js';
import { createEngine, type EnhanceOptions, MODELS } from '../src/index.js';

/** Every file that the registry names. */
const FILES = new Set([ESTIMATOR.file, ...MODELS.flatMap((model) => filesOf(model).map(({ file }) => file))]);

let folder: string;
let picture: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-weights-'));
  picture = await sharp({ create: { width: 20, height: 16, channels: 3, background: '#c83232' } })
    .png()
    .toBuffer();
});
afterAll(() => rm(folder, { recursive: true }));

/** A folder with the package's weights, each changed by a function. */
async function modelsFolder(name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  for (const file of FILES)
    await writeFile(join(path, file), change(await readFile(join(MODELS_FOLDER, file))));
  return path;
}

describe('weights', () => {
  test('are read from the folder that is named', async () => {
    const engine = createEngine({ threads: 1, modelsFolder: await modelsFolder('same', (bytes) => bytes) });
    expect((await engine.enhance(picture, { scale: 2 })).width).toBe(40);
    await engine.close();
  });

  test('that were changed are model_mismatch, never run', async () => {
    const changed = await modelsFolder('changed', (bytes) => {
      bytes[bytes.length - 100] ^= 1;
      return bytes;
    });
    const engine = createEngine({ threads: 1, modelsFolder: changed });
    await expect(engine.enhance(picture, { scale: 4 })).rejects.toMatchObject({ code: 'model_mismatch' });
    await engine.close();
  });

  test('that are missing are model_missing, and found once they are there', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    const engine = createEngine({ threads: 1, modelsFolder: empty });
    await expect(engine.enhance(picture, { scale: 4 })).rejects.toMatchObject({ code: 'model_missing' });
    for (const file of FILES) await copyFile(join(MODELS_FOLDER, file), join(empty, file));
    expect((await engine.enhance(picture, { scale: 4 })).width).toBe(80);
    await engine.close();
  });

  test('for clean pictures run where there is neither noise nor compression, and the report says so', async () => {
    const engine = createEngine({ threads: 1 });
    const jpeg = await sharp(picture).jpeg({ quality: 60 }).toBuffer();
    const clean = async (input: Buffer, options: EnhanceOptions) =>
      (await engine.enhance(input, { scale: 4, ...options })).report.network?.clean;
    expect(await clean(picture, {})).toBe(true);
    expect(await clean(picture, { sharpen: 0.5 })).toBe(true);
    expect(await clean(picture, { detail: 0.5 })).toBe(true);
    expect(await clean(picture, { restore: 0.5 })).toBeUndefined();
    expect(await clean(jpeg, {})).toBeUndefined();
    expect(await clean(jpeg, { restore: 0 })).toBe(true);
    expect(await clean(picture, { tier: 'edge' })).toBeUndefined();
    await engine.close();
  });

  test('are not needed where no network runs', async () => {
    const engine = createEngine({ threads: 1, modelsFolder: join(folder, 'nowhere') });
    const large = await sharp({ create: { width: 2400, height: 2, channels: 3, background: '#2a6' } })
      .png()
      .toBuffer();
    expect((await engine.enhance(large)).width).toBe(2400);
    await engine.close();
  });
});
