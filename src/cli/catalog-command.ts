import { join, resolve } from 'node:path';
import { writeCatalogPage } from '../catalog/catalog-page/page.js';
import { type CatalogSummary, summarise } from '../catalog/catalog-page/tally.js';
import { writeThumbnails } from '../catalog/catalog-page/thumbnails.js';
import { Manifest } from '../catalog/manifest/manifest.js';
import type { CatalogPrecision } from '../catalog/manifest/precision.js';
import { makeFolder } from '../catalog/outputs.js';
import { writeImport, writeResults } from '../catalog/results/results.js';
import type { CatalogSource } from '../catalog/sources/source.js';
import type { Through } from '../catalog/work/events.js';
import { recipeHash } from '../catalog/work/fingerprint.js';
import { parseLayout } from '../catalog/work/layout.js';
import { runCatalog } from '../catalog/work/run-catalog.js';
import type { Engine } from '../engine/engine.js';
import { asHeroshotError, HeroshotError } from '../engine/errors.js';
import type { HandOff } from '../recipe/hand-off.js';
import type { Recipe } from '../recipe/recipe.js';
import { createRecipeRunner } from '../recipe/run-recipe.js';
import type { CatalogFlags } from './catalog-options.js';
import { type CatalogProgress, createCatalogProgress } from './catalog-progress.js';
import { catalogSummary } from './catalog-summary.js';

/** What a run over a catalogue works with. */
export interface CatalogCommandParts {
  /** The source as it was given. */
  path: string;
  source: CatalogSource;
  recipe: Recipe;
  flags: CatalogFlags;
  version: string;
  engine: Engine;
  /** Of the engine. */
  chosen: CatalogPrecision;
  handOff: HandOff;
}

/** One run over a catalogue: what a person sees of it, and the files that tell of it. */
export class CatalogCommand {
  private progress: CatalogProgress | undefined;
  private thumbnails = true;

  constructor(private readonly parts: CatalogCommandParts) {}

  /**
   * @returns the exit code
   * @throws {HeroshotError} `catalog_exists`, `catalog_in_use`, `bad_option`, `file_not_found`, `not_writable`
   */
  async run(signal: AbortSignal): Promise<number> {
    const { path, source, recipe, flags, engine, handOff } = this.parts;
    const { out, layout = parseLayout() } = flags;
    this.checkImport();
    await makeFolder(out);
    const manifest = await Manifest.open(join(out, 'manifest.sqlite'));
    const start = performance.now();
    try {
      await this.checkResume(manifest);
      this.parts.chosen.keptIn(manifest);
      const hash = recipeHash(recipe, { layout: layout.template });
      const run = { source, sourcePath: path, manifest, recipe, recipeHash: hash, out, layout };
      await runCatalog(
        { ...run, runner: createRecipeRunner(engine, { handOff }) },
        {
          signal,
          onReady: (ready) => this.ready(ready),
          onThrough: (through) => this.through(through),
          onProgress: (done) => this.progress?.update(done),
          onPause: (message) => this.say('pause', `paused: ${message}`),
          onGoOn: () => this.say('go_on', 'going on'),
        },
      );
      this.progress?.end();
      return await this.finish(manifest, (performance.now() - start) / 1000, signal.aborted);
    } finally {
      this.progress?.end();
      await manifest.close();
    }
  }

  /** @throws {HeroshotError} `catalog_exists` */
  private async checkResume(manifest: Manifest): Promise<void> {
    const before = await manifest.setting('source');
    const { path, flags, recipe, version } = this.parts;
    const now = resolve(path);
    if (before !== undefined && !flags.resume && !(await manifest.isEmpty()))
      throw new HeroshotError('catalog_exists', `${flags.out} holds a run over ${before} already`);
    if (before !== undefined && before !== now)
      throw new HeroshotError('catalog_exists', `${flags.out} holds a run over another source, ${before}`);
    await manifest.setSetting('source', now);
    await manifest.setSetting('recipe', JSON.stringify(recipe));
    await manifest.setSetting('version', version);
  }

