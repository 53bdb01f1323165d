import { mkdir, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../catalog/run.js';
import { countingRunner, newFolder, RECIPE } from '../catalog/testing/fake-catalog.js';
import { HeroshotError } from '../engine/errors.js';
import type { RecipeRunner } from '../recipe/run-recipe.js';
import type { WatchOptions } from './options.js';
import { UNFINISHED_FILE } from './unfinished.js';
import { watchFolder } from './watch.js';

let root: string;
const stops: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  root = await newFolder();
  await mkdir(join(root, 'in'));
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
  await rm(root, { recursive: true, force: true });
});

const put = async (name: string, content = name) => {
  await mkdir(join(root, 'in', name, '..'), { recursive: true });
  await writeFile(join(root, 'in', name), content);
};
const results = async () => {
  const names = await readdir(join(root, 'out'), { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile() && entry.name !== UNFINISHED_FILE);
  return files.map(({ parentPath, name }) => relative(join(root, 'out'), join(parentPath, name))).sort();
};
const result = (name: string) => readFile(join(root, 'out', name), 'utf8');
const report = async (name: string) => JSON.parse(await result(`${name}.report.json`));

/** Watch `in` with a runner that knows no pictures, quickly. */
function watch(runner: RecipeRunner = countingRunner().runner, more: Partial<WatchOptions> = {}) {
  const controller = new AbortController();
  const outcomes: Outcome[] = [];
  const said: string[] = [];
  let ready = () => {};
  const isReady = new Promise<void>((resolve) => (ready = resolve));
  const folders = { folder: join(root, 'in'), out: join(root, 'out') };
  const times = { every: 20, settle: 30, lookEvery: 10 };
  const ended = watchFolder(
    { ...folders, recipe: RECIPE, runner, ...times, ...more },
    {
      signal: controller.signal,
      onReady: ready,
      onOutcome: (outcome) => void outcomes.push(outcome),
      onNote: (message) => said.push(message),
      onPause: (message) => said.push(`paused: ${message}`),
      onGoOn: () => said.push('going on'),
    },
  );
  ended.catch(() => {});
  const stop = () => {
    controller.abort();
    return ended;
  };
  stops.push(() => stop().catch(() => {}));
  const names = () => outcomes.map(({ input }) => basename(input)).sort();
  const until = (count: number) =>
    vi.waitFor(() => expect(outcomes.length).toBe(count), { timeout: 10_000, interval: 5 });
  return { outcomes, said, stop, ended, isReady, names, until };
}
const once = (runner?: RecipeRunner, more: Partial<WatchOptions> = {}) =>
  watch(runner, { ...more, once: true });

describe('a watch', () => {
  it('does what is there and what comes, below as well, into the same tree', async () => {
    await put('bag.jpg');
    const { until, outcomes, stop } = watch();
    await until(1);
    await put('2024/may/shoe.png');
    await until(2);
    expect(await results()).toEqual([
      '2024/may/shoe.png',
      '2024/may/shoe.report.json',
      'bag.png',
      'bag.report.json',
      'shop/2024/may/shoe.png',
      'shop/bag.png',
    ]);
    expect(await result('bag.png')).toBe('master of bag.jpg');
    expect(outcomes[1]).toMatchObject({
      ...{ input: join(root, 'in', '2024/may/shoe.png'), name: 'shoe', status: 'done' },
      output: join(root, 'out', '2024/may/shoe.png'),
      outputs: [{ for: 'shop', path: join(root, 'out', 'shop/2024/may/shoe.png') }],
      report: { verdict: 'pass' },
    });
    expect(await stop()).toEqual({ done: 2, failed: 0, review: 0, kept: 0 });
  });

  it('takes a picture once it has stayed as it is for a while', async () => {
    let taken = 0;
    const { runner, made } = countingRunner(async () => {
      taken = performance.now();
    });
    const { until, isReady } = watch(runner, { settle: 300 });
    await isReady;
    for (let i = 1; i <= 20; i++) await put('slow.jpg', 'x'.repeat(i));
    const written = performance.now();
    await until(1);
    expect(made).toEqual(['x'.repeat(20)]);
    expect(taken - written).toBeGreaterThan(200);
  });

  it('takes what is renamed into place, and leaves hidden, temporary and foreign names alone', async () => {
    for (const name of [
      '.bag.jpg',
      'bag.jpg.part',
      'bag.part.jpg',
      '~bag.jpg',
      'notes.txt',
      '@eaDir/bag.jpg',
      '.trash/a.jpg',
    ])
      await put(name);
    await mkdir(join(root, 'in', 'folder.jpg'));
    await symlink(join(root, 'in'), join(root, 'in', 'circle'));
    const { until, names } = watch();
    await rename(join(root, 'in', '.bag.jpg'), join(root, 'in', 'bag.jpg'));
    await until(1);
    await put('last.jpg');
    await until(2);
    expect(names()).toEqual(['bag.jpg', 'last.jpg']);
  });

  it('hears of a new picture at once where the system tells', async () => {
    const { isReady, until } = watch(undefined, { every: 3_600_000 });
    await isReady;
    await put('bag.jpg');
    await until(1);
    await put('later/shoe.jpg');
    await until(2);
  });

  it('knows after a restart what is done, and does again what has changed, by its files, its recipe or its results', async () => {
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']) await put(name);
    expect(await once().ended).toMatchObject({ done: 4, kept: 0 });
    await put('b.jpg', 'another b');
    await rm(join(root, 'out', 'shop', 'c.png'));
    await rm(join(root, 'out', 'd.report.json'));
    const second = once();
    expect(await second.ended).toEqual({ done: 3, failed: 0, review: 0, kept: 1 });
    expect(second.names()).toEqual(['b.jpg', 'c.jpg', 'd.jpg']);
    expect(await result('b.png')).toBe('master of another b');
    expect(await once().ended).toMatchObject({ done: 0, kept: 4 });
    const recipe = { ...RECIPE, steps: [{ step: 'enhance', scale: 4 }] } as const;
    expect(await once(undefined, { recipe }).ended).toMatchObject({ done: 4, kept: 0 });
  });

  it('does a picture again when it changes, also while it is at work', async () => {
    await put('a.jpg', 'one');
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const { runner, made } = countingRunner(() => gate);
    const { until } = watch(runner);
    await vi.waitFor(async () =>
      expect(Object.keys(JSON.parse(await result(UNFINISHED_FILE)))).toEqual(['a.jpg']),
    );
    await put('a.jpg', 'two!');
    open();
    await until(2);
    expect(made).toEqual(['one', 'two!']);
    await put('a.jpg', 'three');
    await until(3);
    expect(await result('a.png')).toBe('master of three');
    expect((await report('a')).watched).toMatchObject({ source: 'a.jpg', bytes: 5 });
  });

  it('names a failure once, and tries again only what has changed', async () => {
    let tries = 0;
    const { runner } = countingRunner(async (text) => {
      tries++;
      if (text === 'torn') throw new HeroshotError('corrupt_image', 'it is cut off');
    });
    await put('a.jpg', 'torn');
    const { until, outcomes } = watch(runner);
    await until(1);
    expect(outcomes[0]).toMatchObject({ status: 'failed', error: { code: 'corrupt_image' } });
    await put('b.jpg');
    await until(2);
    expect(tries).toBe(2);
    await put('a.jpg', 'whole now');
    await until(3);
    expect(outcomes[2]).toMatchObject({ name: 'a', status: 'done' });
  });

  it('gives pictures of one name a result each, which they keep', async () => {
    await put('bag.png', 'png');
    await once().ended;
    for (const end of ['gif', 'jpg', 'webp']) await put(`bag.${end}`, end);
    await put('bag-2.jpg', 'of another');
    const { outcomes, ended } = once();
    await ended;
    expect(outcomes.map(({ name }) => name).sort()).toEqual(['bag-2', 'bag-3', 'bag-4', 'bag-5']);
    expect((await report('bag')).watched.source).toBe('bag.png');
    for (const { name, input } of outcomes) {
      expect(await result(`${name}.png`)).toBe(`master of ${await readFile(input, 'utf8')}`);
      expect((await report(name)).watched.source).toBe(basename(input));
    }
    expect(await once().ended).toMatchObject({ done: 0, kept: 5 });
    await put('bag.png', 'new png');
    await once().ended;
    expect(await result('bag.png')).toBe('master of new png');
    expect((await results()).filter((name) => name.endsWith('.report.json'))).toHaveLength(5);
  });

  it('leaves what is there alone where only new ones are wanted', async () => {
    await put('old.jpg');
    const { until, names, isReady, stop } = watch(undefined, { newSince: Date.now() + 1000 });
    await isReady;
    await put('new.jpg');
    await until(1);
    // A copy that keeps its original's time is new all the same.
    await put('copy.jpg');
    await utimes(join(root, 'in', 'copy.jpg'), 1e9, 1e9);
    await until(2);
    expect(names()).toEqual(['copy.jpg', 'new.jpg']);
    await stop();
    const copied = watch(undefined, { newSince: Date.now() - 3_600_000, once: true });
    expect(await copied.ended).toMatchObject({ done: 1, kept: 2 });
  });

  it('leaves results inside the folder out, and refuses folders that would feed themselves', async () => {
    await put('a.jpg');
    const out = join(root, 'in', 'done');
    const { until, outcomes, stop } = watch(undefined, { out });
    await until(1);
    await put('b.jpg');
    await until(2);
    await stop();
    expect(await watch(undefined, { out, once: true }).ended).toMatchObject({ done: 0, kept: 2 });
    expect(outcomes).toHaveLength(2);
    await put('deep/er/c.jpg');
    for (const wrong of [join(root, 'in'), root]) {
      const refused = watch(undefined, { out: wrong, once: true }).ended;
      await expect(refused).rejects.toMatchObject({ code: 'bad_option' });
    }
    const missing = watch(undefined, { folder: join(root, 'nowhere') }).ended;
    await expect(missing).rejects.toMatchObject({ code: 'file_not_found' });
  });

  it('finishes what is at work when it is stopped, and begins nothing more', async () => {
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) await put(name);
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    let begun = 0;
    const { runner } = countingRunner(() => {
      begun++;
      return gate;
    });
    const { stop, outcomes } = watch(runner);
    await vi.waitFor(() => expect(begun).toBe(2));
    const stopped = stop();
    open();
    expect(await stopped).toMatchObject({ done: 2 });
    expect(outcomes).toHaveLength(2);
    expect(await result(UNFINISHED_FILE)).toBe('{}\n');
  });

  it('waits for a folder that is gone, and goes on when it is back', async () => {
    await put('a.jpg');
    const { until, said, isReady, names } = watch();
    await isReady;
    await until(1);
    await rename(join(root, 'in'), join(root, 'away'));
    await vi.waitFor(() =>
      expect(said).toEqual([expect.stringMatching(/in does not exist; it is looked for/)]),
    );
    await writeFile(join(root, 'away', 'b.jpg'), 'b');
    await rename(join(root, 'away'), join(root, 'in'));
    await until(2);
    expect(said[1]).toMatch(/in can be read again/);
    expect(names()).toEqual(['a.jpg', 'b.jpg']);
  });

  it('pauses where nothing can be written, and loses nothing', async () => {
    const { until, said } = watch();
    await put('a.jpg');
    await until(1);
    await rename(join(root, 'out'), join(root, 'elsewhere'));
    await put('b.jpg');
    await vi.waitFor(() => expect(said).toHaveLength(1));
    expect(said[0]).toMatch(/^paused: .*cannot write/);
    await rename(join(root, 'elsewhere'), join(root, 'out'));
    await until(2);
    expect(said).toEqual([said[0], 'going on']);
    expect(await result('b.png')).toBe('master of b.jpg');
  });

  it('goes on after a full disk, and calls a picture failed that has another limit', async () => {
    let full = 1;
    const { runner } = countingRunner(async (text) => {
      if (text === 'large' || full-- > 0) throw new HeroshotError('disk_full', 'no space left to write it');
    });
    await put('a.jpg');
    const { until, said, outcomes } = watch(runner);
    await until(1);
    expect(said).toEqual([expect.stringMatching(/^paused: no space left/), 'going on']);
    await put('b.jpg', 'large');
    await until(2);
    expect(outcomes[1]).toMatchObject({ status: 'failed', error: { code: 'disk_full' } });
  });

  it('leaves a picture out at which the program ended three times, until it changes', async () => {
    await put('bomb.jpg');
    const { size: bytes, mtimeMs: changedAt } = await stat(join(root, 'in', 'bomb.jpg'));
    await mkdir(join(root, 'out'));
    const file = join(root, 'out', UNFINISHED_FILE);
    await writeFile(file, JSON.stringify({ 'bomb.jpg': { bytes, changedAt, times: 2 } }));
    await writeFile(join(root, 'out', '.bomb.png.0123456789ab.tmp'), 'half');
    // The third time: it ends the program.
    let runs = 0;
    const dead = new Error('killed');
    const died = once({
      run: async () => {
        runs++;
        expect(JSON.parse(await readFile(file, 'utf8'))['bomb.jpg'].times).toBe(3);
        await rename(file, `${file}.kept`);
        throw dead;
      },
    });
    await died.ended;
    await rename(`${file}.kept`, file);
    const left = once();
    await left.ended;
    expect(left.outcomes).toMatchObject([{ status: 'failed', error: { code: 'gave_up' } }]);
    await put('bomb.jpg', 'another picture');
    expect(await once().ended).toMatchObject({ done: 1 });
    expect(runs).toBe(1);
    expect(await results()).toEqual(['bomb.png', 'bomb.report.json', 'shop/bomb.png']);
  });

  it('removes what an earlier version of a picture has left, and nothing that a report lies about', async () => {
    await put('a.jpg');
    await once().ended;
    const old = await report('a');
    const files = [...old.watched.files, { path: 'a.webp', bytes: 1 }];
    await writeFile(join(root, 'out', 'a.webp'), 'x');
    await writeFile(
      join(root, 'out', 'a.report.json'),
      JSON.stringify({ watched: { ...old.watched, files } }),
    );
    await put('a.jpg', 'new');
    await once().ended;
    expect(await results()).toEqual(['a.png', 'a.report.json', 'shop/a.png']);
    await writeFile(join(root, 'precious'), 'mine');
    const lie = { ...(await report('a')).watched, files: [{ path: '../precious', bytes: 4 }] };
    await writeFile(join(root, 'out', 'a.report.json'), JSON.stringify({ watched: lie }));
    await put('a.jpg', 'newer');
    await once().ended;
    expect(await readFile(join(root, 'precious'), 'utf8')).toBe('mine');
  });

  it('says nothing of a picture that is removed before its turn', async () => {
    const { runner } = countingRunner(async (text) => {
      if (text === 'a.jpg') await rm(join(root, 'in', 'a.jpg'));
      if (text === 'a.jpg') throw new HeroshotError('file_not_found', 'gone');
    });
    await put('a.jpg');
    const { until, names } = watch(runner);
    await put('b.jpg');
    await until(1);
    expect(names()).toEqual(['b.jpg']);
  });

  it('ends with the fault where its own caller throws', async () => {
    await put('a.jpg');
    const options = { folder: join(root, 'in'), out: join(root, 'out'), recipe: RECIPE, settle: 1 };
    const onOutcome = () => {
      throw new TypeError('a bug');
    };
    await expect(watchFolder({ ...options, runner: countingRunner().runner }, { onOutcome })).rejects.toThrow(
      'a bug',
    );
  });
});
