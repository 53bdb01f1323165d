import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAtomically } from './atomic-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-atomic-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('atomic file', () => {
  it('replaces the older file and leaves nothing else', async () => {
    await writeFile(join(folder, 'a.txt'), 'old');
    await writeAtomically(join(folder, 'a.txt'), 'new');
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  it('takes shared memory as it comes from the pool', async () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(3));
    bytes.set([1, 2, 3]);
    await writeAtomically(join(folder, 'a.txt'), bytes);
    expect([...(await readFile(join(folder, 'a.txt')))]).toEqual([1, 2, 3]);
  });

  it('keeps the older file and says not_writable where the name is taken by a folder', async () => {
    await expect(writeAtomically(folder, 'x')).rejects.toMatchObject({ code: 'not_writable' });
    await expect(writeAtomically(join(folder, 'no', 'such', 'x'), 'x')).rejects.toMatchObject({
      code: 'not_writable',
    });
    expect(await readdir(folder)).toEqual(['a.txt']);
  });
});
