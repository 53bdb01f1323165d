import { type Command, Option } from 'commander';
import type { WorkerSettings } from '../service/settings.js';
import { numberBetween } from './dials.js';
import { addBackendOptions, addEngineOptions } from './service-options.js';

type Flags = Omit<WorkerSettings, 'allowPrivate'> & { allowPrivate?: boolean };

const HELP = `
Takes pictures from the queue of \`heroshot serve\`, on as many machines as you like:

  $ heroshot worker --database postgres://… --redis redis://… --blobs s3://bucket
  $ heroshot worker --threads 4 --metrics-port 9464

It can be stopped and killed at any time: SIGTERM lets it finish, after a kill its pictures are done by another within a minute.`;

/** `heroshot worker`: a process that does the pictures of a service on many machines. */
export function addWorkerCommand(program: Command): void {
  const command = program
    .command('worker')
    .description('does the pictures of a service that is spread over many machines')
    .addOption(
      new Option('--metrics-port <n>', 'port of its own /metrics, /healthz and /readyz')
        .argParser(numberBetween(1, 65_535, true))
        .env('HEROSHOT_METRICS_PORT'),
    );
  addBackendOptions(command);
  addEngineOptions(command)
    .addHelpText('after', HELP)
    .action(async ({ allowPrivate = false, ...flags }: Flags) => {
      const { runWorker } = await import('../service/run-worker.js');
      process.exitCode = await runWorker({ ...flags, allowPrivate, grace: flags.grace * 1000 });
    });
}
