import { type Command, Option } from 'commander';
import { findInputs } from '../catalog/inputs.js';
import { type Outcome, run } from '../catalog/run.js';
import { FORMATS, type OutputFormat } from '../engine/encode/formats.js';
import { createEngine } from '../engine/engine.js';
import type { EnhanceResult } from '../engine/enhance.js';
import { HeroshotError } from '../engine/errors.js';
import { DEVICES, type Device } from '../engine/network/device.js';
import { PRECISIONS, type PrecisionOption } from '../engine/network/precision.js';
import { TIERS, type Tier } from '../engine/network/registry.js';
import { checkOptions, type EnhanceOptions } from '../engine/options.js';
import { dial, numberBetween, scale } from './dials.js';
import { stopOnSignals } from './interrupt.js';
import { pageEntry } from './page-entry.js';
import { createProgress, summary } from './progress.js';
import { RunPage } from './run-page.js';

interface Options {
  scale: 2 | 4 | 'auto';
  tier: Tier;
  restore: number | 'auto';
  sharpen: number | 'auto';
  detail: number;
  format: OutputFormat | 'keep';
  quality?: number;
  dpi?: number;
  device: Device;
  precision: PrecisionOption;
  threads?: number;
  out: string;
  guard: boolean;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  $ heroshot enhance photos/                      every picture below photos/, results in heroshot-out/
  $ heroshot enhance bag.jpg --scale 4 --out done
  $ heroshot enhance "feed/**/*.jpg" --format webp --quality 85
  $ heroshot enhance old-scan.jpg --restore 0.8 --sharpen 0.3 --dpi 300
  $ heroshot enhance photos/ --json > results.ndjson

Beside each result lies <name>.report.json with its measured fidelity, and report.html shows the whole run.
Exit code: 0 all done, 1 some pictures failed (each is named with a reason), 2 wrong usage.`;

/** `heroshot enhance`: enlarge and clean pictures, and prove that colours and content held. */
export function addEnhanceCommand(program: Command, version: string): void {
  program
    .command('enhance')
    .description('enlarge and clean pictures, and prove that colours and content held')
    .argument(
      '<file|folder|glob...>',
      'pictures (JPEG, PNG, WebP, AVIF, TIFF, GIF), folders with pictures, or globs',
    )
    .option('--scale <2|4|auto>', 'enlargement; auto: 4× up to 1,000 px, 2× up to 2,000 px', scale, 'auto')
    .addOption(
      new Option(
        '--tier <tier>',
        'network; edge: about 5× less work, softer, for previews and on-the-fly delivery',
      )
        .choices(TIERS)
        .default('standard'),
    )
    .option(
      '--restore <auto|0..1>',
      'how much compression and noise to clean; auto measures it',
      dial,
      'auto',
    )
    .option('--sharpen <auto|0..1>', 'how much softness to undo; auto measures it', dial, 'auto')
    .option(
      '--detail <0..1>',
      'texture and crispness before exactness, at 4×; 0: the faithful network alone',
      numberBetween(0, 1),
      0,
    )
    .addOption(
      new Option('--format <format>', 'format of the results; keep: as the input, PNG for GIF')
        .choices(['keep', ...Object.keys(FORMATS)])
        .default('keep'),
    )
    .option('--quality <n>', 'JPEG, WebP or AVIF quality, 1 to 100', numberBetween(1, 100, true))
    .option('--dpi <n>', "dots per inch to write; default is the input's", numberBetween(1, 10_000))
    .addOption(
      new Option('--device <device>', 'where the network runs; auto: webgpu where it is faster, else cpu')
        .choices(DEVICES)
        .default('auto'),
    )
    .addOption(
      new Option(
        '--precision <precision>',
        'what the network computes with; auto: int8 where it is faster, else float32',
      )
        .choices(PRECISIONS)
        .default('auto'),
    )
    .option('--threads <n>', 'threads; default is one per processor', numberBetween(1, 256, true))
    .option('--out <folder>', 'folder of the results', 'heroshot-out')
    .option('--no-guard', "don't hold the mean colour of every region to the input's")
    .option('--json', 'print one JSON object per picture on stdout')
    .addHelpText('after', EXAMPLES)
    .action(async (args: string[], options: Options) => {
      process.exitCode = await enhanceAll(args, options, version);
    });
}

/** Run the command; returns its exit code. */
async function enhanceAll(args: string[], options: Options, version: string): Promise<number> {
  const inputs = await findInputs(args, options.out);
  if (inputs.length === 0) throw new HeroshotError('file_not_found', `no pictures in ${args.join(', ')}`);
  const enhance: EnhanceOptions = {
    scale: options.scale,
    tier: options.tier,
    restore: options.restore,
    sharpen: options.sharpen,
    detail: options.detail,
    format: options.format,
    guard: options.guard,
    ...(options.quality ? { quality: options.quality } : {}),
    ...(options.dpi ? { dpi: options.dpi } : {}),
  };
  // What can't be for any picture is wrong usage, not a failure of each.
  checkOptions(enhance);
  const engine = createEngine({
    device: options.device,
    precision: options.precision,
    ...(options.threads ? { threads: options.threads } : {}),
  });
  const { signal, release } = stopOnSignals();
  const start = performance.now();
  const count = { done: 0, failed: 0, review: 0 };
  let fallback: string | undefined;
  let progress: ReturnType<typeof createProgress> | undefined;
  const page = new RunPage(options.out);

  const onOutcome = async (outcome: Outcome, result?: EnhanceResult) => {
    count[outcome.status]++;
    if (outcome.report?.fidelity.verdict === 'review') count.review++;
    fallback ??= outcome.report?.network?.fallback;
    progress?.picture(outcome);
    if (options.json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
    await page.add(await pageEntry(outcome, options.out, result));
  };

  try {
    const onReady = async () => {
      await page.create(inputs.length, version);
      progress = createProgress(inputs.length);
    };
    await run(inputs, {
      engine,
      out: options.out,
      enhance,
      signal,
      onReady,
      onOutcome,
      onProgress: (done) => progress?.update(done),
    });
    progress?.end();
    const seconds = (performance.now() - start) / 1000;
    const written = await page.close({
      ...count,
      seconds,
      threads: engine.threads,
      cancelled: signal.aborted,
    });
    if (fallback) console.error(`note: ${fallback}`);
    console.error(summary(count, inputs.length, seconds, signal.aborted));
    console.error(written ? `results and report: ${page.path}` : `results: ${options.out}`);
  } catch (error) {
    progress?.end();
    await page.abandon();
    throw error;
  } finally {
    release();
    await engine.close();
  }
  if (signal.aborted) return 130;
  return count.failed > 0 ? 1 : 0;
}
