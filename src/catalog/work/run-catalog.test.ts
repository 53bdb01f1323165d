import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HeroshotError } from '../../engine/errors.js';
import { countingRunner, fakeRun, newFolder, RECIPE } from '../testing/fake-catalog.js';
import type { CatalogHooks, Through } from './events.js';
import { runCatalog } from './run-catalog.js';

let out: string;
beforeEach(async () => {
  out = await newFolder();
});
afterEach(() => rm(out, { recursive: true, force: true }));

type Pictures = Parameters<typeof fakeRun>[1];

/** Run over pictures and tell how each ended. */
async function run(
  pictures: Pictures,
  { runner = countingRunner(), recipe = RECIPE, hooks = {} as CatalogHooks } = {},
) {
  const catalog = await fakeRun(out, pictures, runner.runner, recipe);
  const through: Through[] = [];
  try {
    await runCatalog(catalog, { ...hooks, onThrough: (one) => void through.push(one) });
  } finally {
    await catalog.manifest.close();
  }
  const endings = Object.fromEntries(through.map(({ row, ending }) => [row.key, ending]));
  return { endings, rows: through.map(({ row }) => row), made: runner.made };
}

const THREE = { a: 'one', b: 'two', c: 'three' };

describe('a run', () => {
  test('makes every picture once and says where its files are', async () => {
    const { endings, rows, made } = await run(THREE);
    expect(endings).toEqual({ a: 'made', b: 'made', c: 'made' });
    expect(made.sort()).toEqual(['one', 'three', 'two']);
    const [row] = rows.filter(({ key }) => key === 'a');
    expect(row).toMatchObject({
      state: 'done',
      attempts: 1,
      verdict: 'pass',
      inputWidth: 20,
      report: 'a.report.json',
    });
    expect(row.outputs).toEqual([
      { for: 'master', path: 'a.png', format: 'png', bytes: 13, width: 40, height: 20 },
      { for: 'shop', path: 'shop/a.png', format: 'png', bytes: 10, width: 40, height: 20, audit: 'warn' },
    ]);
    expect(await readFile(join(out, 'shop/a.png'), 'utf8')).toBe("shop's one");
  });

  test('makes the same picture under two names once and gives both their files', async () => {
    const { endings, rows, made } = await run({ a: 'one', b: 'one', c: 'one' });
    expect(Object.values(endings).sort()).toEqual(['copied', 'copied', 'made']);
    expect(made).toEqual(['one']);
    expect(await readFile(join(out, 'c.png'), 'utf8')).toBe('master of one');
    const original = rows.find(({ sameAs }) => sameAs === null)?.key;
    expect(rows.filter(({ sameAs }) => sameAs === original)).toHaveLength(2);
  });

  test('goes on after a picture that fails, and tries it again next time', async () => {
    const bad = new HeroshotError('corrupt_image', 'cut off');
    const first = await run({ ...THREE, b: bad });
    expect(first.endings).toEqual({ a: 'made', b: 'failed', c: 'made' });
    expect(first.rows.find(({ key }) => key === 'b')).toMatchObject({
      state: 'failed',
      errorCode: 'corrupt_image',
      errorMessage: 'cut off',
      outputs: [],
    });
    expect((await run(THREE)).endings).toEqual({ a: 'kept', b: 'made', c: 'kept' });
  });
});

describe('a second run', () => {
  test('does nothing twice', async () => {
    await run(THREE);
    const second = await run(THREE);
    expect(second.endings).toEqual({ a: 'kept', b: 'kept', c: 'kept' });
    expect(second.made).toEqual([]);
  });

  test('notices a changed picture, a changed recipe, a lost file, a new and a lost picture', async () => {
    await run(THREE);
    expect((await run({ ...THREE, b: 'other' })).made).toEqual(['other']);
    await rm(join(out, 'shop/c.png'));
    expect((await run({ ...THREE, b: 'other' })).made).toEqual(['three']);
    const { endings } = await run({ a: 'one', d: 'four' });
    expect(endings).toEqual({ a: 'kept', d: 'made' });
    const told: number[] = [];
    const hooks: CatalogHooks = { onReady: ({ doneOtherwise }) => void told.push(doneOtherwise) };
    const recipe = { ...RECIPE, steps: [{ step: 'enhance', scale: 4 }] } as const;
    expect((await run({ a: 'one', d: 'four' }, { recipe, hooks })).made.sort()).toEqual(['four', 'one']);
    expect(told).toEqual([2]);
  });

  test('goes on where a stopped one was', async () => {
    const stop = new AbortController();
    const stopping = countingRunner(async (text) => {
      if (text === 'two') stop.abort();
      stop.signal.throwIfAborted();
    });
    const cancelled = countingRunner(async (text) => {
      await stopping.runner.run(Buffer.from(text), RECIPE).catch(() => {
        throw new HeroshotError('cancelled', 'stopped');
      });
    });
    const first = await run(THREE, { runner: cancelled, hooks: { signal: stop.signal } });
    expect(Object.keys(first.endings)).not.toContain('b');
    const second = await run(THREE);
    expect(second.made).toContain('two');
    expect([...first.made, ...second.made].sort()).toEqual(['one', 'three', 'two']);
    expect(second.rows.find(({ key }) => key === 'b')?.attempts).toBe(1);
  });

  test('removes what a killed one left half-written, and nothing else', async () => {
    await run(THREE);
    await writeFile(join(out, 'shop', '.a.png.0123456789ab.tmp'), 'ha');
    await writeFile(join(out, '.keep'), 'mine');
    await run(THREE);
    expect(await readdir(join(out, 'shop'))).toEqual(['a.png', 'b.png', 'c.png']);
    expect(await readdir(out)).toContain('.keep');
  });
});

