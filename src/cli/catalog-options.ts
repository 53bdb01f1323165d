import { type Command, InvalidArgumentError } from 'commander';
import { DEFAULT_LAYOUT, type Layout, PLACEHOLDERS, parseLayout } from '../catalog/work/layout.js';
import { HeroshotError } from '../engine/errors.js';
import { WORKFLOWS, type Workflow, workflow } from '../recipe/recipes.js';
import { addEnhanceOptions } from './enhance-options.js';
import type { AdaptFlags } from './recipe.js';
import { addRecipeOptions } from './recipe-options.js';
import { addRunOptions, type RunFlags } from './run-options.js';

/** What a person can say about a catalogue. */
export interface CatalogFlags extends AdaptFlags, RunFlags {
  recipe?: Workflow;
  resume?: boolean;
  dryRun?: boolean;
  columns?: string;
  pictures?: string;
  layout?: Layout;
  allowPrivate?: boolean;
  importFile?: string;
  urlBase?: string;
}

const HELP = `
Sources:
  a folder                 every picture below it; its folders are kept
  pictures.zip             read entry by entry, never unpacked
  products.csv             a shop's product table: Shopify, WooCommerce, Magento, Vendure, or any with a column of pictures
  list.txt                 one path or address a line

Layout: ${Object.entries(PLACEHOLDERS)
  .map(([word, meaning]) => `{${word}} ${meaning}`)
  .join('; ')}.
The usual one is ${DEFAULT_LAYOUT}, masters at the top.

Examples:
  $ heroshot catalog photos/ --dry-run                          what would be done, how long, how much disk
  $ heroshot catalog products.csv --recipe supplier --out done
  $ heroshot catalog products.csv --recipe supplier --out done --resume     after a stop, a crash, a power cut
  $ heroshot catalog feed.csv --columns "sku=Item no.,image=Photo" --pictures scans/
  $ heroshot catalog pictures.zip --for amazon,shopify --layout "{sku}/{for}-{n}.{ext}"

In the output folder: the files, results.csv (one line per picture, with the table's row), report.html, manifest.sqlite (what
--resume goes by), and for a table import.csv, a copy of it with the new file names.
Exit code: 0 all done, 1 some pictures failed (results.csv names each with a reason), 2 wrong usage, 130 stopped.`;

/** Add everything that can be said about a catalogue. */
export function addCatalogOptions(command: Command): Command {
  command
    .option('--recipe <name>', `a workflow: ${WORKFLOWS.map(({ name }) => name).join(', ')}`, workflow)
    .option('--resume', 'go on with the run in the output folder: what is done and unchanged is skipped')
    .option('--dry-run', 'look at every picture and measure this machine, but write nothing')
    .option('--columns <sku=…,image=…>', 'columns of the table, where they are not recognised')
    .option('--pictures <folder>', 'where the pictures of a table or list lie; default: beside it')
    .option('--layout <template>', 'paths of the files, see below', layout)
    .option('--import-file <name>', 'which file import.csv names: master (default) or one of --for')
    .option('--url-base <address>', 'what import.csv puts before a file, e.g. https://cdn.example.com/')
    .option('--allow-private', 'fetch pictures from private addresses too (your own network)');
  addRunOptions(addRecipeOptions(addEnhanceOptions(command)));
  return command.addHelpText('after', HELP);
}

function layout(template: string): Layout {
  try {
    return parseLayout(template);
  } catch (error) {
    if (error instanceof HeroshotError) throw new InvalidArgumentError(`${error.message}.`);
    throw error;
  }
}
