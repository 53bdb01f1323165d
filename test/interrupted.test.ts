import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heroshot, photo } from './photos.js';

let folder: string;
const at = (...path: string[]) => join(folder, ...path);
const bin = resolve('bin/heroshot.js');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-interrupted-'));
  await mkdir(at('photos'));
  for (let i = 0; i < 30; i++) await writeFile(at('photos', `p${i}.jpg`), await photo(i, 160, 160));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a run that is stopped', () => {
  it('by Ctrl-C keeps what is done, leaves nothing half written, and says so', async () => {
    const child = spawn(process.execPath, [
      bin,
      'enhance',
      at('photos'),
      '--scale',
      '4',
      '--out',
      at('out'),
      '--json',
    ]);
    let stdout = '';
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.stdout.on('data', (data) => {
      if (stdout === '') child.kill('SIGINT');
      stdout += data;
    });
    const [code] = await once(child, 'close');
    expect(code, stderr).toBe(130);
    const done = stdout.trim().split('\n').length;
    expect(done).toBeLessThan(30);
    const files = await readdir(at('out'));
    expect(files.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(files).toContain('report.html');
    const results = files.filter((name) => name.endsWith('.jpg'));
    expect(results).toHaveLength(done);
    for (const name of results) expect((await sharp(at('out', name)).stats()).channels).toHaveLength(3);
    expect(stderr).toContain('stopped before');
  });
});

describe('a disk that is full', () => {
  /** A limit on file size is met in the middle of a write, as a full disk is. */
  const limited = (blocks: number, picture: string, format: string, out: string) => {
    const command = `"${process.execPath}" "${bin}" enhance "${picture}" --scale 4 --format ${format} --out "${out}" --json`;
    return new Promise<{ code: number; stdout: string; stderr: string }>((finish) =>
      execFile('sh', ['-c', `ulimit -f ${blocks}; exec ${command}`], (error, stdout, stderr) =>
        finish({ code: Number(error?.code ?? 0), stdout, stderr }),
      ),
    );
  };

  it('fails the picture with disk_full and leaves no half file under the final name', async () => {
    const { code, stdout, stderr } = await limited(120, at('photos', 'p1.jpg'), 'png', at('full'));
    expect(code, stderr).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', error: { code: 'disk_full' } });
    expect((await readdir(at('full'))).filter((name) => name !== 'report.html')).toEqual([]);
  });

  it('does not lose a picture because the report page has no room', async () => {
    await writeFile(at('small.jpg'), await photo(1));
    const { code, stdout, stderr } = await limited(20, at('small.jpg'), 'webp', at('full-page'));
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'done' });
    expect((await readdir(at('full-page'))).sort()).toEqual(['small.report.json', 'small.webp']);
    expect(stderr).toContain('there will be no report.html');
  });
});

describe('paths that can not be used', () => {
  it('an output folder below a file: not_writable, before any work', async () => {
    await writeFile(at('file'), '');
    const { code, stderr } = await heroshot(['enhance', at('photos', 'p1.jpg'), '--out', at('file', 'out')]);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot write');
    expect(stderr).toContain('--out');
  });

  it('a folder that can not be read fails by itself; the others are done', async () => {
    await symlink('circle', at('circle'));
    await mkdir(at('locked'));
    await writeFile(at('locked', 'x.jpg'), await photo(1));
    await chmod(at('locked'), 0o000);
    const args = [
      'enhance',
      at('circle'),
      at('locked'),
      at('photos', 'p1.jpg'),
      '--json',
      '--out',
      at('out-locked'),
    ];
    const { code, stdout } = await heroshot(args);
    await chmod(at('locked'), 0o755);
    expect(code).toBe(1);
    const outcomes = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(outcomes.find((o) => o.input === at('circle'))).toMatchObject({ error: { code: 'unreadable' } });
    expect(outcomes.find((o) => o.name === 'p1')).toMatchObject({ status: 'done' });
    // An administrator may read a locked folder; anybody else gets its error.
    if (process.getuid?.() !== 0)
      expect(outcomes.find((o) => o.input === at('locked'))).toMatchObject({ error: { code: 'unreadable' } });
  });
});
