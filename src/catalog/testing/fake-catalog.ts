import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recipe } from '../../recipe/recipe.js';
import type { RecipeReport } from '../../recipe/report.js';
import type { RecipeRunner } from '../../recipe/run-recipe.js';
import { Manifest } from '../manifest/manifest.js';
import type { CatalogItem, CatalogSource } from '../sources/source.js';
import { recipeHash } from '../work/fingerprint.js';
import { parseLayout } from '../work/layout.js';
import type { CatalogRun } from '../work/run-catalog.js';

/** A source whose pictures lie in memory: text by name. */
export function sourceOf(pictures: Record<string, string | Error>): CatalogSource {
  return {
    kind: 'folder',
    async *items() {
      for (const name of Object.keys(pictures)) yield itemOf(name);
    },
    async read({ key }) {
      const found = pictures[key];
      if (found instanceof Error) throw found;
      return Buffer.from(found);
    },
    async close() {},
  };
}

export const itemOf = (name: string): CatalogItem => ({
  key: name,
  name,
  stem: name,
  folder: '',
  position: 1,
  source: `${name}.png`,
});

/** A runner that makes a master and a file for a shop of a picture's own bytes, and counts what it did. */
export function countingRunner(before: (text: string) => Promise<void> = async () => {}) {
  const made: string[] = [];
  const runner: RecipeRunner = {
    async run(input) {
      const text = Buffer.from(input as Uint8Array).toString();
      await before(text);
      made.push(text);
      const output = { width: 40, height: 20, format: 'png' };
      const report = {
        verdict: 'pass',
        reasons: [],
        input: { width: 20, height: 10 },
        output,
        outputs: [{ ...output, for: 'shop', audit: { verdict: 'warn', findings: [] } }],
      } as unknown as RecipeReport;
      return {
        outputs: [
          { for: 'master', bytes: Buffer.from(`master of ${text}`), format: 'png' },
          { for: 'shop', bytes: Buffer.from(`shop's ${text}`), format: 'png' },
        ],
        report,
      };
    },
  };
  return { runner, made };
}

export const RECIPE: Recipe = { name: 'test', steps: [{ step: 'enhance', scale: 2 }] };

export const newFolder = () => mkdtemp(join(tmpdir(), 'heroshot-catalog-'));

/** Everything that a run needs, over pictures in memory. */
export async function fakeRun(
  out: string,
  pictures: Record<string, string | Error>,
  runner: RecipeRunner,
  recipe = RECIPE,
): Promise<CatalogRun> {
  return {
    source: sourceOf(pictures),
    sourcePath: tmpdir(),
    manifest: await Manifest.open(join(out, 'manifest.sqlite')),
    runner,
    recipe,
    recipeHash: recipeHash(recipe, {}),
    layout: parseLayout(),
    out,
    lookEvery: 5,
  };
}
