import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VIDEO_FORMATS } from '../../compose/clip/video-formats.js';
import { HeroshotError, writeError } from '../../engine/errors.js';
import { type ClipRun, makeClip } from '../../recipe/clip/make-clip.js';
import { checkClip } from '../../recipe/clip/options.js';
import type { BlobStore } from '../blobs/blob-store.js';
import type { Job, JobOutput, JobSource, Made } from '../job.js';
import { attemptPrefix } from '../worker/outputs.js';
import type { ClipWork } from './clip-work.js';

/** What a worker needs to make a clip. */
export interface ClipTools {
  engine: ClipRun['engine'];
  blobs: BlobStore;
  read(source: JobSource, signal: AbortSignal): Promise<Uint8Array>;
}

/**
 * Make a job's clip and store its files: a video and a poster for each size. Pictures wait on disk, so that many take no more
 * memory than one.
 *
 * @throws {HeroshotError} as `makeClip`; what reading a still throws
 */
export async function doClip(
  job: Pick<Job, 'id' | 'attempts' | 'name'>,
  { options, stills }: ClipWork,
  { engine, blobs, read }: ClipTools,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Made & { inputBytes: number }> {
  const { sizes, format } = checkClip(options, stills.length);
  const folder = await mkdtemp(join(tmpdir(), 'heroshot-clip-'));
  try {
    let inputBytes = 0;
    const inputs: { name: string; input: string }[] = [];
    for (const [i, { name, source }] of stills.entries()) {
      const bytes = await read(source, signal).catch((error: unknown) => {
        if (!(error instanceof HeroshotError) || error.code === 'cancelled') throw error;
        throw new HeroshotError(error.code, `${name}: ${error.message}`, { cause: error });
      });
      signal.throwIfAborted();
      const input = join(folder, String(i));
      await writeFile(input, bytes).catch((error: unknown) => {
        throw writeError(error, input);
      });
      inputs.push({ name, input });
      inputBytes += bytes.byteLength;
    }
    const { extension } = VIDEO_FORMATS[format];
    const paths = sizes.map((_, i) => join(folder, `${i}.${extension}`));
    const { posters, report } = await makeClip(inputs, options, { engine, paths, signal, onProgress });
    signal.throwIfAborted();
    const outputs: JobOutput[] = [];
    for (const [i, { width, height, bytes, sha256 }] of report.files.entries()) {
      const sized = `${width}x${height}`;
      const video = `${attemptPrefix(job)}clip-${sized}.${extension}`;
      await blobs.write(video, createReadStream(paths[i]));
      const size = { width, height };
      outputs.push({
        name: `${job.name}-${sized}.${extension}`,
        for: `clip-${sized}`,
        blob: video,
        format,
        bytes,
        ...size,
        sha256,
      });
      const poster = `${attemptPrefix(job)}poster-${sized}.jpg`;
      const written = await blobs.write(poster, posters[i]);
      outputs.push({
        name: `${job.name}-${sized}.jpg`,
        for: `poster-${sized}`,
        blob: poster,
        format: 'jpeg',
        bytes: posters[i].byteLength,
        ...size,
        sha256: written.sha256,
      });
    }
    return { outputs, verdict: 'pass', report, inputBytes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
