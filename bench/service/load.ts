import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort, Kept, ready } from '../../scripts/service/processes.js';
import { memoryOf } from './process-memory.js';
import { quantile } from './quantile.js';

const USAGE = `Clients that submit pictures and ask after them, on loopback, while the workers have more than they can do.

  npm run bench:service -- [--clients 200] [--seconds 60] [--spread 5]

Each client submits a picture, asks after it as often as Retry-After says until it is done or five times, and begins again.
They begin over --spread seconds; 5 is about what a round takes, 1 makes all submit within one second of each round.
Printed: answers by status, p50 and p99 of submitting and asking, and the memory of the service's processes.`;

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    spread: { type: 'string', default: '5' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

/** What the clients measured, in milliseconds. */
export interface LoadResult {
  submit: number[];
  poll: number[];
  statuses: Record<string, number>;
  done: number;
}

const folder = await mkdtemp(join(tmpdir(), 'heroshot-load-'));
const port = await freePort();
const args = ['serve', '--port', String(port), '--data', join(folder, 'data'), '--open'];
const limits = ['--rate-limit', '1000000', '--queue-limit', '1000000'];
const service = Kept.heroshot('service', [...args, ...limits], join(folder, 'service.log'));
try {
  const url = `http://127.0.0.1:${port}`;
  await ready(`${url}/readyz`);
  const before = memoryOf(service.pid);
  const clients = fork(fileURLToPath(new URL('./clients.js', import.meta.url)), [
    url,
    values.clients,
    values.seconds,
    values.spread,
  ]);
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, memoryOf(service.pid));
  }, 1000);
  const result = await new Promise<LoadResult>((resolve, reject) => {
    clients.once('message', (message) => resolve(message as LoadResult));
    clients.once('exit', (code) => reject(new Error(`the clients ended with ${code}`)));
  });
  clearInterval(watch);
  const seconds = Number(values.seconds);
  console.log(`${values.clients} clients, ${seconds} s, begun over ${values.spread} s`);
  console.log('| | requests/s | p50, ms | p99, ms | worst, ms |\n| --- | ---: | ---: | ---: | ---: |');
  for (const kind of ['submit', 'poll'] as const) {
    const times = result[kind].sort((a, b) => a - b);
    const at = (share: number) => quantile(times, share).toFixed(1);
    console.log(`| ${kind} | ${(times.length / seconds).toFixed(0)} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`);
  }
  console.log(`\nanswers: ${JSON.stringify(result.statuses)}; pictures done: ${result.done}`);
  console.log(`memory of the API process: ${before.toFixed(0)} MB before, at most ${most.toFixed(0)} MB`);
  if (Object.keys(result.statuses).some((status) => !/^[23]/.test(status))) process.exitCode = 1;
} finally {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
}
