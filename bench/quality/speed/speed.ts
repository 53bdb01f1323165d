import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Method } from '../method.js';
import type { MethodChoice } from '../methods.js';
import { markdownTable } from '../tables.js';
import { convolutionsPerPixel } from './convolution-count.js';
import { convolutionPeak } from './peak.js';

/** What a child process measures. */
export interface SpeedJob {
  name: string;
  choice: MethodChoice;
  threads: number;
  /** Timed runs after the first; the median counts. */
  runs: number;
}

export interface Timing {
  seconds: number;
  /** Peak resident memory of the process, where the system tells. */
  megabytes?: number | undefined;
}

const [WIDTH, HEIGHT] = [600, 800];
const run = promisify(execFile);

/** Start a script with a job as JSON; it prints JSON. */
export async function inChild<Result>(script: URL, job: unknown): Promise<Result> {
  const { stdout } = await run(process.execPath, [fileURLToPath(script), JSON.stringify(job)], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as Result;
}

/** Seconds, share of the convolution peak and memory of every method, one after the other. */
export async function speedTable(methods: readonly Method[], choice: MethodChoice): Promise<string> {
  const threads = Math.min(2, availableParallelism());
  let peak = await convolutionPeak(threads);
  const measured: { name: string; gflop: number; timing: Timing }[] = [];
  for (const { name, family, weights } of methods) {
    // What takes a minute needs no median.
    const job: SpeedJob = { name, choice, threads, runs: family === 'package' ? 1 : 3 };
    const timing = await inChild<Timing>(new URL('./child.js', import.meta.url), job);
    const gflop = weights ? ((await convolutionsPerPixel(await weights())) * WIDTH * HEIGHT) / 1e9 : 0;
    measured.push({ name, gflop, timing });
    console.error(`${name}: ${timing.seconds.toFixed(2)} s`);
  }
  peak = Math.max(peak, await convolutionPeak(threads));
  const rows = measured.map(({ name, gflop, timing: { seconds, megabytes } }) => {
    const rate = gflop / seconds;
    return [
      name,
      seconds.toFixed(2),
      gflop ? gflop.toFixed(0) : '–',
      gflop ? `${rate.toFixed(0)} (${((rate / peak) * 100).toFixed(0)} %)` : '–',
      megabytes?.toFixed(0) ?? '–',
    ];
  });
  const header = ['method', 'seconds', 'GFLOP', 'GFLOP/s (share of the peak)', 'peak MB'];
  return [
    `### Speed, ${WIDTH}×${HEIGHT} to 4×, ${threads} threads`,
    `Decoded pixels to pixels, median of 3 (of packages in their own runtime: 1) after one to warm up, each method in its own process; "auto" is the whole way from a JPEG file to a JPEG file, tiles' halos, guard, encoding and measuring included. GFLOP are the network's convolutions on the picture. Peak of plain float32 3×3 convolutions of 64 channels, measured before and after: ${peak.toFixed(0)} GFLOP/s.`,
    markdownTable(header, rows),
  ].join('\n\n');
}
