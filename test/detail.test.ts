import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noisePicture } from '../src/engine/testing/pictures.js';
import { createEngine, type Engine, type EnhanceOptions } from '../src/index.js';

let engine: Engine;
let picture: Buffer;
beforeAll(async () => {
  engine = createEngine({ threads: 2, device: 'cpu', precision: 'float32' });
  const { samples, width, height } = noisePicture(60, 44, 3);
  const raw = { width, height, channels: 3 as const };
  picture = await sharp(Uint8Array.from(samples), { raw }).blur(1).png().toBuffer();
});
afterAll(() => engine.close());

const enhance = async (detail?: number, more: EnhanceOptions = {}) => {
  const options: EnhanceOptions = { scale: 4, format: 'png', restore: 0, sharpen: 0, ...more };
  const { bytes, report } = await engine.enhance(
    picture,
    detail === undefined ? options : { ...options, detail },
  );
  return { report, samples: await sharp(bytes).raw().toBuffer() };
};

/** Mean difference of samples, of 255. */
const apart = (a: Buffer, b: Buffer) => a.reduce((sum, v, i) => sum + Math.abs(v - b[i]), 0) / a.length;

describe('detail', () => {
  test('0 is the faithful picture exactly, and the report says nothing of it', async () => {
    const [without, zero] = [await enhance(), await enhance(0)];
    expect(zero.samples.equals(without.samples)).toBe(true);
    expect(zero.report.network).not.toHaveProperty('detail');
  });

  test('moves away from the faithful picture step by step, in one engine, and is in the report', async () => {
    const [none, half, whole] = [await enhance(0), await enhance(0.5), await enhance(1)];
    expect(half.report.network).toMatchObject({ model: 'standard-x4', precision: 'float32', detail: 0.5 });
    expect(whole.report.network).toMatchObject({ detail: 1 });
    expect(apart(none.samples, half.samples)).toBeGreaterThan(0);
    expect(apart(none.samples, half.samples)).toBeLessThan(apart(none.samples, whole.samples));
    expect(apart(half.samples, whole.samples)).toBeLessThan(apart(none.samples, whole.samples));
    // And back: the blends of an engine do not get into each other's way.
    expect((await enhance(0)).samples.equals(none.samples)).toBe(true);
  });

  test('computes in float32 where int8 was asked for, and says so', async () => {
    const own = createEngine({ threads: 1, device: 'cpu', precision: 'int8' });
    const options = { scale: 4, format: 'png', restore: 0, sharpen: 0, detail: 1 } as const;
    const { bytes, report } = await own.enhance(picture, options);
    await own.close();
    expect(report.network).toMatchObject({
      precision: 'float32',
      fallback: expect.stringContaining('with detail'),
    });
    expect((await enhance(1)).samples.equals(await sharp(bytes).raw().toBuffer())).toBe(true);
  });

  test('that the scale of auto does not have is noted, and changes nothing', async () => {
    const wide = await sharp({ create: { width: 1200, height: 8, channels: 3, background: '#c83232' } })
      .png()
      .toBuffer();
    const { report } = await engine.enhance(wide, { detail: 1 });
    expect([report.scale, report.network?.detail]).toEqual([2, undefined]);
    expect(report.notes).toContain('detail 1 has no effect at 2×: the standard network for 4× alone has it.');
    await expect(engine.enhance(wide, { scale: 2, detail: 1 })).rejects.toMatchObject({ code: 'bad_option' });
  });
});
