import { type Command, InvalidArgumentError } from 'commander';
import { askedRecipe } from '../recipe/asked.js';
import { type PaperSize, paperSize } from '../recipe/print.js';
import { WORKFLOWS, type Workflow, workflow } from '../recipe/recipes.js';
import { addEnhanceOptions, askedFor, type EnhanceFlags } from './enhance-options.js';
import { addRecipeOptions, type RecipeFlags } from './recipe-options.js';
import { addRunOptions, type RunFlags } from './run-options.js';
import { runPictures } from './run-pictures.js';

/** What a person can change of a workflow. */
export interface AdaptFlags extends EnhanceFlags, RecipeFlags {
  size?: PaperSize;
}

type Flags = AdaptFlags & RunFlags;

const names = WORKFLOWS.map(({ name }) => name);
const width = Math.max(...names.map((name) => name.length));

const HELP = `
Recipes:
${WORKFLOWS.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`).join('\n')}

Examples:
  $ heroshot recipe repurpose photos/                     four files from each picture, each audited
  $ heroshot recipe supplier photos/ --for amazon,ebay    these marketplaces instead of the recipe's own
  $ heroshot recipe reviews uploads/ --out clean
  $ heroshot recipe print bag.jpg --size 20x25cm

Every option replaces what the recipe says. docs/workflows.md tells more of each.`;

/** `heroshot recipe`: the five named workflows. */
export function addRecipeCommand(program: Command, version: string): void {
  const command = program
    .command('recipe')
    .description(`a whole workflow: ${names.join(', ')}`)
    .argument('<recipe>', names.join(', '), workflow)
    .argument('<file|folder|glob...>', 'pictures, folders with pictures, or globs')
    .option(
      '--size <8x10in|20x25cm>',
      'print: the largest size on paper; scale and density follow',
      (text) => {
        try {
          return paperSize(text);
        } catch (error) {
          throw new InvalidArgumentError(`${(error as Error).message}.`);
        }
      },
    );
  addRunOptions(addEnhanceOptions(addRecipeOptions(command)))
    .addHelpText('after', HELP)
    .action(async (recipe: Workflow, args: string[], flags: Flags) => {
      process.exitCode = await runPictures(args, askedRecipe(askedFor(flags), recipe), flags, version);
    });
}
