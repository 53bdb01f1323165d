import { relative, sep } from 'node:path';
import type { PageEntry } from '../catalog/report-html/page.js';
import type { Outcome } from '../catalog/run.js';
import { readInput } from '../engine/decode/input.js';
import type { RecipeResult } from '../recipe/run-recipe.js';

const urlPath = (path: string) => path.split(sep).join('/');

/** A picture's card on the page: its outcome, its input's bytes, and paths as the page sees them. */
export async function pageEntry(outcome: Outcome, out: string, result?: RecipeResult): Promise<PageEntry> {
  const { name, input: source, status, output, report, error } = outcome;
  const before = await readInput(source).catch(() => undefined);
  return {
    name: output ? relative(out, output) : name,
    source,
    original: urlPath(relative(out, source)),
    status,
    ...(output ? { file: urlPath(relative(out, output)) } : {}),
    ...(before ? { before } : {}),
    ...(result ? { after: result.outputs[0].bytes } : {}),
    ...(report ? { report } : {}),
    ...(error ? { error } : {}),
  };
}
