import type { Command } from 'commander';
import { askedRecipe } from '../recipe/asked.js';
import { addEnhanceOptions, askedFor, type EnhanceFlags } from './enhance-options.js';
import { addRecipeOptions, type RecipeFlags } from './recipe-options.js';
import { addRunOptions, type RunFlags } from './run-options.js';
import { runPictures } from './run-pictures.js';

const EXAMPLES = `
Examples:
  $ heroshot enhance photos/                      every picture below photos/, results in heroshot-out/
  $ heroshot enhance bag.jpg --scale 4 --out done
  $ heroshot enhance "feed/**/*.jpg" --format webp --quality 85
  $ heroshot enhance old-scan.jpg --restore 0.8 --sharpen 0.3 --dpi 300
  $ heroshot enhance bag.jpg --cutout --background white --for amazon-main
  $ heroshot enhance photos/ --for amazon,shopify,instagram
  $ heroshot enhance photos/ --json > results.ndjson

Beside each result lies <name>.report.json with its measured fidelity, and report.html shows the whole run.
Exit code: 0 all done, 1 some pictures failed (each is named with a reason), 2 wrong usage.`;

/** `heroshot enhance`: enlarge and clean pictures, and prove that colours and content held. */
export function addEnhanceCommand(program: Command, version: string): void {
  const command = program
    .command('enhance')
    .description('enlarge and clean pictures, and prove that colours and content held')
    .argument(
      '<file|folder|glob...>',
      'pictures (JPEG, PNG, WebP, AVIF, TIFF, GIF), folders with pictures, or globs',
    );
  addRunOptions(addRecipeOptions(addEnhanceOptions(command)))
    .addHelpText('after', EXAMPLES)
    .action(async (args: string[], flags: EnhanceFlags & RecipeFlags & RunFlags) => {
      process.exitCode = await runPictures(args, askedRecipe(askedFor(flags)), flags, version);
    });
}
