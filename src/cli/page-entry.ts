import { relative, sep } from 'node:path';
import type { PageEntry, PageOutput } from '../catalog/report-html/entry.js';
import type { Outcome } from '../catalog/run.js';
import { readInput } from '../engine/decode/input.js';
import type { RecipeResult } from '../recipe/run-recipe.js';

const urlPath = (path: string) => path.split(sep).join('/');

/** A picture's card on the page: its outcome, its input's bytes, and paths as the page sees them. */
export async function pageEntry(outcome: Outcome, out: string, result?: RecipeResult): Promise<PageEntry> {
  const { name, input: source, status, output, outputs, report, error } = outcome;
  const before = await readInput(source).catch(() => undefined);
  return {
    name: output ? relative(out, output) : name,
    source,
    original: urlPath(relative(out, source)),
    status,
    ...(output ? { file: urlPath(relative(out, output)) } : {}),
    ...(before ? { before } : {}),
    ...(result ? { after: result.outputs[0].bytes } : {}),
    ...(outputs && result ? { outputs: files(outputs, out, result) } : {}),
    ...(report ? { report } : {}),
    ...(error ? { error } : {}),
  };
}

/** Files for marketplaces with their bytes; both lists are in the order in which they were made, the master first. */
function files(
  written: NonNullable<Outcome['outputs']>,
  out: string,
  { outputs }: RecipeResult,
): PageOutput[] {
  return written.map(({ for: made, path }, i) => ({
    for: made,
    file: urlPath(relative(out, path)),
    bytes: outputs[i + 1].bytes,
  }));
}
