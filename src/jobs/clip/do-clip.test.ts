import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasFfmpeg } from '../../compose/clip/testing/ffmpeg.js';
import { createEngine, type Engine } from '../../engine/engine.js';
import { HeroshotError } from '../../engine/errors.js';
import { diskBlobs } from '../blobs/disk.js';
import type { ClipWork } from './clip-work.js';
import { doClip } from './do-clip.js';

const there = hasFfmpeg();

describe.skipIf(!there)('a job that makes a clip', () => {
  let folder: string;
  let engine: Engine;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-do-clip-'));
    engine = createEngine({ threads: 1 });
  });
  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  const job = { id: 'job_1', attempts: 1, name: 'bag-clip' };
  const work: ClipWork = {
    kind: 'clip',
    options: {
      sizes: [{ width: 96, height: 128, for: [] }],
      seconds: 0.5,
      fps: 25,
      scale: 1,
      motion: 'zoom',
    },
    stills: ['a', 'b'].map((key) => ({ name: key, source: { kind: 'blob', key } })),
  };
  const run = (read: (key: string) => Promise<Uint8Array>) => {
    const blobs = diskBlobs(folder);
    const tools = { engine, blobs, read: (source: object) => read((source as { key: string }).key) };
    return { blobs, made: doClip(job, work, tools, new AbortController().signal, () => {}) };
  };
  const png = (background: string) =>
    sharp({ create: { width: 120, height: 160, channels: 3, background } })
      .png()
      .toBuffer();

  it('stores a video and a poster for each size, and a report', async () => {
    const { blobs, made } = run((key) => png(key === 'a' ? '#204060' : '#604020'));
    const { outputs, report } = await made;
    expect(outputs.map(({ name, for: of, format }) => [name, of, format])).toEqual([
      ['bag-clip-96x128.mp4', 'clip-96x128', 'mp4'],
      ['bag-clip-96x128.jpg', 'poster-96x128', 'jpeg'],
    ]);
    for (const { blob, bytes } of outputs) expect((await blobs.read(blob)).byteLength).toBe(bytes);
    expect(report).toMatchObject({ kind: 'clip', stills: [{ name: 'a' }, { name: 'b' }] });
  });

  it('a still that is gone is named', async () => {
    const { made } = run(async (key) => {
      if (key === 'b') throw new HeroshotError('file_not_found', 'the file has been removed');
      return png('#888888');
    });
    await expect(made).rejects.toMatchObject({
      code: 'file_not_found',
      message: 'b: the file has been removed',
    });
  });
});
