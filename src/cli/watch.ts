import { basename, dirname, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Outcome } from '../catalog/run.js';
import { createEngine } from '../engine/engine.js';
import { HeroshotError } from '../engine/errors.js';
import { askedRecipe } from '../recipe/asked.js';
import { WORKFLOWS, type Workflow, workflow } from '../recipe/recipes.js';
import { createRecipeRunner } from '../recipe/run-recipe.js';
import { watchFolder } from '../watch/watch.js';
import { numberBetween } from './dials.js';
import { addEnhanceOptions, askedFor } from './enhance-options.js';
import { handOffBy } from './hand-off.js';
import { stopOnSignals } from './interrupt.js';
import { pictureLine } from './progress.js';
import type { AdaptFlags } from './recipe.js';
import { addRecipeOptions } from './recipe-options.js';
import { addRunOptions, type RunFlags } from './run-options.js';
import { isWorker, supervise } from './supervise.js';

interface WatchFlags extends AdaptFlags, Omit<RunFlags, 'out'> {
  out?: string;
  recipe: Workflow;
  newOnly?: boolean;
  once?: boolean;
  every: number;
}

/** When the watch began, for the processes that do its work one after the other. */
const SINCE = 'HEROSHOT_WATCH_SINCE';

const HELP = `
Examples:
  $ heroshot watch uploads/                           shoppers' photos: upright, no location, cleaned, at most 2×
  $ heroshot watch uploads/ --new-only --out clean    only what comes from now on
  $ heroshot watch supplier/ --recipe supplier --for amazon,shopify
  $ heroshot watch //nas/photos --every 30            a network drive that doesn't tell what changes
  $ heroshot watch uploads/ --once                    what is there, then end: for a timer
  $ heroshot watch uploads/ --json > done.ndjson

A picture is taken once it has stayed as it is for a second. What is done is known by the report beside its result, so that a
watch that is stopped or killed goes on where it was; what changes is done again. Hidden and temporary names are left alone.
Ctrl-C or SIGTERM: what is at work is finished.
Exit code: 0 stopped, or all done with --once; 1 with --once where some failed (each is named with a reason); 2 wrong usage.`;

/** `heroshot watch`: enhance on arrival. */
export function addWatchCommand(program: Command): void {
  const command = program
    .command('watch')
    .description('enhance on arrival: every picture that appears in a folder')
    .argument('<folder>', 'where pictures appear, at any depth')
    .addOption(
      new Option('--recipe <name>', `a workflow: ${WORKFLOWS.map(({ name }) => name).join(', ')}`)
        .argParser(workflow)
        .default(workflow('reviews'), 'reviews'),
    )
    .option('--new-only', 'leave alone what is there already')
    .addOption(new Option('--once', 'do what is there, and end').conflicts('newOnly'))
    .option(
      '--every <seconds>',
      'how often the whole folder is looked at, beside what the system tells',
      numberBetween(0.2, 86_400),
      5,
    );
  const out = new Option(
    '--out <folder>',
    'folder of the results; default: the name of the folder with -hero',
  );
  addRunOptions(addRecipeOptions(addEnhanceOptions(command)), out)
    .addHelpText('after', HELP)
    .action(async (folder: string, flags: WatchFlags) => {
      process.env[SINCE] ??= String(Date.now());
      process.exitCode = isWorker() ? await watch(folder, flags) : await supervise([]);
    });
}

async function watch(folder: string, flags: WatchFlags): Promise<number> {
  const { device, precision, threads, once = false, newOnly = false, every, json } = flags;
  const recipe = askedRecipe(askedFor(flags), flags.recipe);
  const out = flags.out ?? besides(folder);
  const { signal, release } = stopOnSignals('what is at work is finished');
  const tools = handOffBy(flags);
  const engine = createEngine({ device, precision, ...(threads ? { threads } : {}) });
  let fallback = false;
  const onOutcome = (outcome: Outcome) => {
    const told = outcome.report?.network?.fallback;
    if (told && !fallback) console.error(`note: ${told}`);
    fallback ||= told !== undefined;
    console.error(pictureLine(outcome));
    if (json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
  };
  try {
    const newSince = newOnly ? Number(process.env[SINCE]) : undefined;
    const totals = await watchFolder(
      {
        folder,
        out,
        recipe,
        runner: createRecipeRunner(engine, { handOff: tools.send }),
        once,
        newSince,
        every: every * 1000,
      },
      {
        signal,
        onOutcome,
        onReady: (pictures) =>
          console.error(
            `${once ? 'looking at' : 'watching'} ${folder} (${pictures} ${pictures === 1 ? 'picture' : 'pictures'}), results in ${out}`,
          ),
        onNote: (message) => console.error(`note: ${message}`),
        onPause: (message) => console.error(`paused: ${message}`),
        onGoOn: () => console.error('going on'),
      },
    );
    const { done, failed, review, kept } = totals;
    const more = [...(review ? [`${review} to review`] : []), ...(kept ? [`${kept} done before`] : [])];
    console.error([`${done} done`, `${failed} failed`, ...more].join(', '));
    return once && failed > 0 && !signal.aborted ? 1 : 0;
  } finally {
    release();
    tools.close();
    await engine.close();
  }
}

/** `uploads-hero` for `uploads/`. */
function besides(folder: string): string {
  const name = basename(resolve(folder));
  if (!name)
    throw new HeroshotError(
      'bad_option',
      `${folder} has no folder beside it for results; name one with --out`,
    );
  return basename(folder) === name ? join(dirname(folder), `${name}-hero`) : `${resolve(folder)}-hero`;
}
