import { type Command, InvalidArgumentError, Option } from 'commander';
import { writeClip } from '../catalog/clip.js';
import { findInputs } from '../catalog/inputs.js';
import { EASING_NAMES } from '../compose/clip/easing.js';
import { MOTIONS } from '../compose/clip/move.js';
import { CLIP_TARGETS, type ClipSize, clipSize, clipTargets } from '../compose/clip/sizes.js';
import { TRANSITIONS } from '../compose/clip/timeline.js';
import { VIDEO_FORMAT_NAMES } from '../compose/clip/video-formats.js';
import { createEngine } from '../engine/engine.js';
import { asHeroshotError, HeroshotError } from '../engine/errors.js';
import {
  type ClipOptions,
  checkClip,
  FRAME_RATES,
  type FrameRate,
  MOST_SECONDS,
} from '../recipe/clip/options.js';
import { clipFiles } from './clip-files.js';
import { clipProgress } from './clip-progress.js';
import { numberBetween, said, scale } from './dials.js';
import { stopOnSignals } from './interrupt.js';

interface Flags extends Omit<ClipOptions, 'sizes'> {
  size?: ClipSize;
  for?: ClipSize[];
  threads?: number;
  out: string;
  json?: boolean;
}

const EXAMPLES = `
For:
${CLIP_TARGETS.map(({ name, title, width, height }) => `  ${name.padEnd(8)} ${`${width}x${height}`.padEnd(10)} ${title}`).join('\n')}

Motions:
  zoom      closer to the subject, and back in every second still
  pan       along the longer side of the photograph
  parallax  the subject moves against its background, which is filled behind it
  turn      views of one product led into each other, as on a turntable
  auto      parallax in a scene whose subject is sure, else zoom or pan

Examples:
  $ heroshot clip photos/ --for tiktok,shopify
  $ heroshot clip front.jpg side.jpg back.jpg --motion turn --seconds 5
  $ heroshot clip bag.jpg --motion parallax --size 1080x1350 --fps 60
  $ heroshot clip photos/ --format webm --out promo.webm --json

Each still is enhanced as far as the frames need it. Beside the video lie a poster (its first frame) and a report.
ffmpeg must be installed. Exit code: 0 done, 1 not made (with a reason), 2 wrong usage.`;

function frameRate(text: string): FrameRate {
  const found = FRAME_RATES.find((rate) => String(rate) === text.trim());
  if (!found) throw new InvalidArgumentError(`It can be ${FRAME_RATES.join(', ')}.`);
  return found;
}

/** `heroshot clip`: a product video of stills. */
export function addClipCommand(program: Command): void {
  program
    .command('clip')
    .description('a product video of stills: pan, zoom, turn, or depth from the cut-out')
    .argument('<still...>', 'pictures in their order, folders with pictures, or globs')
    .addOption(new Option('--size <WxH>', 'size of the frames (default 1080x1920)').argParser(said(clipSize)))
    .addOption(
      new Option('--for <places>', 'the sizes of tiktok,reels,shopify,…; a file for each size')
        .argParser(said(clipTargets))
        .conflicts('size'),
    )
    .option('--fps <25|30|60>', 'frames a second (default 30)', frameRate)
    .option(
      '--seconds <n>',
      'length; 2.4 s a still by default, at least 4 s',
      numberBetween(0.2, MOST_SECONDS),
    )
    .addOption(
      new Option('--motion <motion>', 'how stills are moved over (default auto)').choices([
        'auto',
        ...MOTIONS,
      ]),
    )
    .addOption(
      new Option('--transition <transition>', 'how one still gives way to the next (default fade)').choices(
        TRANSITIONS,
      ),
    )
    .addOption(
      new Option('--easing <easing>', 'how a motion starts and ends (default sine)').choices(EASING_NAMES),
    )
    .addOption(new Option('--format <format>', 'H.264 or VP9 (default mp4)').choices(VIDEO_FORMAT_NAMES))
    .option(
      '--scale <1|2|4|auto>',
      'enlargement of each still; auto: as much as the frames need (default)',
      scale,
    )
    .option('--threads <n>', 'threads; default is one per processor', numberBetween(1, 256, true))
    .option('--out <folder|file>', 'folder of the results, or the name of the one video', 'heroshot-out')
    .option('--json', 'print the report as one JSON object on stdout')
    .addHelpText('after', EXAMPLES)
    .action(async (args: string[], flags: Flags) => {
      process.exitCode = await clip(args, flags);
    });
}

/** Run the command; returns its exit code. */
async function clip(args: string[], flags: Flags): Promise<number> {
  const { size, for: targets, threads, json, out, ...rest } = flags;
  const inputs = await findInputs(args, out);
  const unread = inputs.find(({ error }) => error);
  if (unread?.error) throw unread.error;
  if (inputs.length === 0) throw new HeroshotError('file_not_found', `no pictures in ${args.join(', ')}`);
  const options: ClipOptions = { ...rest, sizes: targets ?? [size ?? clipSize('1080x1920')] };
  const checked = checkClip(options, inputs.length);
  const { files, report: reportPath } = await clipFiles(out, inputs, checked);
  const engine = createEngine(threads ? { threads } : {});
  const { signal, release } = stopOnSignals('nothing half-written is left');
  const progress = clipProgress();
  try {
    const stills = inputs.map(({ path, name }) => ({ input: path, name }));
    const onProgress = progress.update;
    const report = await writeClip(stills, options, files, reportPath, { engine, signal, onProgress });
    progress.end();
    if (json) process.stdout.write(`${JSON.stringify({ ...report, outputs: files, report: reportPath })}\n`);
    progress.told(report, files);
    return 0;
  } catch (thrown) {
    progress.end();
    const error = asHeroshotError(thrown);
    if (error.code === 'cancelled') return 130;
    if (error.code === 'bad_option') throw error;
    if (json) process.stdout.write(`${JSON.stringify({ error })}\n`);
    console.error(`failed: ${error.code}: ${error.message}. ${error.hint}`);
    return 1;
  } finally {
    release();
    await engine.close();
  }
}
