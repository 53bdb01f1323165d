import { findInputs } from '../catalog/inputs.js';
import { type Outcome, run } from '../catalog/run.js';
import { createEngine } from '../engine/engine.js';
import { HeroshotError } from '../engine/errors.js';
import type { Recipe } from '../recipe/recipe.js';
import type { RecipeResult } from '../recipe/run-recipe.js';
import { type HandOffFlags, handOffBy } from './hand-off.js';
import { stopOnSignals } from './interrupt.js';
import { pageEntry } from './page-entry.js';
import { createProgress, summary } from './progress.js';
import type { RunFlags } from './run-options.js';
import { RunPage } from './run-page.js';

/**
 * Do a recipe to every picture of `args`, with a bar, a report.html and a line at the end.
 *
 * @returns the exit code: 0 all done, 1 some failed, 130 stopped
 * @throws {HeroshotError} `file_not_found` where there is no picture, `not_writable`
 */
export async function runPictures(
  args: string[],
  recipe: Recipe,
  flags: RunFlags & HandOffFlags,
  version: string,
): Promise<number> {
  const { out, device, precision, threads } = flags;
  const inputs = await findInputs(args, out);
  if (inputs.length === 0) throw new HeroshotError('file_not_found', `no pictures in ${args.join(', ')}`);
  const tools = handOffBy(flags);
  const engine = createEngine({ device, precision, ...(threads ? { threads } : {}) });
  const { signal, release } = stopOnSignals();
  const start = performance.now();
  const count = { done: 0, failed: 0, review: 0 };
  let fallback: string | undefined;
  let progress: ReturnType<typeof createProgress> | undefined;
  const page = new RunPage(out);

  const onOutcome = async (outcome: Outcome, result?: RecipeResult) => {
    count[outcome.status]++;
    if (outcome.report?.verdict === 'review') count.review++;
    fallback ??= outcome.report?.network?.fallback;
    progress?.picture(outcome);
    if (flags.json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
    await page.add(await pageEntry(outcome, out, result));
  };

  try {
    const onReady = async () => {
      await page.create(inputs.length, version);
      progress = createProgress(inputs.length);
    };
    const onProgress = (done: number) => progress?.update(done);
    await run(inputs, { engine, handOff: tools.send, out, recipe, signal, onReady, onOutcome, onProgress });
    progress?.end();
    const seconds = (performance.now() - start) / 1000;
    const cancelled = signal.aborted;
    const written = await page.close({ ...count, seconds, threads: engine.threads, cancelled });
    if (fallback) console.error(`note: ${fallback}`);
    console.error(summary(count, inputs.length, seconds, cancelled));
    console.error(written ? `results and report: ${page.path}` : `results: ${out}`);
  } catch (error) {
    progress?.end();
    await page.abandon();
    throw error;
  } finally {
    release();
    tools.close();
    await engine.close();
  }
  if (signal.aborted) return 130;
  return count.failed > 0 ? 1 : 0;
}
