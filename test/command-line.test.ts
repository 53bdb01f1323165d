import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOf, MODELS, modelFor } from '../src/engine/network/registry.js';
import { heroshot, photo } from './photos.js';

let folder: string;
const at = (...path: string[]) => join(folder, ...path);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-cli-'));
  await mkdir(at('photos', 'deeper'), { recursive: true });
  await writeFile(at('photos', 'bag.jpg'), await photo(1));
  await writeFile(at('photos', 'shoe.jpeg'), await photo(2));
  await writeFile(at('photos', 'deeper', 'bag.jpg'), await photo(3));
  await writeFile(at('photos', 'notes.txt'), 'not a picture');
  await writeFile(at('broken.jpg'), 'this is text');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('heroshot enhance', () => {
  it('does a folder: a result and a report per picture, one report.html, exit code 0', async () => {
    const out = at('out-folder');
    const { code, stderr, stdout } = await heroshot(['enhance', at('photos'), '--scale', '4', '--out', out]);
    expect(code, stderr).toBe(0);
    expect(stdout).toBe('');
    expect((await readdir(out)).sort()).toEqual([
      'bag-2.jpg',
      'bag-2.report.json',
      'bag.jpg',
      'bag.report.json',
      'report.html',
      'shoe.jpeg',
      'shoe.report.json',
    ]);
    expect(await sharp(at('out-folder', 'bag.jpg')).metadata()).toMatchObject({
      width: 192,
      height: 160,
      format: 'jpeg',
    });
    const report = JSON.parse(await readFile(at('out-folder', 'bag.report.json'), 'utf8'));
    expect(report).toMatchObject({ version: 1, scale: 4, network: { model: modelFor(4).id } });
    expect(report.fidelity.deltaE00.mean).toBeLessThan(1);
    expect(stderr).toContain('3 done, 0 failed');
  });

  it('goes on after a bad file, names it with its reason, and ends with exit code 1', async () => {
    const args = [
      'enhance',
      at('broken.jpg'),
      at('photos', 'bag.jpg'),
      at('nothing.jpg'),
      '--json',
      '--out',
      at('out-bad'),
    ];
    const { code, stdout, stderr } = await heroshot(args);
    expect(code).toBe(1);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const byName = Object.fromEntries(lines.map((line) => [line.name, line]));
    expect(byName.broken).toMatchObject({ status: 'failed', error: { code: 'not_an_image' } });
    expect(byName.nothing).toMatchObject({ status: 'failed', error: { code: 'file_not_found' } });
    expect(byName.bag).toMatchObject({ status: 'done', report: { scale: 4 } });
    expect(stderr).toContain('not_an_image');
    expect(await readdir(at('out-bad'))).toContain('bag.jpg');
  });

  it('takes globs, and does a file that is named twice once', async () => {
    const args = [
      'enhance',
      at('photos/**/*.jpg'),
      at('photos', 'bag.jpg'),
      '--scale',
      '2',
      '--out',
      at('out-glob'),
      '--json',
    ];
    const { code, stdout } = await heroshot(args);
    expect(code).toBe(0);
    const outputs = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).output);
    expect(outputs.sort()).toEqual([at('out-glob', 'bag-2.jpg'), at('out-glob', 'bag.jpg')]);
    expect(await sharp(outputs[0]).metadata()).toMatchObject({ width: 96, height: 80 });
  });

  it('writes the format, quality and density that are asked for', async () => {
    const args = ['--format', 'png', '--dpi', '300', '--restore', '0', '--sharpen', '0', '--threads', '1'];
    const { code } = await heroshot(['enhance', at('photos', 'bag.jpg'), ...args, '--out', at('out-png')]);
    expect(code).toBe(0);
    expect(await sharp(at('out-png', 'bag.png')).metadata()).toMatchObject({ format: 'png', density: 300 });
    const report = JSON.parse(await readFile(at('out-png', 'bag.report.json'), 'utf8'));
    expect(report.condition).toMatchObject({ compression: 0, noise: 0, blur: 0, restore: 0, sharpen: 0 });
  });

  it('leaves a folder of results out when it lies inside the inputs', async () => {
    const args = ['enhance', at('photos'), '--out', at('photos', 'done'), '--json'];
    const first = await heroshot(args);
    const second = await heroshot(args);
    await rm(at('photos', 'done'), { recursive: true });
    expect(second.stdout.trim().split('\n')).toHaveLength(first.stdout.trim().split('\n').length);
  });

  it('never replaces an input', async () => {
    const before = await readFile(at('photos', 'bag.jpg'));
    const { code, stdout } = await heroshot([
      'enhance',
      at('photos', 'bag.jpg'),
      '--out',
      at('photos'),
      '--json',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', error: { code: 'not_writable' } });
    expect(await readFile(at('photos', 'bag.jpg'))).toEqual(before);
    await rm(at('photos', 'report.html'));
  });

  it.each([
    [['enhance']],
    [['enhance', 'x.jpg', '--scale', '3']],
    [['enhance', 'x.jpg', '--tier', 'fast']],
    [['enhance', 'x.jpg', '--precision', 'int4']],
    [['enhance', 'x.jpg', '--device', 'gpu']],
    [['enhance', 'x.jpg', '--restore', '1.5']],
    [['enhance', 'x.jpg', '--sharpen', 'much']],
    [['enhance', 'x.jpg', '--quality', '0']],
    [['enhance', 'x.jpg', '--format', 'bmp']],
    [['enhance', 'x.jpg', '--no-such-option']],
    [['no-such-command']],
  ])('answers wrong usage with exit code 2 and says what is wrong: %j', async (args) => {
    const { code, stderr } = await heroshot(args, { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/error:/);
  });

  it('answers a folder without pictures with exit code 2', async () => {
    await mkdir(at('empty'));
    const { code, stderr } = await heroshot(['enhance', at('empty')], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('no pictures');
  });

  it('explains itself: help with examples, version, models', async () => {
    const help = await heroshot(['enhance', '--help']);
    expect(help).toMatchObject({ code: 0 });
    for (const option of [
      '--scale',
      '--tier',
      '--restore',
      '--sharpen',
      '--detail',
      '--format',
      '--quality',
      '--dpi',
      '--device',
      '--precision',
      '--threads',
      '--out',
      '--json',
    ])
      expect(help.stdout).toContain(option);
    expect(help.stdout).toContain('Examples:');
    expect((await heroshot(['--version'])).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
    const models = await heroshot(['models', '--json']);
    expect(models.code).toBe(0);
    const rows = models.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toEqual(
      MODELS.map((model) => ({
        ...model,
        files: filesOf(model).map(({ sha256: _, ...file }) => ({ ...file, state: 'ok' })),
        state: 'ok',
      })),
    );
    const list = (await heroshot(['models'])).stdout;
    for (const { id, scale, tier, file } of MODELS)
      expect(list).toMatch(new RegExp(`^${id} +${scale}× +${tier} +\\d+\\.\\d+ M .*float32 ${file} ok`, 'm'));
  });

  it('makes previews with the edge network, or says that there is none', async () => {
    const args = [
      'enhance',
      at('photos', 'bag.jpg'),
      '--tier',
      'edge',
      '--scale',
      '4',
      '--out',
      at('out-edge'),
    ];
    const { code, stderr } = await heroshot(args);
    const edge = MODELS.find(({ tier, scale }) => tier === 'edge' && scale === 4);
    if (edge) {
      const report = JSON.parse(await readFile(at('out-edge', 'bag.report.json'), 'utf8'));
      expect([code, report.network.model]).toEqual([0, edge.id]);
    } else {
      expect(code).toBe(2);
      expect(stderr).toContain('no network of tier edge that enlarges 4× is installed');
    }
  });

  it.each(['cuda', 'webgpu'])('says once, in plain words, that %s is missing', async (device) => {
    const args = ['enhance', at('photos'), '--device', device, '--out', at(`out-${device}`), '--json'];
    const { code, stdout, stderr } = await heroshot(args);
    expect(code).toBe(0);
    const reports = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).report);
    expect(reports).toHaveLength(3);
    for (const { network } of reports) {
      if (network.device === device) expect(network.fallback).toBeUndefined();
      else
        expect(network.fallback).toContain(`${device} is not available here, so the CPU is used. It needs`);
    }
    const notes = reports.some(({ network }) => network.fallback) ? 1 : 0;
    const lines = stderr.trim().split('\n');
    expect(lines.filter((line) => line.startsWith('note: '))).toHaveLength(notes);
    // Beside our own lines there is nothing that a driver or onnxruntime would print.
    for (const line of lines) expect(line).toMatch(/^(done |note: |3 done|results and report: )/);
  });

  it('says once that int8 was asked for where there are no such weights', async () => {
    const args = ['--precision', 'int8', '--scale', '4', '--out', at('out-int8'), '--json'];
    const { code, stdout, stderr } = await heroshot(['enhance', at('photos', 'bag.jpg'), ...args]);
    expect(code).toBe(0);
    const { network } = JSON.parse(stdout).report;
    const { int8, id } = modelFor(4);
    expect(network.precision).toBe(int8 ? 'int8' : 'float32');
    const note = `${id} has no int8 weights, so it computes in float32.`;
    if (!int8) expect(network.fallback).toBe(note);
    expect(stderr.includes(`note: ${note}`)).toBe(!int8);
  });

  it('leaves no trace outside its output folder: nothing is reported to anybody', async () => {
    const home = at('home');
    await mkdir(join(home, 'tmp'), { recursive: true });
    const env = {
      ...process.env,
      HOME: home,
      TMPDIR: join(home, 'tmp'),
      XDG_CACHE_HOME: join(home, 'cache'),
    };
    const { code } = await heroshot(['enhance', at('photos', 'bag.jpg'), '--out', at('out-quiet')], { env });
    expect(code).toBe(0);
    expect(await readdir(home)).toEqual(['tmp']);
    expect(await readdir(join(home, 'tmp'))).toEqual([]);
  });
});
