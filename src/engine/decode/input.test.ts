import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readInput } from './input.js';

let folder: string;

const content = Buffer.from('some bytes of a picture');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-input-'));
  await writeFile(join(folder, 'a.jpg'), content);
});
afterAll(() => rm(folder, { recursive: true }));

describe('input', () => {
  test('from a path and from bytes is the same', async () => {
    for (const input of [join(folder, 'a.jpg'), content, new Uint8Array(content)])
      expect(Buffer.from(await readInput(input))).toEqual(content);
  });

  test('bytes that are a part of a larger buffer are read as that part', async () => {
    expect(Buffer.from(await readInput(content.subarray(5, 10))).toString()).toBe('bytes');
  });

  test('a file without bytes is read as such', async () => {
    await writeFile(join(folder, 'empty.jpg'), '');
    expect(await readInput(join(folder, 'empty.jpg'))).toHaveLength(0);
  });

  test.each([
    ['nowhere.jpg', 'file_not_found'],
    ['.', 'unreadable'],
    ['a.jpg/b.jpg', 'unreadable'],
  ])('%s is %s', async (name, code) => {
    await expect(readInput(join(folder, name))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(folder),
    });
  });
});
