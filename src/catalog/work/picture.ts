import { extname, join, relative, sep } from 'node:path';
import { FORMATS, type OutputFormat } from '../../engine/encode/formats.js';
import type { Recipe } from '../../recipe/recipe.js';
import { aboutOutput, type RecipeReport } from '../../recipe/report.js';
import type { RecipeOutput, RecipeResult, RecipeRunner } from '../../recipe/run-recipe.js';
import { writeAtomically } from '../atomic-file.js';
import type { Finished } from '../manifest/manifest.js';
import type { MadeFile, PictureRow } from '../manifest/row.js';
import { writeOutputs } from '../outputs.js';
import type { CatalogItem } from '../sources/source.js';
import { copyAtomically } from './copy-files.js';
import type { Layout } from './layout.js';

/** What is done to every picture, and where its files go. */
export interface Job {
  runner: RecipeRunner;
  recipe: Recipe;
  recipeHash: string;
  /** The output folder. */
  out: string;
  layout: Layout;
}

/** What the manifest keeps of a picture, without its time. */
export type Done = Omit<Finished, 'seconds'>;

/**
 * Do the recipe to a picture and write its files and its report.
 *
 * @throws {HeroshotError} what the recipe throws, `disk_full`, `not_writable`
 */
export async function makePicture(
  { runner, recipe, recipeHash, out, layout }: Job,
  item: CatalogItem,
  bytes: Uint8Array,
  contentHash: string,
  hooks: { signal?: AbortSignal; onProgress?: (share: number) => void },
): Promise<{ done: Done; result: RecipeResult }> {
  const { signal, onProgress } = hooks;
  const result = await runner.run(bytes, recipe, {
    ...(signal ? { signal } : {}),
    onProgress: (_stage, share) => onProgress?.(share),
  });
  const place = (made: string, format: OutputFormat) => layout.path(item, made, extensionOf(item, format));
  const written = await writeOutputs(result, ({ for: made, format }) => join(out, place(made, format)));
  const outputs = written.map(({ path }, i) =>
    madeFile(result.outputs[i], slashes(relative(out, path)), result.report),
  );
  const report = reportPath(outputs[0].path);
  await writeAtomically(join(out, report), `${JSON.stringify(result.report, null, 2)}\n`);
  const { verdict, reasons, input } = result.report;
  const done: Done = {
    contentHash,
    recipeHash,
    verdict,
    reasons,
    inputWidth: input.width,
    inputHeight: input.height,
    outputs,
    report,
  };
  return { done, result };
}

/**
 * Give a picture the files of another one with the same bytes.
 *
 * @throws {HeroshotError} `disk_full`, `not_writable`, or `file_not_found` where the other one's files are gone
 */
export async function copyTwin({ out, layout }: Job, item: CatalogItem, twin: PictureRow): Promise<Done> {
  const outputs: MadeFile[] = [];
  for (const file of twin.outputs) {
    const path = layout.path(item, file.for, extname(file.path).slice(1));
    await copyAtomically(join(out, file.path), join(out, path));
    outputs.push({ ...file, path });
  }
  const report = reportPath(outputs[0].path);
  if (twin.report) await copyAtomically(join(out, twin.report), join(out, report));
  const { contentHash, recipeHash, verdict, reasons, inputWidth, inputHeight } = twin;
  const same = { contentHash, recipeHash, verdict, reasons, inputWidth, inputHeight };
  return { ...same, sameAs: twin.key, outputs, report };
}

function madeFile(
  { for: made, format, bytes: { byteLength: bytes } }: RecipeOutput,
  path: string,
  report: RecipeReport,
): MadeFile {
  const { width, height, audit } = aboutOutput(report, made);
  return { for: made, path, format, bytes, width, height, ...(audit ? { audit: audit.verdict } : {}) };
}

/** A report lies beside the master, under its name. */
const reportPath = (master: string) => master.replace(/\.[^./]+$/, '.report.json');

const slashes = (path: string) => path.split(sep).join('/');

/** The source's own extension where it fits the format (`.jpeg` stays), else the format's usual one. */
function extensionOf({ source }: CatalogItem, format: OutputFormat): string {
  const own = extname(source.split(/[?#]/)[0]).slice(1);
  return FORMATS[format].extensions.includes(own.toLowerCase()) ? own : FORMATS[format].extension;
}
