import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findInputs } from './inputs.js';

let folder: string;
const at = (...path: string[]) => join(folder, ...path);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-inputs-'));
  for (const name of ['a/x.jpg', 'a/b/X.png', 'a/b/y.webp', 'a/.hidden.jpg', 'a/readme.md', 'odd [1].jpg']) {
    await mkdir(at(name, '..'), { recursive: true });
    await writeFile(at(name), 'x');
  }
  await symlink('..', at('a', 'up'));
  await symlink('a/x.jpg', at('link.jpg'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('inputs', () => {
  it('finds pictures below a folder in a fixed order, not hidden files, not linked folders', async () => {
    const found = await findInputs([at('a')]);
    expect(found.map(({ path }) => path)).toEqual([at('a/b/X.png'), at('a/b/y.webp'), at('a/x.jpg')]);
  });

  it('gives names that differ even where case does not count', async () => {
    expect((await findInputs([at('a')])).map(({ name }) => name)).toEqual(['X', 'y', 'x-2']);
  });

  it('does a file once, however it is named', async () => {
    const found = await findInputs([at('a/x.jpg'), at('a/b/../x.jpg'), at('link.jpg')]);
    expect(found.map(({ path }) => path)).toEqual([at('a/x.jpg')]);
  });

  it('takes a file with glob characters in its name for what it is', async () => {
    expect(await findInputs([at('odd [1].jpg')])).toEqual([{ path: at('odd [1].jpg'), name: 'odd [1]' }]);
  });

  it('tries a named file whatever its extension', async () => {
    expect(await findInputs([at('a/readme.md')])).toHaveLength(1);
  });

  it('keeps a missing path as an entry with its error', async () => {
    const [missing, there] = await findInputs([at('nowhere.jpg'), at('a/x.jpg')]);
    expect(missing).toMatchObject({ name: 'nowhere', error: { code: 'file_not_found' } });
    expect(there.error).toBeUndefined();
  });

  it('leaves out a results folder inside an input, but takes it when it is the input', async () => {
    expect((await findInputs([at('a')], at('a/b'))).map(({ path }) => path)).toEqual([at('a/x.jpg')]);
    expect(await findInputs([at('a/b')], at('a/b'))).toHaveLength(2);
  });
});
