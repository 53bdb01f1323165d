import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasFfmpeg, probe } from '../src/compose/clip/testing/ffmpeg.js';
import { heroshot, photo } from './photos.js';

const there = hasFfmpeg();

describe('heroshot clip', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-clip-command-'));
    for (const [i, name] of ['a.jpg', 'b.jpg', 'odd.jpg'].entries())
      await writeFile(join(folder, name), await photo(i, 161, 121 + i));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const small = ['--size', '128x128', '--scale', '1', '--seconds', '1', '--fps', '25'];
  const clip = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    heroshot(['clip', ...args], { cwd: folder, env: { ...process.env, ...env } });
  const filesIn = (name: string) => readdir(join(folder, name)).catch(() => []);

  it.skipIf(!there)('makes a video, a poster and a report, and prints them as JSON', async () => {
    const { code, stdout, stderr } = await clip(['a.jpg', 'b.jpg', ...small, '--json', '--out', 'done']);
    expect(code, stderr).toBe(0);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ kind: 'clip', frames: 25, stills: [{ name: 'a' }, { name: 'b' }] });
    expect(await filesIn('done')).toEqual([
      'a-clip-128x128.mp4',
      'a-clip-128x128.poster.jpg',
      'a-clip.report.json',
    ]);
    expect(await probe(join(folder, told.outputs[0].video))).toMatchObject({
      width: 128,
      nb_read_frames: '25',
    });
    expect(JSON.parse(await readFile(join(folder, told.report), 'utf8')).files).toEqual(told.files);
  });

  it.skipIf(!there)('names the one video as it is told', async () => {
    const { code, stderr } = await clip(['odd.jpg', ...small, '--format', 'webm', '--out', 'promo.webm']);
    expect(code, stderr).toBe(0);
    expect((await filesIn('.')).filter((name) => name.startsWith('promo')).sort()).toEqual([
      'promo.poster.jpg',
      'promo.report.json',
      'promo.webm',
    ]);
  });

  it('without ffmpeg it says what to install and leaves nothing', async () => {
    const { code, stderr } = await clip(['a.jpg', ...small, '--out', 'none'], {
      HEROSHOT_FFMPEG: '/nowhere/ffmpeg',
    });
    expect(code).toBe(1);
    expect(stderr).toContain('ffmpeg_missing');
    expect(stderr).toContain('apt-get install ffmpeg');
    expect(await filesIn('none')).toEqual([]);
  });

  it('an ffmpeg that is killed in the middle leaves nothing half-written', async () => {
    const ffmpeg = join(folder, 'dies');
    await writeFile(
      ffmpeg,
      [
        '#!/bin/sh',
        'for last; do :; done',
        'echo half > "$(echo "$last" | cut -c6-)"',
        'head -c 100000 >/dev/null',
        'kill -9 $$',
        '',
      ].join('\n'),
    );
    await chmod(ffmpeg, 0o755);
    const { code, stderr } = await clip(['a.jpg', ...small, '--out', 'dead'], { HEROSHOT_FFMPEG: ffmpeg });
    expect(code).toBe(1);
    expect(stderr).toContain('ffmpeg was ended by SIGKILL');
    expect(await filesIn('dead')).toEqual([]);
  });

  it.skipIf(!there)('Ctrl-C ends it, and nothing half-written is left', async () => {
    const args = [
      'clip',
      'a.jpg',
      '--size',
      '1080x1920',
      '--scale',
      '1',
      '--seconds',
      '60',
      '--out',
      'stopped',
    ];
    const child = spawn(process.execPath, [resolve('bin/heroshot.js'), ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((done) => child.once('close', done));
    // The temporary file is there as soon as frames are written.
    await vi.waitFor(
      async () => expect((await filesIn('stopped')).some((name) => name.endsWith('.tmp'))).toBe(true),
      { timeout: 50_000, interval: 50 },
    );
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(await filesIn('stopped')).toEqual([]);
  });

  it.each([
    [['a.jpg', '--size', '1081x1920'], /1080x1920 instead of 1081x1921?/],
    [['a.jpg', '--for', 'myspace'], /there are tiktok/],
    [['a.jpg', '--for', 'tiktok,shopify', '--out', 'one.mp4'], /one file for 2 sizes/],
    [['a.jpg', '--out', 'one.mp4', '--format', 'webm'], /must agree/],
    [['a.jpg', '--fps', '24'], /25, 30, 60/],
    [['a.jpg', 'b.jpg', '--seconds', '0.2'], /too short for 2 stills/],
    [['missing.jpg'], /does not exist/],
  ])('%j is wrong usage', async (args, said) => {
    const { code, stderr } = await clip(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(said);
  });
});
