import type { Command } from 'commander';
import { CatalogPrecision } from '../catalog/manifest/precision.js';
import { openSource } from '../catalog/sources/open-source.js';
import { createEngine } from '../engine/engine.js';
import { askedRecipe } from '../recipe/asked.js';
import { CatalogCommand } from './catalog-command.js';
import { dryRun } from './catalog-dry-run.js';
import { addCatalogOptions, type CatalogFlags } from './catalog-options.js';
import { askedFor } from './enhance-options.js';
import { handOffBy } from './hand-off.js';
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
  const recipe = askedRecipe(askedFor(flags), flags.recipe);
  const { device, precision, threads, out, columns, pictures, allowPrivate = false } = flags;
  const source = await openSource(path, {
    skip: out,
    remote: { allowPrivate },
    ...(columns ? { columns } : {}),
    ...(pictures ? { pictures } : {}),
  });
  const { signal, release } = stopOnSignals();
  const tools = handOffBy(flags);
  const chosen = new CatalogPrecision();
  const engine = createEngine({
    device,
    precision,
    precisionMemory: chosen,
    ...(threads ? { threads } : {}),
  });
  try {
    if (flags.dryRun) await dryRun(source, recipe, engine, { json: flags.json ?? false, signal, out });
    else
      return await new CatalogCommand({
        path,
        source,
        recipe,
        flags,
        version,
        engine,
        chosen,
        handOff: tools.send,
      }).run(signal);
    return signal.aborted ? 130 : 0;
  } finally {
    release();
    await source.close();
    tools.close();
    await engine.close();
  }
}
