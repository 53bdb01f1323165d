import { afterAll, describe, expect, test } from 'vitest';
import { tiffLayout } from '../encode/tiff.js';
import { HeroshotError } from '../errors.js';
import { Pool } from './pool.js';

const pool = new Pool(1);
afterAll(() => pool.close());

function wrapped(width: number, height: number): Uint8Array {
  const { header, total } = tiffLayout({ width, height, channels: 3, depth: 8 });
  const file = new Uint8Array(new SharedArrayBuffer(total)).fill(90);
  file.set(header);
  return file;
}

const options = { format: 'png', pixels: 64, keepIcc: false, deep: false, exif: {} } as const;

describe('pool', () => {
  test('runs a task on a thread and gives its result', async () => {
    const bytes = await pool.run('encode', { tiff: wrapped(8, 8), options });
    expect(Buffer.from(bytes.subarray(1, 4)).toString()).toBe('PNG');
  });

  test('an error keeps its code on the way back, and the thread goes on', async () => {
    const failing = pool.run('encode', { tiff: new Uint8Array(40), options });
    await expect(failing).rejects.toBeInstanceOf(HeroshotError);
    await expect(failing).rejects.toMatchObject({ code: 'internal', hint: expect.any(String) });
    expect((await pool.run('encode', { tiff: wrapped(8, 8), options })).length).toBeGreaterThan(50);
  });

  test('more tasks than threads wait for one another', async () => {
    const sizes = await Promise.all(
      [1, 2, 3, 4, 5].map(
        async (n) => (await pool.run('encode', { tiff: wrapped(8 * n, 8), options })).length,
      ),
    );
    expect(sizes.every((size) => size > 50)).toBe(true);
  });
});
