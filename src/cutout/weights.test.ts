import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { matteWeights } from './weights.js';

test('the pinned package carries the weights whose SHA-256 is written down', async () => {
  // A mismatch would throw; U²-Netp is 1.1 million float32 numbers.
  expect((await matteWeights()).byteLength).toBeGreaterThan(4.4e6);
});

test('a file of the user is read as it is, without a sum', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'heroshot-weights-'));
  try {
    const file = join(folder, 'own.onnx');
    await writeFile(file, 'anything');
    expect(Buffer.from(await matteWeights(file)).toString()).toBe('anything');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a file that is not there names itself', async () => {
  await expect(matteWeights('gone.onnx')).rejects.toMatchObject({
    code: 'matte_model_unusable',
    message: expect.stringContaining('gone.onnx'),
  });
});
