import { extname, join } from 'node:path';
import { FORMATS, type OutputFormat } from '../engine/encode/formats.js';
import type { Engine } from '../engine/engine.js';
import { asHeroshotError } from '../engine/errors.js';
import type { HandOff } from '../recipe/hand-off.js';
import type { Recipe } from '../recipe/recipe.js';
import type { RecipeReport } from '../recipe/report.js';
import {
  createRecipeRunner,
  type RecipeOutput,
  type RecipeResult,
  type RecipeRunner,
} from '../recipe/run-recipe.js';
import { writeAtomically } from './atomic-file.js';
import type { InputFile } from './inputs.js';
import { makeFolder, writeOutputs } from './outputs.js';

/** What became of one picture. Either `output` and `report`, or `error`. */
export interface Outcome {
  input: string;
  name: string;
  status: 'done' | 'failed';
  /** Path of the master. */
  output?: string;
  /** Paths of the files for marketplaces. */
  outputs?: { for: string; path: string }[];
  report?: RecipeReport;
  error?: { code: string; message: string; hint: string };
  /** Seconds from start to written files. */
  seconds: number;
}

/** A run over many pictures. */
export interface RunOptions {
  engine: Engine;
  /** Folder of the results; made where it does not exist. */
  out: string;
  recipe: Recipe;
  /** Files that are written, by what follows the picture's name; `undefined` leaves one out. All where absent. */
  pick?: (output: RecipeOutput) => string | undefined;
  /** Brings pictures to other tools, where the recipe hands off. */
  handOff?: HandOff | undefined;
  /** Fires to end the run: pictures at work are stopped, no further one is begun. */
  signal?: AbortSignal | undefined;
  /** Called once, when the results' folder is there and before the first picture. */
  onReady?: () => void | Promise<void>;
  /** Called as soon as a picture is through, with the files that were made of it if there are any. */
  onOutcome?: (outcome: Outcome, result?: RecipeResult) => void | Promise<void>;
  /** Called as pictures at work come on: the sum of their shares, 0..pictures. */
  onProgress?: (done: number) => void;
}

/** Pictures at work at the same time: while one is in the network, another is decoded, encoded or measured. */
const AT_WORK = 2;

/**
 * Enhance pictures into a folder: `<name>.<ext>` and `<name>.report.json` each. One that fails never stops the others.
 * Pictures that were not begun before a cancellation have no outcome.
 *
 * @throws {HeroshotError} `not_writable` where the folder can't be made
 */
export async function run(inputs: InputFile[], options: RunOptions): Promise<Outcome[]> {
  const { out, signal } = options;
  await makeFolder(out);
  await options.onReady?.();
  const runner = createRecipeRunner(options.engine, { handOff: options.handOff });
  const outcomes: Outcome[] = [];
  const shares = new Map<InputFile, number>();
  const progress = (input: InputFile, share: number) => {
    shares.set(input, share);
    options.onProgress?.([...shares.values()].reduce((a, b) => a + b, outcomes.length));
  };
  const queue = inputs.values();
  const work = async () => {
    for (const input of queue) {
      if (signal?.aborted) return;
      const { outcome, result } = await one(input, options, runner, (share) => progress(input, share));
      shares.delete(input);
      if (outcome.error?.code === 'cancelled') return;
      outcomes.push(outcome);
      progress(input, 0);
      shares.delete(input);
      await options.onOutcome?.(outcome, result);
    }
  };
  await Promise.all(Array.from({ length: AT_WORK }, work));
  return outcomes;
}

async function one(
  input: InputFile,
  { out, recipe, signal, pick }: RunOptions,
  runner: RecipeRunner,
  onShare: (share: number) => void,
): Promise<{ outcome: Outcome; result?: RecipeResult }> {
  const start = performance.now();
  const seconds = () => Math.round(performance.now() - start) / 1000;
  const { path, name } = input;
  try {
    if (input.error) throw input.error;
    const whole = await runner.run(path, recipe, {
      ...(signal ? { signal } : {}),
      onProgress: (_stage, share) => onShare(share),
    });
    const result = pick ? { ...whole, outputs: picked(whole.outputs, pick) } : whole;
    const place = (output: RecipeOutput) => {
      const { for: made, format } = output;
      if (pick) return join(out, `${name}${pick(output)}.${FORMATS[format].extension}`);
      return join(made === 'master' ? out : join(out, made), `${name}.${extensionFor(path, format)}`);
    };
    const [{ path: output }, ...outputs] = await writeOutputs(result, place, path);
    await writeAtomically(join(out, `${name}.report.json`), `${JSON.stringify(result.report, null, 2)}\n`);
    const { report } = result;
    const made = { output, ...(outputs.length > 0 ? { outputs } : {}) };
    return { outcome: { input: path, name, status: 'done', ...made, report, seconds: seconds() }, result };
  } catch (thrown) {
    const error = asHeroshotError(thrown).toJSON();
    return { outcome: { input: path, name, status: 'failed', error, seconds: seconds() } };
  }
}

/** The files that are written; a recipe of which none is has no result. */
function picked(
  outputs: RecipeResult['outputs'],
  pick: NonNullable<RunOptions['pick']>,
): RecipeResult['outputs'] {
  const kept = outputs.filter((output) => pick(output) !== undefined);
  if (kept.length === 0) throw new RangeError('no file of the recipe was picked');
  return kept as RecipeResult['outputs'];
}

/** The input's own extension where it fits the format (`.jpeg` stays), else the format's usual one. */
function extensionFor(path: string, format: OutputFormat): string {
  const own = extname(path).slice(1);
  return FORMATS[format].extensions.includes(own.toLowerCase()) ? own : FORMATS[format].extension;
}
