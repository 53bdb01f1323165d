import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { EASINGS } from '../../compose/clip/easing.js';
import { Encoder } from '../../compose/clip/encoder.js';
import type { Leading } from '../../compose/clip/led.js';
import { sceneAt } from '../../compose/clip/move.js';
import type { FrameTask } from '../../compose/clip/scene.js';
import { CLIP_THREADS } from '../../compose/clip/threads.js';
import { partsAt, timeline } from '../../compose/clip/timeline.js';
import { VIDEO_FORMATS } from '../../compose/clip/video-formats.js';
import { frameBytes } from '../../compose/clip/yuv.js';
import { enhancedSourceType } from '../../engine/encode/xmp.js';
import type { Engine } from '../../engine/engine.js';
import { checkSignal } from '../../engine/enlarge.js';
import { clipFinding } from './findings.js';
import { FrameLine } from './frame-line.js';
import { type ClipOptions, checkClip } from './options.js';
import type { ClipFileReport, ClipReport, StillReport } from './report.js';
import { type ClipStill, type LoadedStill, loadStill } from './still.js';
import { Stills } from './stills.js';

/** How a clip is made, beside what it shall be. */
export interface ClipRun {
  engine: Pick<Engine, 'pixels' | 'inspect' | 'pool'>;
  /**
   * Paths that the videos are written to, one for each size, in their order. They are the caller's temporary names: where this
   * rejects, what lies there is worth nothing.
   */
  paths: readonly string[];
  signal?: AbortSignal | undefined;
  /** Share that is done, 0..1. */
  onProgress?: ((done: number) => void) | undefined;
}

/** A clip that was made. */
export interface MadeClip {
  /** First frame of each size, as JPEG. */
  posters: Uint8Array[];
  report: ClipReport;
}

/** Share of the whole that frames take, for progress; the rest is what they are drawn from. */
const FRAMES = 0.6;

/**
 * Make a clip of stills: each is enhanced, framed and moved over, in as many sizes as are asked for, and ffmpeg writes the
 * frames as they come. Frames are drawn on the engine's threads at exact fractional positions. The same stills and options
 * make the same frames.
 *
 * @throws {HeroshotError} `bad_option`, `ffmpeg_missing`, `ffmpeg_failed`, `disk_full`, `cancelled`, or what a still has
 */
