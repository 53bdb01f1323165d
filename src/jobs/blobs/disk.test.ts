import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { diskBlobs } from './disk.js';

const bytes = Buffer.from('bytes');

describe('blobs in a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-disk-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of diskBlobs(folder).list('')) found.push(key);
    return found;
  };

  it('makes its folder where there is none', async () => {
    const blobs = diskBlobs(join(folder, 'not', 'yet'));
    expect(await blobs.sweepUnfinished(Date.now())).toBe(0);
    await blobs.write('jobs/a/input', bytes);
    expect((await blobs.info('jobs/a/input'))?.bytes).toBe(5);
  });

  it('leaves no empty folders behind', async () => {
    const blobs = diskBlobs(folder);
    await blobs.write('jobs/a/1/x.jpg', bytes);
    await blobs.write('jobs/b/1/x.jpg', bytes);
    await blobs.write('batches/c/input', bytes);
    await blobs.remove('jobs/a/1/x.jpg');
    expect(await readdir(join(folder, 'jobs'))).toEqual(['b']);
    await blobs.removeAll('jobs/b/');
    await blobs.removeAll('batches/c/');
    expect(await readdir(folder)).toEqual(['.unfinished']);
  });

  it('shows nothing of what a killed process was writing, and sweeps it away once it is old', async () => {
    const script = `
      import { diskBlobs } from '#heroshot/jobs/blobs/disk.js';
      import { Readable } from 'node:stream';
      await diskBlobs(${JSON.stringify(folder)}).write('jobs/a/input', Readable.from((async function* () {
        yield Buffer.alloc(1000);
        yield Buffer.alloc(1000);
        process.kill(process.pid, 'SIGKILL');
        await new Promise(() => {});
      })()));`;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    await expect(run).rejects.toMatchObject({ signal: 'SIGKILL' });
    expect(await readdir(join(folder, '.unfinished'))).toHaveLength(1);
    expect(await keys()).toEqual([]);
    const blobs = diskBlobs(folder);
    expect(await blobs.sweepUnfinished(Date.now() - 60_000)).toBe(0);
    expect(await blobs.sweepUnfinished(Date.now() + 60_000)).toBe(1);
    expect(await readdir(join(folder, '.unfinished'))).toEqual([]);
  });

  it('does not sweep away what is being written', async () => {
    const blobs = diskBlobs(folder);
    const source = new PassThrough();
    const writing = blobs.write('jobs/a/input', source);
    const [name] = await vi.waitFor(async () => {
      const names = await readdir(join(folder, '.unfinished'));
      expect(names).toHaveLength(1);
      return names;
    });
    const path = join(folder, '.unfinished', name);
    await utimes(path, 0, 0);
    source.write(bytes);
    await vi.waitFor(async () => expect(await blobs.sweepUnfinished(Date.now() - 60_000)).toBe(0));
    source.end();
    expect((await writing).bytes).toBe(5);
  });

  it('follows no link in the place of a blob', async () => {
    const blobs = diskBlobs(folder);
    const secret = join(folder, 'secret');
    await writeFile(secret, 'secret');
    await mkdir(join(folder, 'jobs', 'a'), { recursive: true });
    await symlink(secret, join(folder, 'jobs', 'a', 'input'));
    await expect(blobs.read('jobs/a/input')).rejects.toMatchObject({ code: 'file_not_found' });
    await expect(blobs.stream('jobs/a/input')).rejects.toMatchObject({ code: 'file_not_found' });
    expect(await blobs.info('jobs/a/input')).toBeUndefined();
    expect(await keys()).toEqual(['secret']);
    await blobs.write('jobs/a/input', bytes);
    expect(`${await blobs.read('jobs/a/input')}`).toBe('bytes');
    expect(`${await blobs.read('secret')}`).toBe('secret');
  });

  it('removes a link, not what it leads to', async () => {
    const other = join(folder, 'other');
    await mkdir(join(folder, 'jobs'), { recursive: true });
    await mkdir(other);
    await writeFile(join(other, 'kept'), 'kept');
    await symlink(other, join(folder, 'jobs', 'a'));
    await diskBlobs(folder).removeAll('jobs/a/');
    expect(await keys()).toEqual(['other/kept']);
  });

  it('lists no file that somebody else laid there under a name that is no key', async () => {
    await mkdir(join(folder, 'jobs', 'lost + found'), { recursive: true });
    await writeFile(join(folder, 'jobs', 'lost + found', 'x'), 'x');
    await writeFile(join(folder, '.DS_Store'), 'x');
    expect(await keys()).toEqual([]);
  });

  it('says that nothing can be written, and ends the source', async () => {
    await writeFile(join(folder, 'file'), '');
    const blobs = diskBlobs(join(folder, 'file'));
    const source = new PassThrough();
    await expect(blobs.write('jobs/a/input', source)).rejects.toMatchObject({ code: 'not_writable' });
    expect(source.destroyed).toBe(true);
    await expect(blobs.check()).rejects.toMatchObject({ code: 'not_writable' });
  });
});
