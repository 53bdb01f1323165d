import type { Command } from 'commander';
import { MODELS, readWeights } from '../engine/network/registry.js';

/** `heroshot models`: the networks that are installed, and whether their files are what they should be. */
export function addModelsCommand(program: Command): void {
  program
    .command('models')
    .description('list the networks and check their files')
    .option('--json', 'print one JSON object per network')
    .action(async ({ json }: { json?: boolean }) => {
      for (const model of MODELS) {
        const state = await readWeights(model).then(
          () => 'ok',
          (error: Error) => error.message,
        );
        if (state !== 'ok') process.exitCode = 1;
        const { id, scale, tier, parameters, file } = model;
        const line = `${id.padEnd(14)} ${scale}×  ${tier.padEnd(9)} ${(parameters / 1e6).toFixed(2)} M  ${file}  ${state}`;
        console.log(json ? JSON.stringify({ ...model, state }) : line);
      }
    });
}
