import type { OutputFormat } from '../engine/encode/formats.js';
import type { Engine } from '../engine/engine.js';
import type { EnhanceOptions } from '../engine/options.js';
import { runEnhance } from './enhance-step.js';
import type { Recipe } from './recipe.js';
import type { RecipeReport } from './report.js';

/** A file that a recipe made. */
export interface RecipeOutput {
  /** `master`, or the marketplace it was made for. */
  for: string;
  bytes: Uint8Array;
  format: OutputFormat;
}

/** Everything that a recipe made of a picture; the master comes first. */
export interface RecipeResult {
  outputs: [RecipeOutput, ...RecipeOutput[]];
  report: RecipeReport;
}

/**
 * Do a recipe's steps to one picture.
 *
 * @param input path of a picture file, or its bytes
 * @throws {HeroshotError} with a stable `code`
 *
 * @example
 * const engine = createEngine();
 * const { outputs, report } = await runRecipe('bag.jpg', { name: 'enhance', steps: [{ step: 'enhance' }] }, engine);
 */
export async function runRecipe(
  input: string | Uint8Array,
  recipe: Recipe,
  engine: Engine,
  hooks: Pick<EnhanceOptions, 'signal' | 'onProgress'> = {},
): Promise<RecipeResult> {
  const [enhance] = recipe.steps;
  const { result, print, gate } = await runEnhance(input, enhance, engine, hooks);
  const { bytes, format, report } = result;
  const { verdict, reasons } = report.fidelity;
  const notes = print ? [...report.notes, ...print.notes] : report.notes;
  return {
    outputs: [{ for: 'master', bytes, format }],
    report: {
      ...report,
      notes,
      recipe: recipe.name,
      verdict,
      reasons,
      outputs: [],
      ...(gate ? { gate } : {}),
      ...(print ? { print } : {}),
    },
  };
}