  private ready({ pictures, doneOtherwise }: { pictures: number; doneOtherwise: number }): void {
    if (pictures === 0) throw new HeroshotError('file_not_found', `no pictures in ${this.parts.path}`);
    this.progress = createCatalogProgress(pictures);
    if (this.parts.flags.json) print({ event: 'ready', pictures, doneOtherwise });
    if (doneOtherwise > 0)
      this.progress.say(`note: ${doneOtherwise} pictures were done with other options and are done again`);
  }

  private async through(through: Through): Promise<void> {
    const { row, bytes, result } = through;
    this.progress?.through(through);
    if (this.parts.flags.json) print({ event: 'picture', ending: through.ending, ...row });
    if (!this.thumbnails || !bytes) return;
    try {
      await writeThumbnails(this.parts.flags.out, row.key, bytes, result?.outputs[0].bytes);
    } catch (error) {
      // A page without thumbnails is better than a run without its end.
      this.thumbnails = false;
      this.progress?.say(`note: no more thumbnails: ${asHeroshotError(error).message}`);
    }
  }

  private say(event: string, line: string): void {
    this.progress?.say(line);
    if (this.parts.flags.json) print({ event, message: line });
  }

  private async finish(manifest: Manifest, seconds: number, stopped: boolean): Promise<number> {
    const { path, version, engine, flags } = this.parts;
    const about = {
      title: `heroshot: ${path}`,
      version,
      finished: new Date(),
      seconds,
      made: this.progress?.counts.made ?? 0,
      threads: engine.threads,
    };
    const summary = await summarise(manifest.rows(), about);
    const written = await this.write(manifest, summary);
    if (flags.json) print({ event: 'summary', ...plain(summary), stopped });
    for (const line of catalogSummary(summary, this.progress?.counts, stopped, flags.out))
      console.error(line);
    console.error(`results: ${written.join(', ')}`);
    if (stopped) return 130;
    return summary.failed > 0 ? 1 : 0;
  }

  /** Write what tells of the run; what can't be written (a full disk, say) is said and left out. */
  private async write(manifest: Manifest, summary: CatalogSummary): Promise<string[]> {
    const { source, flags } = this.parts;
    const { out, importFile: file = 'master', urlBase } = flags;
    const { table } = source;
    const works = [
      () => writeResults(out, manifest, ['master', ...this.markets()]),
      ...(table ? [() => writeImport(out, manifest, table, { file, urlBase })] : []),
      async () => {
        await writeCatalogPage(out, manifest.rows(), summary);
        return join(out, 'report.html');
      },
    ];
    const written: string[] = [];
    for (const work of works) {
      try {
        written.push(await work());
      } catch (error) {
        const { message, hint } = asHeroshotError(error);
        console.error(`note: ${message}. ${hint}`);
      }
    }
    return written;
  }

  private markets(): string[] {
    return this.parts.recipe.steps.flatMap((step) => (step.step === 'marketplaces' ? step.for : []));
  }

  /** @throws {HeroshotError} `bad_option` */
  private checkImport(): void {
    const { importFile, urlBase } = this.parts.flags;
    const made = ['master', ...this.markets()];
    if (importFile !== undefined && !made.includes(importFile))
      throw new HeroshotError(
        'bad_option',
        `--import-file ${importFile} is not made; there are ${made.join(', ')}`,
      );
    if (urlBase !== undefined && !/^https?:\/\/[^\s?#]+$/i.test(urlBase))
      throw new HeroshotError(
        'bad_option',
        `--url-base ${urlBase} is no address like https://cdn.example.com/`,
      );
  }
}

/** A summary as JSON can hold it. */
const plain = (summary: CatalogSummary) => ({
  ...summary,
  errors: Object.fromEntries(summary.errors),
  marketplaces: Object.fromEntries(summary.marketplaces),
});

const print = (value: object) => void process.stdout.write(`${JSON.stringify(value)}\n`);