describe('a full disk', () => {
  test('pauses the run, which then goes on with the same picture', async () => {
    const told: string[] = [];
    let full = true;
    const runner = countingRunner(async (text) => {
      if (text === 'two' && full) {
        full = false;
        throw new HeroshotError('disk_full', 'no space left to write b.png');
      }
    });
    const hooks = {
      onPause: (message: string) => void told.push(message),
      onGoOn: () => void told.push('on'),
    };
    const { endings, rows } = await run(THREE, { runner, hooks });
    expect(endings).toEqual({ a: 'made', b: 'made', c: 'made' });
    expect(told[0]).toContain('no space left to write b.png');
    expect(told[0]).toContain('--resume');
    expect(told[1]).toBe('on');
    expect(rows.find(({ key }) => key === 'b')?.attempts).toBe(1);
  });
});

test('a file that a disk with room refuses again fails by itself', async () => {
  const runner = countingRunner(async (text) => {
    if (text === 'two') throw new HeroshotError('disk_full', 'no space left to write b.png');
  });
  const { endings, rows } = await run(THREE, { runner });
  expect(endings).toEqual({ a: 'made', b: 'failed', c: 'made' });
  expect(rows.find(({ key }) => key === 'b')).toMatchObject({ errorCode: 'disk_full' });
});

test('a source that is gone pauses the run, which goes on when it is back', async () => {
  const folder = await newFolder();
  const catalog = await fakeRun(out, THREE, countingRunner().runner);
  const { read } = catalog.source;
  let lost = false;
  catalog.source.read = async (item) => {
    if (item.key === 'b' && !lost) {
      lost = true;
      await rm(folder, { recursive: true });
      throw new HeroshotError('file_not_found', 'b is gone');
    }
    return read(item);
  };
  const told: string[] = [];
  await runCatalog(
    { ...catalog, sourcePath: folder },
    {
      onPause: (message) => {
        told.push(message);
        setTimeout(() => void mkdir(folder), 20);
      },
    },
  );
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('the source');
  for (const key of ['a', 'b', 'c']) expect((await catalog.manifest.get(key))?.state).toBe('done');
  await catalog.manifest.close();
  await rm(folder, { recursive: true });
});

describe('a picture at which runs ended', () => {
  test('comes last, and is given up at last', async () => {
    const catalog = await fakeRun(out, THREE, countingRunner().runner);
    await catalog.manifest.register(catalog.source.items());
    const ended = async (times: number) => {
      for (let i = 0; i < times; i++) await catalog.manifest.begin('a');
    };
    await ended(2);
    await catalog.manifest.close();
    const second = await run(THREE);
    expect(Object.keys(second.endings).at(-1)).toBe('a');
    const third = await fakeRun(out, { ...THREE, a: 'changed' }, countingRunner().runner);
    for (let i = 0; i < 6; i++) await third.manifest.begin('a');
    await third.manifest.close();
    const { rows } = await run({ ...THREE, a: 'changed' });
    expect(rows.find(({ key }) => key === 'a')).toMatchObject({ state: 'failed', errorCode: 'gave_up' });
  });
});

test('a manifest is held by one run at a time', async () => {
  const first = await fakeRun(out, THREE, countingRunner().runner);
  await expect(fakeRun(out, THREE, countingRunner().runner)).rejects.toMatchObject({
    code: 'catalog_in_use',
  });
  await first.manifest.close();
});
