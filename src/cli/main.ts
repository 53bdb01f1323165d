import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { HeroshotError } from '../engine/errors.js';
import { addAuditCommand } from './audit.js';
import { addCatalogCommand } from './catalog.js';
import { addClipCommand } from './clip.js';
import { addEnhanceCommand } from './enhance.js';
import { addKeysCommand } from './keys.js';
import { addModelsCommand } from './models.js';
import { addPlaceCommand } from './place.js';
import { addPresetsCommand } from './presets.js';
import { addRecipeCommand } from './recipe.js';
import { addServeCommand } from './serve.js';
import { addSignCommand } from './sign.js';
import { addWatchCommand } from './watch.js';
import { addWorkerCommand } from './worker.js';

/** Exit codes of every command. */
const USAGE = 2;

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const program = new Command('heroshot')
  .description('Turns supplier photos into hero shots, on your own machine.')
  .version(version)
  .showHelpAfterError('(heroshot --help tells more)')
  .exitOverride();

addEnhanceCommand(program, version);
addAuditCommand(program);
addPresetsCommand(program);
addRecipeCommand(program, version);
addCatalogCommand(program, version);
addPlaceCommand(program);
addClipCommand(program);
addServeCommand(program);
addWorkerCommand(program);
addKeysCommand(program);
addWatchCommand(program);
addSignCommand(program);
addModelsCommand(program);

// A reader that has seen enough (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : USAGE;
  else if (error instanceof HeroshotError) {
    console.error(`heroshot: ${error.message}. ${error.hint}`);
    process.exitCode = USAGE;
  } else throw error;
}
