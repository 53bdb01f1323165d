import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { THUMBNAILS, thumbnailName, thumbnailsIn, writeThumbnails } from './thumbnails.js';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'thumbnails-'));
});
afterEach(() => rm(out, { recursive: true }));

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c83c32' } })
    .jpeg()
    .toBuffer();
const written = (key: string, side: 'before' | 'after') =>
  sharp(join(out, THUMBNAILS, thumbnailName(key, side))).metadata();

describe('the names of thumbnails', () => {
  test.each(['../../etc/passwd', 'a b#?%.jpg', 'CON', '👜'.repeat(300), '', 'a\0b', 'a\ud800'])(
    'are safe whatever the key is: %j',
    (key) => {
      expect(thumbnailName(key, 'before')).toMatch(/^[0-9a-f]{24}-before\.webp$/);
    },
  );

  test('are those of one key and one side', () => {
    const names = ['a', 'A', 'b'].flatMap((key) => [
      thumbnailName(key, 'before'),
      thumbnailName(key, 'after'),
    ]);
    expect(new Set(names).size).toBe(6);
  });
});

describe('thumbnails', () => {
  test('are WebP of at most 176 pixels and a few kilobytes, and nothing else is left beside them', async () => {
    await writeThumbnails(out, 'bag', await picture(60, 80), await picture(2400, 3200));
    expect(await written('bag', 'before')).toMatchObject({ format: 'webp', width: 60, height: 80 });
    expect(await written('bag', 'after')).toMatchObject({ format: 'webp', width: 132, height: 176 });
    const names = await readdir(join(out, THUMBNAILS));
    expect(new Set(names)).toEqual(await thumbnailsIn(out));
    expect(names).toHaveLength(2);
    for (const name of names) expect((await stat(join(out, THUMBNAILS, name))).size).toBeLessThan(8000);
  });

  test('a side that is not given keeps what an earlier run wrote', async () => {
    await writeThumbnails(out, 'bag', await picture(60, 80), undefined);
    await writeThumbnails(out, 'bag', undefined, await picture(40, 40));
    expect((await written('bag', 'before')).width).toBe(60);
    expect((await written('bag', 'after')).width).toBe(40);
  });

  test('bytes that are no picture give no thumbnail and take an older one away', async () => {
    await writeThumbnails(out, 'bag', await picture(60, 80), await picture(40, 40));
    await writeThumbnails(
      out,
      'bag',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      Buffer.alloc(0),
    );
    expect(await thumbnailsIn(out)).toEqual(new Set());
  });

  test('a folder that is not one fails with a code', async () => {
    await writeFile(join(out, 'report'), 'a file');
    await expect(writeThumbnails(out, 'bag', undefined, undefined)).rejects.toMatchObject({
      code: 'not_writable',
    });
    expect(await readFile(join(out, 'report'), 'utf8')).toBe('a file');
  });

  test('where none were written there are none', async () => {
    expect(await thumbnailsIn(join(out, 'nowhere'))).toEqual(new Set());
  });
});
