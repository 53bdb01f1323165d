import sharp from 'sharp';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { remoteEnhancer } from '../src/edge/enhancer/remote-enhancer.js';
import { photo } from './photos.js';

const faults: unknown[] = [];
const remote = remoteEnhancer({
  engine: { threads: 1, precision: 'float32' },
  onFault: (error) => faults.push(error),
});
afterAll(() => remote.close());
const how = { scale: 2, tier: 'edge' } as const;

describe('an enhancer in a process of its own', () => {
  it('gives pixels and files, and the errors of the engine with their codes', async () => {
    expect(remote.pid).toBeUndefined();
    const raster = await remote.enhance(await photo(3), how);
    expect([raster.width, raster.height, raster.channels, raster.samples.length]).toEqual([
      96, 80, 3, 23_040,
    ]);
    const file = await remote.treat(await photo(3), {
      ...how,
      cutout: false,
      for: 'shopify',
      format: 'jpeg',
    });
    expect((await sharp(file).metadata()).format).toBe('jpeg');
    await expect(remote.enhance(Buffer.from('no picture'), how)).rejects.toMatchObject({
      code: 'not_an_image',
    });
    expect(faults).toEqual([]);
  });

  it('stops what nobody wants any more', async () => {
    const stop = new AbortController();
    const work = remote.enhance(await photo(3, 300, 300), { scale: 4, tier: 'standard' }, stop.signal);
    stop.abort();
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('that ends fails what it was asked, and is there again for the next', async () => {
    const before = remote.pid ?? 0;
    const work = remote.enhance(await photo(3, 400, 400), { scale: 4, tier: 'standard' });
    work.catch(() => {});
    process.kill(before, 'SIGKILL');
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(faults).toHaveLength(1);
    await vi.waitFor(async () => expect((await remote.enhance(await photo(3), how)).width).toBe(96), {
      timeout: 20_000,
      interval: 200,
    });
    expect(remote.pid).not.toBe(before);
  });

  it('ends when it is closed, and takes nothing more', async () => {
    await remote.close();
    expect(remote.pid).toBeUndefined();
    await expect(remote.enhance(await photo(3), how)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
