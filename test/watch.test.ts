import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { heroshot, photo } from './photos.js';

let folder: string;
const at = (...path: string[]) => join(folder, ...path);
const running: ReturnType<typeof spawn>[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-watch-'));
});
afterAll(async () => {
  for (const { pid, exitCode, signalCode } of running)
    if (pid && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Begin a watch that nobody ends. */
function watch(...args: string[]) {
  const child = spawn(process.execPath, [resolve('bin/heroshot.js'), 'watch', ...args], { detached: true });
  running.push(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (said.stdout += text));
  child.stderr.on('data', (text) => (said.stderr += text));
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const until = (look: () => void | Promise<void>) => vi.waitFor(look, { timeout: 50_000, interval: 20 });
  return { child, said, ended, until };
}

describe('heroshot watch', () => {
  it('enhances a shopper’s photo that arrives, and ends in order when it is told to', async () => {
    await mkdir(at('uploads'));
    const { child, said, ended, until } = watch(at('uploads'), '--json');
    await until(() => expect(said.stderr).toContain('watching'));
    const turned = sharp(await photo(1))
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } });
    await mkdir(at('uploads', 'order 7'));
    await writeFile(at('uploads', 'order 7', 'bag.jpg'), await turned.jpeg().toBuffer());
    await writeFile(at('uploads', 'torn.jpg'), (await photo(2)).subarray(0, 400));
    const lines = () => said.stdout.trim().split('\n').filter(Boolean);
    await until(() => expect(lines()).toHaveLength(2));
    child.kill('SIGTERM');
    expect(await ended, said.stderr).toEqual([0, null]);
    const [torn, bag] = lines()
      .map((line) => JSON.parse(line))
      .sort((a, b) => (a.status > b.status ? -1 : 1));
    expect(torn).toMatchObject({ status: 'failed', error: { code: 'corrupt_image' } });
    expect(said.stderr).toContain('corrupt_image');
    expect(said.stderr).toContain('1 done, 1 failed');
    const output = at('uploads-hero', 'order 7', 'bag.jpg');
    expect(bag).toMatchObject({ status: 'done', output, report: { recipe: 'reviews', scale: 2 } });
    const { width, height, orientation, exif } = await sharp(output).metadata();
    expect([width, height, orientation ?? 1]).toEqual([80, 96, 1]);
    expect(exif?.toString('latin1') ?? '').not.toContain('GPS');
    const report = JSON.parse(await readFile(at('uploads-hero', 'order 7', 'bag.report.json'), 'utf8'));
    expect(report).toMatchObject({ verdict: 'pass', watched: { source: 'order 7/bag.jpg' } });
  });

  it('does with --once what is there, and the next time only what is new', async () => {
    await mkdir(at('in'));
    await writeFile(at('in', 'a.jpg'), await photo(3));
    await writeFile(at('in', 'b.jpg'), 'no picture');
    const args = [
      'watch',
      at('in'),
      '--once',
      '--recipe',
      'supplier',
      '--for',
      'ebay',
      '--tier',
      'edge',
      '--out',
      at('done'),
    ];
    const first = await heroshot(args);
    expect(first.code, first.stderr).toBe(1);
    expect(first.stderr).toContain('not_an_image');
    expect((await readdir(at('done'))).sort()).toEqual([
      '.heroshot-watch.json',
      'a.jpg',
      'a.report.json',
      'ebay',
    ]);
    expect(await readdir(at('done', 'ebay'))).toEqual(['a.jpg']);
    await writeFile(at('in', 'b.jpg'), await photo(4));
    const second = await heroshot(args);
    expect(second.code, second.stderr).toBe(0);
    expect(second.stderr).toContain('1 done, 0 failed, 1 to review, 1 done before');
  });

  it('that is killed in the middle of its work goes on with the next start, and leaves nothing half done', async () => {
    await mkdir(at('many'));
    for (let i = 0; i < 8; i++) await writeFile(at('many', `p${i}.jpg`), await photo(i, 200, 160));
    const { child, ended, until } = watch(at('many'));
    const state = () => readFile(at('many-hero', '.heroshot-watch.json'), 'utf8');
    await until(async () => expect(Object.keys(JSON.parse(await state()))).not.toEqual([]));
    process.kill(-(child.pid as number), 'SIGKILL');
    await ended;
    const { code, stderr } = await heroshot(['watch', at('many'), '--once']);
    expect(code, stderr).toBe(0);
    const names = await readdir(at('many-hero'));
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    for (let i = 0; i < 8; i++) {
      const { channels } = await sharp(at('many-hero', `p${i}.jpg`)).stats();
      expect(channels).toHaveLength(3);
    }
    expect(JSON.parse(await state())).toEqual({});
  });

  it.each([
    [['--once', '--new-only'], /cannot be used with/],
    [['--recipe', 'nothing'], /no recipe/],
    [['--every', '0'], /number/],
    [['--out', '.'], /taken for new pictures/],
  ])('answers wrong usage with exit code 2: %j', async (args, words) => {
    const { code, stderr } = await heroshot(['watch', '.', ...args], { cwd: folder });
    expect([code, stderr]).toEqual([2, expect.stringMatching(words)]);
  });

  it('says that a folder is not there, and explains itself', async () => {
    const { code, stderr } = await heroshot(['watch', at('nowhere')]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('does not exist')]);
    const help = await heroshot(['watch', '--help']);
    for (const word of ['--recipe', '--new-only', '--once', '--every', '--out', '--json', 'Examples:'])
      expect(help.stdout).toContain(word);
  });
});
