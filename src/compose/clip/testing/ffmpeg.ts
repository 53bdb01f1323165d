import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Whether ffmpeg and ffprobe are there. Without them tests of real videos are left out, which is said; where `CI` is set they
 * must be there.
 */
export function hasFfmpeg(): boolean {
  const there = ['ffmpeg', 'ffprobe'].every((name) => spawnSync(name, ['-version']).status === 0);
  if (there) return true;
  if (process.env.CI) throw new Error('CI is set and there is no ffmpeg: apt-get install ffmpeg');
  console.warn('NO FFMPEG: tests of real videos are LEFT OUT. apt-get install ffmpeg brings it.');
  return false;
}

/** What ffprobe says of a file's only stream. */
export interface Probed {
  codec_name: string;
  width: number;
  height: number;
  pix_fmt: string;
  color_range: string;
  color_space: string;
  color_primaries: string;
  color_transfer: string;
  avg_frame_rate: string;
  nb_read_frames: string;
  duration: number;
}

export async function probe(path: string): Promise<Probed> {
  const ask = ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', path];
  const { streams, format } = JSON.parse((await run('ffprobe', ask)).stdout);
  if (streams.length !== 1) throw new Error(`${streams.length} streams`);
  return { ...streams[0], duration: Number(format.duration) };
}

/** All frames of a video as ffmpeg decodes them: `gray` is luma stretched to 0..255, `rgb24` by the file's own tags. */
export async function decodedFrames(
  path: string,
  { width, height }: { width: number; height: number },
  format: 'gray' | 'rgb24',
): Promise<Uint8Array[]> {
  const scale = 'scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=accurate_rnd+full_chroma_int';
  const ask = ['-v', 'error', '-i', path, '-vf', scale, '-pix_fmt', format, '-f', 'rawvideo', '-'];
  const { stdout } = await run('ffmpeg', ask, { encoding: 'buffer', maxBuffer: 2 ** 30 });
  const bytes = width * height * (format === 'gray' ? 1 : 3);
  return Array.from({ length: stdout.length / bytes }, (_, i) => stdout.subarray(i * bytes, (i + 1) * bytes));
}
