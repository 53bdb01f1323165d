import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokeDown, mayHaveGraphics, notStarted, plainReason } from './device.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-dev-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('sentences about devices', () => {
  test('say what is used, what the device needs and why', () => {
    expect(notStarted('cuda', 'Failed to load shared library')).toMatch(
      /^cuda is not available here, so the CPU is used\. It needs .*CUDA 12, cuDNN 9.* Reason: Failed to load shared library$/,
    );
    expect(notStarted('webgpu', 'x')).toContain('libvulkan1');
    expect(brokeDown('webgpu', new Error('device lost'))).toMatch(
      /^webgpu failed at work.*Reason: device lost$/,
    );
  });

  test('leave out where in onnxruntime it was noticed, and all but the first line', () => {
    const long =
      '/src/webgpu_context.cc:136 onnxruntime::webgpu::Initialize()::<lambda()> status == Success was false. ' +
      'Failed to get a WebGPU adapter: No supported adapters\nStacktrace: …\n';
    expect(plainReason(new Error(long))).toBe('Failed to get a WebGPU adapter: No supported adapters');
    expect(plainReason('text')).toBe('text');
    expect(plainReason(new Error('x'.repeat(1000))).length).toBeLessThan(200);
  });
});

describe('a graphics processor', () => {
  test('is told by its device file on Linux', async () => {
    expect(mayHaveGraphics('linux', folder)).toBe(false);
    await mkdir(join(folder, 'dri'));
    // A card without a render node only drives a screen.
    await writeFile(join(folder, 'dri', 'card0'), '');
    expect(mayHaveGraphics('linux', folder)).toBe(false);
    await writeFile(join(folder, 'dri', 'renderD128'), '');
    expect(mayHaveGraphics('linux', folder)).toBe(true);
  });

  test('is expected on desktops and nowhere else', () => {
    expect(mayHaveGraphics('darwin', folder)).toBe(true);
    expect(mayHaveGraphics('win32', folder)).toBe(true);
    expect(mayHaveGraphics('freebsd', folder)).toBe(false);
  });
});
