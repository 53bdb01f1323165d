import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Encoder } from './encoder.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-encoder-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A program in ffmpeg's place. */
async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** Frames until it fails. */
async function outcome(ffmpeg: string, signal?: AbortSignal): Promise<unknown> {
  const path = join(folder, 'clip.mp4');
  const encoder = new Encoder({ width: 640, height: 640, fps: 30, format: 'mp4', path, ffmpeg, signal });
  try {
    await encoder.started();
    for (let i = 0; i < 50; i++) await encoder.write(new Uint8Array(640 * 640 * 1.5));
    await encoder.finish();
    return 'finished';
  } catch (error) {
    return error;
  } finally {
    await encoder.gone();
  }
}

test('a program that is not there is missing, and what to install is said', async () => {
  expect(await outcome(join(folder, 'nothing'))).toMatchObject({
    code: 'ffmpeg_missing',
    hint: expect.stringContaining('apt-get install ffmpeg'),
  });
});

test('an ffmpeg without the encoder is as good as none', async () => {
  const ffmpeg = await program('bare', 'echo "Unknown encoder \'libx264\'" >&2; exit 1');
  expect(await outcome(ffmpeg)).toMatchObject({ code: 'ffmpeg_missing' });
});

test('one that is killed in the middle is a failure that names the signal', async () => {
  const ffmpeg = await program('killed', 'head -c 2000000 >/dev/null; kill -9 $$');
  expect(await outcome(ffmpeg)).toMatchObject({
    code: 'ffmpeg_failed',
    message: 'ffmpeg was ended by SIGKILL',
  });
});

test('a full disk is a full disk', async () => {
  const ffmpeg = await program(
    'full',
    'head -c 2000000 >/dev/null; echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1',
  );
  expect(await outcome(ffmpeg)).toMatchObject({ code: 'disk_full' });
});

test('what ffmpeg says is handed on without the temporary name', async () => {
  const ffmpeg = await program('wrong', `echo "${join(folder, 'clip.mp4')}: Invalid argument" >&2; exit 3`);
  expect(await outcome(ffmpeg)).toMatchObject({
    code: 'ffmpeg_failed',
    message: 'ffmpeg ended with code 3: the clip: Invalid argument',
  });
});

test('a signal ends it, though it reads no further', async () => {
  const ffmpeg = await program('deaf', 'exec sleep 600');
  const controller = new AbortController();
  const ending = outcome(ffmpeg, controller.signal);
  controller.abort();
  expect(await ending).toMatchObject({ code: 'cancelled' });
});
