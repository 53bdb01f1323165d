import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { writeCatalogPage } from '../catalog/catalog-page/page.js';
import { summarise } from '../catalog/catalog-page/tally.js';
import { writeThumbnails } from '../catalog/catalog-page/thumbnails.js';
import { Manifest } from '../catalog/manifest/manifest.js';
import { makeFolder } from '../catalog/outputs.js';
import { writeImport, writeResults } from '../catalog/results/results.js';
import { openSource } from '../catalog/sources/open-source.js';
import type { CatalogSource } from '../catalog/sources/source.js';
import type { Through } from '../catalog/work/events.js';
import { recipeHash } from '../catalog/work/fingerprint.js';
import { parseLayout } from '../catalog/work/layout.js';
import { runCatalog } from '../catalog/work/run-catalog.js';
import { createEngine, type Engine } from '../engine/engine.js';
import { asHeroshotError, HeroshotError } from '../engine/errors.js';
import type { Recipe } from '../recipe/recipe.js';
import { createRecipeRunner } from '../recipe/run-recipe.js';
import { dryRun } from './catalog-dry-run.js';
import { addCatalogOptions, type CatalogFlags, catalogRecipe } from './catalog-options.js';
import { type CatalogProgress, createCatalogProgress } from './catalog-progress.js';
import { catalogSummary } from './catalog-summary.js';
import { stopOnSignals } from './interrupt.js';
import { isWorker, supervise } from './supervise.js';

/** `heroshot catalog`: a shop's whole catalogue, unattended. */
export function addCatalogCommand(program: Command, version: string): void {
  const command = program
    .command('catalog')
    .description("a shop's whole catalogue: stop it, kill it, go on with --resume")
    .argument('<folder|products.csv|pictures.zip|list.txt>', 'where the pictures are');
  addCatalogOptions(command).action(async (path: string, flags: CatalogFlags) => {
    process.exitCode = isWorker() ? await catalog(path, flags, version) : await supervise();
  });
}

async function catalog(path: string, flags: CatalogFlags, version: string): Promise<number> {
  const recipe = catalogRecipe(flags);
  const { device, precision, threads, out, columns, pictures, allowPrivate = false } = flags;
  const source = await openSource(path, {
    skip: out,
    remote: { allowPrivate },
    ...(columns ? { columns } : {}),
    ...(pictures ? { pictures } : {}),
  });
  const { signal, release } = stopOnSignals();
  const engine = createEngine({ device, precision, ...(threads ? { threads } : {}) });
  try {
    if (flags.dryRun) await dryRun(source, recipe, engine, { json: flags.json ?? false, signal, out });
    else return await new CatalogCommand(path, recipe, flags, version, engine, source).run(signal);
    return signal.aborted ? 130 : 0;
  } finally {
    release();
    await source.close();
    await engine.close();
  }
}

class CatalogCommand {
  private progress: CatalogProgress | undefined;
  private thumbnails = true;

  constructor(
    private readonly path: string,
    private readonly recipe: Recipe,
    private readonly flags: CatalogFlags,
    private readonly version: string,
    private readonly engine: Engine,
    private readonly source: CatalogSource,
  ) {}

  async run(signal: AbortSignal): Promise<number> {
    const { out, layout = parseLayout() } = this.flags;
    await makeFolder(out);
    const manifest = await Manifest.open(join(out, 'manifest.sqlite'));
    const start = performance.now();
    try {
      await this.checkResume(manifest);
      const hash = recipeHash(this.recipe, { layout: layout.template });
      const { recipe, source } = this;
      const run = { source, sourcePath: this.path, manifest, recipe, recipeHash: hash, out, layout };
      await runCatalog(
        { ...run, runner: createRecipeRunner(this.engine) },
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
    const now = resolve(this.path);
    if (before !== undefined && !this.flags.resume && !(await manifest.isEmpty()))
      throw new HeroshotError('catalog_exists', `${this.flags.out} holds a run over ${before} already`);
    if (before !== undefined && before !== now)
      throw new HeroshotError(
        'catalog_exists',
        `${this.flags.out} holds a run over another source, ${before}`,
      );
    await manifest.setSetting('source', now);
    await manifest.setSetting('recipe', JSON.stringify(this.recipe));
    await manifest.setSetting('version', this.version);
  }

  private ready({ pictures, doneOtherwise }: { pictures: number; doneOtherwise: number }): void {
    if (pictures === 0) throw new HeroshotError('file_not_found', `no pictures in ${this.path}`);
    this.progress = createCatalogProgress(pictures);
    if (this.flags.json) print({ event: 'ready', pictures, doneOtherwise });
    if (doneOtherwise > 0)
      this.progress.say(`note: ${doneOtherwise} pictures were done with other options and are done again`);
  }

  private async through(through: Through): Promise<void> {
    const { row, bytes, result } = through;
    this.progress?.through(through);
    if (this.flags.json) print({ event: 'picture', ending: through.ending, ...row });
    if (!this.thumbnails || !bytes) return;
    try {
      const smallest = result && [...result.outputs].sort((a, b) => a.bytes.length - b.bytes.length)[0];
      await writeThumbnails(this.flags.out, row.key, bytes, smallest?.bytes);
    } catch (error) {
      // A page without thumbnails is better than a run without its end.
      this.thumbnails = false;
      this.progress?.say(`note: no more thumbnails: ${asHeroshotError(error).message}`);
    }
  }

  private say(event: string, line: string): void {
    this.progress?.say(line);
    if (this.flags.json) print({ event, message: line });
  }

  private async finish(manifest: Manifest, seconds: number, stopped: boolean): Promise<number> {
    const { out, json } = this.flags;
    const markets = this.recipe.steps.flatMap((step) => (step.step === 'marketplaces' ? step.for : []));
    const written: string[] = [];
    const write = async (work: () => Promise<string>) => {
      try {
        written.push(await work());
      } catch (error) {
        const { message, hint } = asHeroshotError(error);
        console.error(`note: ${message}. ${hint}`);
      }
    };
    const about = {
      title: `heroshot: ${this.path}`,
      version: this.version,
      finished: new Date(),
      seconds,
      made: this.progress?.counts.made ?? 0,
      threads: this.engine.threads,
    };
    const summary = await summarise(manifest.rows(), about);
    await write(() => writeResults(out, manifest, ['master', ...markets]));
    const { table } = this.source;
    const { importFile: file = 'master', urlBase } = this.flags;
    if (table) await write(() => writeImport(out, manifest, table, { file, urlBase }));
    await write(async () => {
      await writeCatalogPage(out, manifest.rows(), summary);
      return join(out, 'report.html');
    });
    if (json)
      print({
        event: 'summary',
        ...summary,
        errors: Object.fromEntries(summary.errors),
        marketplaces: Object.fromEntries(summary.marketplaces),
        stopped,
      });
    for (const line of catalogSummary(summary, this.progress?.counts, stopped, out)) console.error(line);
    console.error(`results: ${written.join(', ')}`);
    if (stopped) return 130;
    return summary.failed > 0 ? 1 : 0;
  }
}

const print = (value: object) => void process.stdout.write(`${JSON.stringify(value)}\n`);
