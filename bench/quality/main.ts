/** `npm run bench:quality -- --help`: every method on pictures with a known truth, side by side in one run. */
import '#heroshot/engine/network/no-telemetry.js';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { commandLine, updateDocs } from './docs-block.js';
import { methodsFor } from './methods.js';
import { HELP, parseOptions, type QualityOptions } from './options.js';
import { MOST_ROWS, writeSheet } from './sheet.js';
import { qualityTables } from './tables.js';
import { truthsIn } from './truth.js';
import type { Job, JobResult } from './worker.js';
import { runBench, WrongUsage } from './wrong-usage.js';

/** Every picture and scale as a job; whatever is wrong with folders and names is found before work begins. */
async function jobs({ truth, scales, count, damages, choice, sheet }: QualityOptions): Promise<Job[]> {
  const pictures = (await Promise.all(truth.map((folder) => truthsIn(folder, count)))).flat();
  for (const scale of scales)
    if ((await methodsFor(scale, choice)).length === 0)
      throw new WrongUsage(`no method for ${scale}× matches --methods ${choice.methods}`);
  return scales.flatMap((scale) =>
    pictures.map((picture) => ({ truth: picture, scale, damages, choice, crops: sheet !== undefined })),
  );
}

/** Work the jobs on all processors; results in the order of the jobs. */
async function measure(list: Job[]): Promise<JobResult[]> {
  const threads = Math.min(availableParallelism(), list.length);
  const pool = new Piscina<Job, JobResult>({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
  });
  let done = 0;
  try {
    return await Promise.all(
      list.map(async (job) => {
        const result = await pool.run(job);
        console.error(`${++done}/${list.length} ${job.truth.set} ${job.truth.name} ${job.scale}×`);
        return result;
      }),
    );
  } finally {
    await pool.destroy();
  }
}

await runBench(async () => {
  const options = parseOptions(process.argv.slice(2));
  if (!options) return console.log(HELP);
  const results = await measure(await jobs(options));
  const rows = results.flatMap((result) => result.rows);
  const text = qualityTables(rows);
  console.log(text);
  if (options.json) await writeFile(options.json, `${JSON.stringify(rows, null, 1)}\n`);
  if (options.sheet) {
    const strips = results.flatMap((result) => result.strips);
    await writeSheet(options.sheet, strips);
    console.error(`${options.sheet}: ${Math.min(strips.length, MOST_ROWS)} of ${strips.length} rows`);
  }
  if (options.updateDocs) await updateDocs('quality', `${commandLine('bench:quality')}\n\n${text}`);
});
