import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFolder, testFolder } from '../tables/testing/files.js';
import { openFolder } from './folder-source.js';
import { facts, itemsOf } from './testing/items.js';

let folder: TestFolder;
beforeAll(async () => {
  folder = await testFolder();
  for (const name of ['b/1.jpg', 'a/x y/1.png', 'a/note.txt', '.git/z.jpg', 'out/b/1.jpg', 'top.webp']) {
    await mkdir(join(folder.path, name, '..'), { recursive: true });
    await writeFile(join(folder.path, name), name);
  }
  await symlink('..', join(folder.path, 'a', 'round'));
});
afterAll(() => folder.remove());

describe('a folder', () => {
  it('gives its pictures in one order, with the folders they lie in', async () => {
    const source = openFolder(folder.path, join(folder.path, 'out'));
    expect((await facts(source, 'key', 'folder', 'stem', 'name')).slice(1)).toEqual([
      ['a/x y/1.png', 'a/x y', '1', '1'],
      ['b/1.jpg', 'b', '1', '1-2'],
      ['top.webp', '', 'top', 'top'],
    ]);
  });

  it('gives their bytes', async () => {
    const source = openFolder(join(folder.path, 'b'));
    const [item] = await itemsOf(source);
    expect(Buffer.from(await source.read(item)).toString()).toBe('b/1.jpg');
  });

  it('keeps a picture that went away as that picture’s error', async () => {
    const source = openFolder(folder.path);
    const gone = { key: 'x', position: 1, name: 'x', stem: 'x', folder: '', source: 'x' };
    await expect(source.read({ ...gone, place: { file: join(folder.path, 'x.jpg') } })).rejects.toMatchObject(
      {
        code: 'file_not_found',
      },
    );
  });
});