export async function makeClip(
  stills: readonly ClipStill[],
  options: ClipOptions,
  { engine, paths, signal, onProgress }: ClipRun,
): Promise<MadeClip> {
  const began = performance.now();
  const checked = checkClip(options, stills.length);
  const { sizes, fps, format, seconds, together } = checked;
  if (paths.length !== sizes.length) throw new RangeError('a clip needs a path for each size');
  const plan = timeline(stills.length, seconds, fps, together);
  const ease = EASINGS[checked.easing];
  const reports: StillReport[] = [];
  let digitalSourceType: string | undefined;
  const progress = { stills: 0, frames: 0 };
  const tell = () =>
    onProgress?.((1 - FRAMES) * (progress.stills / stills.length) + FRAMES * (progress.frames / plan.frames));

  // Whatever ends the clip also ends the enhancing of a still that is not needed any more.
  const stop = new AbortController();
  const both = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const loading = new Stills(stills.length, async (index) => {
    const place = { index, of: stills.length };
    const loaded = await loadStill(stills[index], place, checked, engine, both);
    reports[index] = stillReport(stills[index].name, loaded);
    digitalSourceType = enhancedSourceType(loaded.source.metadata.digitalSourceType ?? digitalSourceType);
    progress.stills++;
    tell();
    return loaded;
  });
  const leadings = new Map<string, Promise<Leading | undefined>>();
  /** How the still before `shot` is led into it, looked for once. */
  const leadingTo = (shot: number, size: number): Promise<Leading | undefined> => {
    const key = `${shot} ${size}`;
    let found = leadings.get(key);
    if (!found) {
      found = (async () => {
        const [before, after] = [await loading.get(shot - 1), await loading.get(shot)];
        const from = sceneAt(before.shots[size].move, before.shots[size], 1);
        const to = sceneAt(after.shots[size].move, after.shots[size], 0);
        const { width, height } = sizes[size];
        const leading = await engine.pool.call(CLIP_THREADS, 'leading', { from, to, width, height });
        const { findings } = reports[shot];
        if (!leading && !findings.some(({ code }) => code === 'not_alike'))
          findings.push(clipFinding('not_alike'));
        return leading;
      })();
      leadings.set(key, found);
    }
    return found;
  };
  const frameOf = async (k: number, size: number): Promise<Omit<FrameTask, 'out'>> => {
    const { width, height } = sizes[size];
    const parts: FrameTask['parts'] = [];
    const planned = partsAt(plan, stills.length, k);
    for (const { shot, at, share } of planned) {
      const { move, plate, layers } = (await loading.get(shot)).shots[size];
      parts.push({ scene: sceneAt(move, { plate, layers }, ease(at)), share });
    }
    const leads = checked.transition === 'optical' && planned.length === 2;
    return { width, height, parts, ...(leads ? { leading: await leadingTo(planned[1].shot, size) } : {}) };
  };

  const encoders = sizes.map(
    (size, i) =>
      new Encoder({ width: size.width, height: size.height, fps, format, path: paths[i], signal: both }),
  );
  const line = new FrameLine(engine.pool);
  try {
    // Before any still is enhanced: whether there is an ffmpeg that starts.
    for (const encoder of encoders) await encoder.started();
    const posters: Uint8Array[] = [];
    for (const i of sizes.keys()) {
      const task = { ...(await frameOf(0, i)), digitalSourceType };
      posters.push(await engine.pool.call(CLIP_THREADS, 'poster', task));
    }
    for (let k = 0; k < plan.frames; k++) {
      checkSignal(signal);
      for (const i of sizes.keys()) {
        const task = await frameOf(k, i);
        await line.add(task, frameBytes(task), async (frame) => {
          await encoders[i].write(frame);
          progress.frames += 1 / sizes.length;
          tell();
        });
      }
    }
    await line.end();
    for (const encoder of encoders) await encoder.finish();
    const files: ClipFileReport[] = [];
    for (const [i, { width, height, for: targets }] of sizes.entries()) {
      const { size: bytes } = await stat(paths[i]);
      const sha256 = await digestOf(paths[i]);
      files.push({ for: targets, width, height, codec: VIDEO_FORMATS[format].codec, bytes, sha256 });
    }
    const report: ClipReport = {
      version: 1,
      kind: 'clip',
      format,
      fps,
      frames: plan.frames,
      seconds: plan.frames / fps,
      transition: checked.transition,
      easing: checked.easing,
      timeline: { shot: plan.shot, overlap: plan.overlap },
      colour: 'BT.709, limited range',
      digitalSourceType: digitalSourceType ?? enhancedSourceType(undefined),
      stills: reports,
      files,
      timings: { total: Math.round(performance.now() - began) },
    };
    return { posters, report };
  } catch (error) {
    stop.abort();
    for (const encoder of encoders) encoder.abandon();
    // A still that was stopped because ffmpeg had ended says less than why it had.
    throw encoders.find(({ failure }) => failure && failure.code !== 'cancelled')?.failure ?? error;
  } finally {
    await Promise.all(encoders.map((encoder) => encoder.gone()));
    await Promise.all([loading.idle(), line.idle()]);
  }
}

function stillReport(
  name: string,
  { source, scale, motion, confidence, findings, shots }: LoadedStill,
): StillReport {
  return {
    name,
    input: { width: source.width, height: source.height },
    scale,
    motion,
    ...(confidence === undefined ? {} : { confidence }),
    findings,
    plates: shots.map(({ plate, move }) => ({ width: plate.width, height: plate.height, ...move })),
  };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
