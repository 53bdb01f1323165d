/** `npm run bench:quality -- --help`: every method on pictures with a known truth, side by side in one run. */
import '#heroshot/engine/network/no-telemetry.js';
import { writeFile } from 'node:fs/promises';
import { commandLine, updateDocs } from './docs-block.js';
import { methodsFor } from './methods.js';
import { HELP, parseOptions, type QualityOptions } from './options.js';
import { MOST_ROWS, spread, writeSheet } from './sheet.js';
import { speedTable } from './speed/speed.js';
import { qualityTables } from './tables.js';
import { runAll } from './threads.js';
import { truthsIn } from './truth.js';
import type { Job, JobResult } from './worker.js';
import { runBench, WrongUsage } from './wrong-usage.js';

/** Every picture and scale as a job; whatever is wrong with folders and names is found before work begins. */
async function jobs(options: QualityOptions): Promise<Job[]> {
  const { truth, scales, count, damages, choice, sheet, upscaler } = options;
  const folders = await Promise.all(truth.map((folder) => truthsIn(folder, count)));
  for (const scale of scales)
    if ((await methodsFor(scale, { ...choice, upscaler: upscaler > 0 })).length === 0)
      throw new WrongUsage(`no method for ${scale}× matches --methods ${choice.methods}`);
  return scales.flatMap((scale) =>
    folders.flatMap((pictures) => {
      const few = spread(pictures, upscaler);
      return pictures.map((picture) => ({
        truth: picture,
        scale,
        damages,
        choice: { ...choice, upscaler: few.includes(picture) },
        crops: sheet !== undefined,
      }));
    }),
  );
}

await runBench(async () => {
  const options = parseOptions(process.argv.slice(2));
  if (!options) return console.log(HELP);
  const results = await runAll<Job, JobResult>(
    new URL('./worker.js', import.meta.url),
    await jobs(options),
    ({ truth, scale }) => `${truth.set} ${truth.name} ${scale}×`,
  );
  const rows = results.flatMap((result) => result.rows);
  const sections = rows.length > 0 ? [qualityTables(rows)] : [];
  if (options.speed) {
    const choice = { ...options.choice, upscaler: options.upscaler > 0 };
    sections.push(await speedTable(await methodsFor(4, choice), choice));
  }
  const text = sections.join('\n\n');
  console.log(text);
  if (options.json) await writeFile(options.json, `${JSON.stringify(rows, null, 1)}\n`);
  if (options.sheet && rows.length > 0) {
    const strips = results.flatMap((result) => result.strips);
    await writeSheet(options.sheet, strips);
    console.error(`${options.sheet}: ${Math.min(strips.length, MOST_ROWS)} of ${strips.length} rows`);
  }
  if (options.updateDocs)
    await updateDocs('quality', `## Beside other networks\n\n${commandLine('bench:quality')}\n\n${text}`);
});
