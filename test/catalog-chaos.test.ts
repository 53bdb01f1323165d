import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Manifest } from '../src/catalog/manifest/manifest.js';
import { heroshot, photo } from './photos.js';

const PICTURES = 36;
const KILLS = 20;
const bin = resolve('bin/heroshot.js');
let folder: string;
const at = (...path: string[]) => join(folder, ...path);
const command = (out: string) => [
  'catalog',
  at('photos'),
  '--tier',
  'edge',
  '--scale',
  '4',
  '--for',
  'ebay',
  '--out',
  at(out),
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-chaos-'));
  await mkdir(at('photos', 'deep'), { recursive: true });
  for (let i = 0; i < PICTURES; i++)
    await writeFile(at('photos', i % 3 ? '' : 'deep', `p${i}.jpg`), await photo(i, 100 + i, 140));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every picture file below a folder, by its relative path. */
async function pictures(below: string): Promise<Map<string, Buffer>> {
  const names = await readdir(below, { recursive: true });
  const shown = names.filter((name) => /\.(jpe?g|tmp)$/.test(name)).sort();
  return new Map(
    await Promise.all(shown.map(async (name) => [name, await readFile(join(below, name))] as const)),
  );
}

/** What the networks of a folder's pictures computed with, each once. */
async function precisions(out: string): Promise<string[]> {
  const names = (await readdir(at(out), { recursive: true })).filter((name) => name.endsWith('.report.json'));
  const reports = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(at(out, name), 'utf8'))),
  );
  return [...new Set(reports.map(({ network }) => network.precision))];
}

/** Begin the run and kill it after some milliseconds: all of it, or only the process that a person sees. */
async function killed(after: number, whole: boolean): Promise<boolean> {
  const args = [bin, ...command('killed'), '--resume'];
  const child = spawn(process.execPath, args, { detached: true, stdio: 'ignore' });
  const closed = once(child, 'exit');
  const timer = setTimeout(() => {
    const pid = child.pid as number;
    process.kill(whole ? -pid : pid, 'SIGKILL');
  }, after);
  const [, signal] = await closed;
  clearTimeout(timer);
  return signal === 'SIGKILL';
}

it('a run that is killed at twenty random moments ends like one that is not', async () => {
  const untouched = await heroshot(command('untouched'));
  expect(untouched.code, untouched.stderr).toBe(0);
  const started = Number(/in (\d+) s/.exec(untouched.stderr)?.[1] ?? 5) * 1000;
  let kills = 0;
  for (let i = 0; i < 3 * KILLS && kills < KILLS; i++)
    // Some before the first picture, most while there are pictures at work.
    if (await killed(300 + Math.random() * Math.max(1500, Math.min(2500, started / 4)), i % 2 === 0)) kills++;
    else await rm(at('killed'), { recursive: true, force: true });
  expect(kills).toBe(KILLS);
  const last = await heroshot([...command('killed'), '--resume']);
  expect(last.code, last.stderr).toBe(0);

  // All of them compute with what the first of them chose; a run of its own may choose otherwise on a busy machine.
  const [precision, ...others] = await precisions('killed');
  expect(others).toEqual([]);
  if (!(await precisions('untouched')).includes(precision)) {
    await rm(at('untouched'), { recursive: true });
    const again = await heroshot([...command('untouched'), '--precision', precision]);
    expect(again.code, again.stderr).toBe(0);
  }

  const [one, other] = [await pictures(at('untouched')), await pictures(at('killed'))];
  expect([...other.keys()]).toEqual([...one.keys()]);
  expect(other.size).toBe(2 * PICTURES);
  for (const [name, bytes] of other) {
    expect(bytes.equals(one.get(name) as Buffer), name).toBe(true);
    expect((await sharp(bytes).stats()).channels).toHaveLength(3);
  }
  const manifest = await Manifest.open(at('killed', 'manifest.sqlite'));
  const rows = [];
  for await (const row of manifest.rows()) rows.push(row);
  await manifest.close();
  expect(rows.map(({ state }) => state)).toEqual(Array(PICTURES).fill('done'));
  expect(new Set(rows.map(({ key }) => key)).size).toBe(PICTURES);
  const csv = await readFile(at('killed', 'results.csv'), 'utf8');
  expect(csv.trim().split('\r\n')).toHaveLength(PICTURES + 1);
}, 400_000);
