import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { HeroshotError } from '../../engine/errors.js';
import type { Size } from '../../engine/raster.js';
import { COLOUR_TAGS, VIDEO_FORMATS, type VideoFormatName } from './video-formats.js';

/** What is encoded, and where to. */
export interface EncoderOptions extends Size {
  fps: number;
  format: VideoFormatName;
  /** Path of the file; it is made or replaced, and is no video before {@link Encoder.finish} has resolved. */
  path: string;
  /** The program; `ffmpeg` on the PATH, or what `HEROSHOT_FFMPEG` names. */
  ffmpeg?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Characters of ffmpeg's complaints that are kept. */
const SAID = 4000;

const program = (given: string | undefined) => given ?? (process.env.HEROSHOT_FFMPEG || 'ffmpeg');

/** The system's ffmpeg at work on one file: raw frames in, one at a time, through a pipe. */
export class Encoder {
  readonly #child: ChildProcessByStdio<Writable, null, Readable>;
  readonly #ended: Promise<void>;
  #said = '';
  #failure: HeroshotError | undefined;

  /** Starts ffmpeg. What keeps it from starting comes up at the first frame. */
  constructor(options: EncoderOptions) {
    const { signal } = options;
    this.#child = spawn(program(options.ffmpeg), argumentsFor(options), {
      stdio: ['pipe', 'ignore', 'pipe'],
      // Ctrl-C in a terminal goes to the whole group; whether to end is this process's to say.
      detached: process.platform !== 'win32',
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-SAID);
    });
    // A pipe that breaks says less than the end of the program that held it.
    this.#child.stdin.on('error', () => {});
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.#failure ??= notStarted(error, program(options.ffmpeg));
        resolve();
      });
      this.#child.once('close', (code, killer) => {
        if (code !== 0) this.#failure ??= failed(this.#said, code, killer, options);
        resolve();
      });
    });
    const stop = () => this.abandon();
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    this.#ended.then(() => signal?.removeEventListener('abort', stop));
  }

  /** Why ffmpeg ended before its time. */
  get failure(): HeroshotError | undefined {
    return this.#failure;
  }

  /**
   * Resolves when the program runs.
   *
   * @throws {HeroshotError} `ffmpeg_missing`
   */
  async started(): Promise<void> {
    if (this.#child.pid === undefined) await this.#ended;
    this.#check();
  }

  /**
   * Hand a frame over; resolves when ffmpeg has room for the next one.
   *
   * @param frame planar 4:2:0, as `toYuv420` makes it
   * @throws {HeroshotError} `ffmpeg_missing`, `ffmpeg_failed`, `disk_full`, `cancelled`
   */
  async write(frame: Uint8Array): Promise<void> {
    this.#check();
    const { stdin } = this.#child;
    // A copy: the caller draws the next frame into the same memory.
    if (stdin.writable && !stdin.write(Buffer.from(frame))) {
      const wait = new AbortController();
      const { signal } = wait;
      await Promise.race([once(stdin, 'drain', { signal }).catch(() => {}), this.#ended]);
      wait.abort();
    }
    if (!stdin.writable) await this.#ended;
    this.#check();
  }

  /** No more frames; resolves when the file is whole. */
  async finish(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
    this.#check();
  }

  /** End ffmpeg now; its file is worth nothing. */
  abandon(): void {
    this.#failure ??= new HeroshotError('cancelled', 'the clip was stopped');
    this.#child.kill('SIGKILL');
  }

  /** Resolves when ffmpeg is gone, however it went. */
  gone(): Promise<void> {
    return this.#ended;
  }

  #check(): void {
    if (this.#failure) throw this.#failure;
  }
}

function argumentsFor({ width, height, fps, format, path }: EncoderOptions): string[] {
  const row = VIDEO_FORMATS[format];
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'],
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', `${width}x${height}`],
    ...['-framerate', String(fps), ...COLOUR_TAGS, '-i', 'pipe:0'],
    ...['-an', '-c:v', row.encoder, ...row.options(fps), '-pix_fmt', 'yuv420p', ...COLOUR_TAGS],
    // No date and no version: the same frames are the same file.
    ...['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact'],
    ...['-f', row.muxer, `file:${path}`],
  ];
}

function notStarted(error: Error, name: string): HeroshotError {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'EACCES'
    ? new HeroshotError('ffmpeg_missing', `${name} could not be started (${code})`, { cause: error })
    : new HeroshotError('ffmpeg_failed', `${name} could not be started: ${error.message}`, { cause: error });
}

function failed(
  said: string,
  code: number | null,
  killer: NodeJS.Signals | null,
  { format, path }: EncoderOptions,
): HeroshotError {
  const { encoder } = VIDEO_FORMATS[format];
  // ffmpeg says "Conversion failed!" last, whatever it was.
  const lines = said.split('\n').map((line) => line.replaceAll(path, 'the clip').trim());
  const why = lines.filter((line) => line && line !== 'Conversion failed!').at(-1);
  if (/No space left on device|Disk quota exceeded|File too large/i.test(said))
    return new HeroshotError('disk_full', `no space left to write ${path}`);
  if (/Permission denied|Read-only file system/i.test(said))
    return new HeroshotError('not_writable', `cannot write ${path}`);
  if (/Unknown encoder/i.test(said))
    return new HeroshotError('ffmpeg_missing', `this ffmpeg was built without ${encoder}`);
  const how = killer ? `was ended by ${killer}` : `ended with code ${code}`;
  return new HeroshotError('ffmpeg_failed', `ffmpeg ${how}${why ? `: ${why.slice(0, 300)}` : ''}`);
}
