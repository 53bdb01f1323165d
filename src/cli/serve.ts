import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ServeSettings } from '../service/serve.js';
import { numberBetween } from './dials.js';
import { addEdgeOptions } from './edge-options.js';
import { addBackendOptions, addEngineOptions, bytes } from './service-options.js';

/** What a person can say about the service; grace is in seconds here. */
type Flags = Omit<ServeSettings, 'allowPrivate' | 'grace'> & { allowPrivate?: boolean; grace: number };

const HELP = `
On one machine nothing else is needed: an SQLite database, the files and a working process are started with it.

  $ heroshot keys create --name shop                 a key for your shop; shown once
  $ heroshot serve                                   http://127.0.0.1:8080
  $ curl -H "Authorization: Bearer $KEY" -F file=@bag.jpg -H "Prefer: wait=20" http://127.0.0.1:8080/v1/images

On many, start any number of these, and any number of \`heroshot worker\`:

  $ heroshot serve --database postgres://… --redis redis://… --blobs s3://bucket

Pictures on the fly, behind your CDN: any size of any picture of a folder, enhanced where it is too small:

  $ heroshot serve --edge photos/                    says an address to open
  $ heroshot sign /w:800/plain/local:///bag.jpg --base http://127.0.0.1:8080/edge

Every option can be said by the environment variable beside it. docs/service.md tells more.`;

/** `heroshot serve`: the REST service. */
export function addServeCommand(program: Command): void {
  const command = program
    .command('serve')
    .description('the REST service: jobs, batches, webhooks; with its own worker, or with many')
    .addOption(
      new Option('--port <n>', 'port to listen on')
        .argParser(numberBetween(0, 65_535, true))
        .default(8080)
        .env('HEROSHOT_PORT'),
    )
    .addOption(
      new Option('--host <address>', 'address to listen on; 0.0.0.0 for all')
        .default('127.0.0.1')
        .env('HEROSHOT_HOST'),
    )
    .addOption(
      new Option('--open', 'ask for no key; only where it listens on this machine alone').env(
        'HEROSHOT_OPEN',
      ),
    )
    .addOption(
      new Option('--public-url <address>', 'where the service is reached, for the addresses in its answers')
        .argParser(httpAddress)
        .env('HEROSHOT_PUBLIC_URL'),
    )
    .addOption(
      new Option('--rate-limit <n>', 'requests a minute and key')
        .argParser(numberBetween(1, 1e9, true))
        .default(600)
        .env('HEROSHOT_RATE_LIMIT'),
    )
    .addOption(
      new Option('--queue-limit <n>', 'pictures that may wait; more are refused for a while')
        .argParser(numberBetween(1, 1e9, true))
        .default(10_000)
        .env('HEROSHOT_QUEUE_LIMIT'),
    )
    .addOption(
      new Option('--keep-days <n>', 'days that results are kept')
        .argParser(numberBetween(0.01, 36_500))
        .default(30)
        .env('HEROSHOT_KEEP_DAYS'),
    )
    .addOption(
      new Option('--quota <size>', 'bytes that pictures may take, e.g. 200GB; the oldest results go first')
        .argParser(bytes)
        .env('HEROSHOT_QUOTA'),
    )
    .addOption(new Option('--no-worker', 'start no working process, though the service is on its own'));
  addBackendOptions(command);
  addEngineOptions(command);
  addEdgeOptions(command)
    .addHelpText('after', HELP)
    .action(async ({ allowPrivate = false, grace, ...flags }: Flags) => {
      const { runService } = await import('../service/serve.js');
      process.exitCode = await runService({ ...flags, allowPrivate, grace: grace * 1000 });
    });
}

function httpAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new InvalidArgumentError('It is like https://img.example.com.');
  return url.href.replace(/\/$/, '');
}
