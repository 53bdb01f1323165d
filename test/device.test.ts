import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { decoded } from '../src/engine/testing/decoded.js';
import { productScene } from '../src/engine/testing/pictures.js';
import { createEngine, type Device } from '../src/index.js';

let picture: Buffer;
beforeAll(async () => {
  const [width, height] = [64, 48];
  picture = await sharp(productScene(width, height), { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
});

/** What a device makes of the picture, in 8-bit levels, and the report's words about it. */
async function enhanceOn(device: Device, scale: 2 | 4) {
  const engine = createEngine({ device, precision: 'float32', threads: 2 });
  try {
    const { bytes, report } = await engine.enhance(picture, { scale });
    return { samples: (await decoded(bytes)).samples.map((value) => value * 255), network: report.network };
  } finally {
    await engine.close();
  }
}

// Where no accelerator starts, this holds what is said of that instead.
describe.each(['webgpu', 'cuda'] as const)('%s', (device) => {
  test.each([2, 4] as const)(
    'gives the CPU’s picture to 2 of 255, or says why it is not used (%i×)',
    async (scale) => {
      const [there, cpu] = [await enhanceOn(device, scale), await enhanceOn('cpu', scale)];
      expect(cpu.network).toMatchObject({ device: 'cpu', precision: 'float32' });
      expect(cpu.network).not.toHaveProperty('fallback');
      const farthest = there.samples.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - cpu.samples[i])),
        0,
      );
      expect(there.samples).toHaveLength(cpu.samples.length);
      if (there.network?.device === device) {
        expect(there.network.fallback).toBeUndefined();
        expect(farthest).toBeLessThanOrEqual(2.001);
      } else {
        expect(there.network).toMatchObject({ device: 'cpu', precision: 'float32' });
        expect(there.network?.fallback).toMatch(
          new RegExp(`^${device} is not available here, so the CPU is used\\. It needs .+\\. Reason: .+$`),
        );
        expect(farthest).toBe(0);
      }
    },
  );
});

describe('auto', () => {
  test('says nothing, whatever it takes', async () => {
    const { network } = await enhanceOn('auto', 2);
    expect(['cpu', 'webgpu']).toContain(network?.device);
    expect(network).not.toHaveProperty('fallback');
  });
});
