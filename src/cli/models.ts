import type { Command } from 'commander';
import { filesOf, MODELS, type Model, type ModelFile, readWeights } from '../engine/network/registry.js';

/** `heroshot models`: the networks that are installed, and whether their files are what they should be. */
export function addModelsCommand(program: Command): void {
  program
    .command('models')
    .description('list the networks and check their files')
    .option('--json', 'print one JSON object per network')
    .action(async ({ json }: { json?: boolean }) => {
      for (const model of MODELS) {
        const files = await checkFiles(model);
        const state = files.find((file) => file.state !== 'ok')?.state ?? 'ok';
        if (state !== 'ok') process.exitCode = 1;
        console.log(json ? JSON.stringify({ ...model, files, state }) : line(model, files));
      }
    });
}

/** A model's files; `state` is `ok`, or what is wrong. */
function checkFiles(model: Model) {
  return Promise.all(
    filesOf(model).map(async ({ sha256, ...file }) => {
      const state = await readWeights({ file: file.file, sha256 }).then(
        () => 'ok',
        (error: Error) => error.message,
      );
      return { ...file, state };
    }),
  );
}

function line({ id, scale, tier, parameters }: Model, files: Awaited<ReturnType<typeof checkFiles>>): string {
  const use = ({ precision, clean, detail }: Omit<ModelFile, 'sha256' | 'file'>) =>
    detail ? 'detail' : clean ? `clean ${precision}` : precision;
  const held = files.map((file) => `${use(file)} ${file.file} ${file.state}`).join('  ');
  return `${id.padEnd(14)} ${scale}×  ${tier.padEnd(9)} ${(parameters / 1e6).toFixed(2)} M  ${held}`;
}
