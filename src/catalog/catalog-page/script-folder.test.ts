import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ScriptFolder } from './script-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scripts-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('scripts beside a page', () => {
  test('are named after their number and their content', async () => {
    const scripts = await ScriptFolder.open(join(folder, 'deep', 'report'));
    const names = [
      await scripts.write('rows-0001', 'a()'),
      await scripts.write('rows-0002', 'a()'),
      await scripts.write('rows-0001', 'b()'),
    ];
    expect(names[0]).toMatch(/^rows-0001-[0-9a-f]{12}\.js$/);
    expect(new Set(names).size).toBe(3);
    expect(await readFile(join(folder, 'deep', 'report', names[2]), 'utf8')).toBe('b()');
  });

  test('of an earlier page go when the new one stands; what is not ours stays', async () => {
    const earlier = await ScriptFolder.open(folder);
    const kept = await earlier.write('rows-0001', 'same()');
    await earlier.write('rows-0002', 'longer()');
    await earlier.write('index', 'index(2)');
    await writeFile(join(folder, 'rows-0001-mine.js'), '');
    const now = await ScriptFolder.open(folder);
    await now.write('rows-0001', 'same()');
    const index = await now.write('index', 'index(1)');
    await now.removeOlder();
    expect(new Set(await readdir(folder))).toEqual(new Set([kept, index, 'rows-0001-mine.js']));
  });

  test('of a page that did not come to be go; those of the page before stay', async () => {
    const earlier = await ScriptFolder.open(folder);
    const kept = [await earlier.write('rows-0001', 'same()'), await earlier.write('index', 'index(1)')];
    const now = await ScriptFolder.open(folder);
    await now.write('rows-0001', 'same()');
    await now.write('index', 'index(2)');
    await now.undo();
    expect(new Set(await readdir(folder))).toEqual(new Set(kept));
  });

  test('in a place that is taken by a file fail with a code', async () => {
    await writeFile(join(folder, 'report'), '');
    await expect(ScriptFolder.open(join(folder, 'report'))).rejects.toMatchObject({ code: 'not_writable' });
  });
});
