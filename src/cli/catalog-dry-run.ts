import { statfs } from 'node:fs/promises';
import { estimate } from '../catalog/estimate/estimate.js';
import { type Survey, survey } from '../catalog/estimate/survey.js';
import type { CatalogSource } from '../catalog/sources/source.js';
import type { Engine } from '../engine/engine.js';
import type { HandOff } from '../recipe/hand-off.js';
import type { Recipe } from '../recipe/recipe.js';
import { createRecipeRunner } from '../recipe/run-recipe.js';
import { duration } from './progress.js';

/** A dry run sends nothing: what would be handed off goes on as it is. */
const notSent: HandOff = async () => ({ id: 'dry run', signed: false, attempts: 0, milliseconds: 0 });

/** Print what a run over a source would do, how long it would take here, and how much disk. */
export async function dryRun(
  source: CatalogSource,
  recipe: Recipe,
  engine: Engine,
  { json, signal, out }: { json: boolean; signal: AbortSignal; out: string },
): Promise<void> {
  const found = await survey(source, (bytes) => engine.inspect(bytes), {
    signal,
    onLook: (pictures) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${pictures.toLocaleString('en')} pictures looked at`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const expected = await estimate(
    found,
    source,
    createRecipeRunner(engine, { handOff: notSent }),
    recipe,
    signal,
  );
  const free = await statfs(out).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  );
  if (json) {
    const problems = Object.fromEntries(found.problems);
    const { samples: _samples, ...rest } = found;
    console.log(JSON.stringify({ event: 'dry_run', ...rest, problems, estimate: expected, freeBytes: free }));
    return;
  }
  for (const line of surveyLines(found)) console.log(line);
  if (!expected) {
    console.log('time and disk: unknown, no picture could be done');
    return;
  }
  console.log(
    `time:       about ${duration(expected.seconds)} on this machine (${Math.round(expected.perHour).toLocaleString('en')} images/hour, measured on ${expected.measured})`,
  );
  const short =
    free !== undefined && free < expected.bytes ? `: TOO LITTLE, ${gigabytes(free)} are free` : '';
  console.log(`disk:       about ${gigabytes(expected.bytes)}${short}`);
  console.log('Nothing was written. Run the same command without --dry-run to begin.');
}

function surveyLines(found: Survey): string[] {
  const { pictures, toMake, duplicates, remote, problems, tooSmall, tooLarge } = found;
  const count = (n: number) => n.toLocaleString('en');
  const lines = [`pictures:   ${count(pictures)}, of which ${count(toMake + remote)} would be made`];
  if (remote) lines.push(`remote:     ${count(remote)} at addresses, not fetched in a dry run`);
  if (duplicates)
    lines.push(`duplicates: ${count(duplicates)} have the bytes of another one and get copies of its files`);
  if (tooSmall.count)
    lines.push(
      `too small:  ${count(tooSmall.count)} under 300 px, e.g. ${tooSmall.example}; ask for larger files`,
    );
  if (tooLarge.count)
    lines.push(
      `large:      ${count(tooLarge.count)} beyond 2,000 px, e.g. ${tooLarge.example}; they need no enlarging`,
    );
  for (const [code, { count: n, example }] of problems)
    lines.push(`would fail: ${count(n)} with ${code}, e.g. ${example}`);
  return lines;
}

function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
