import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '#heroshot/jobs/store/open-store.js';
import { freePort, Kept, ready } from '../../scripts/service/processes.js';
import { postgresSchema } from '../../src/jobs/testing/services.js';
import { syntheticPicture } from '../catalog/pictures.js';
import { commandLine, updateDocs } from '../quality/docs-block.js';
import { queueCeiling, storeCeiling } from './ceilings.js';
import { postgresWork, redisWork } from './costs.js';
import { limitsTable } from './limits.js';
import { memoryOfGroup } from './process-memory.js';

const USAGE = `Pictures through one worker of one thread, then through two, on PostgreSQL and a Redis of its own.

  npm run bench:scale -- [--pictures 36] [--scale 4] [--size 600x800] [--update-docs]

Printed: images/hour of each and their ratio, what a job costs the database, the queue and the blob store, and what
limits 10, 100 and 1,000 workers; --update-docs writes it into docs/scaling.md. Leave the machine alone meanwhile.`;

const { values } = parseArgs({
  options: {
    pictures: { type: 'string', default: '36' },
    scale: { type: 'string', default: '4' },
    size: { type: 'string', default: '600x800' },
    'update-docs': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const pictures = Number(values.pictures);
const folder = await mkdtemp(join(tmpdir(), 'heroshot-scale-'));
const schema = await postgresSchema();
const redisPort = await freePort();
const redisArgs = ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
const redis = new Kept('redis', ['redis-server', ...redisArgs], join(folder, 'redis.log'));
const redisUrl = `redis://127.0.0.1:${redisPort}`;
const env = {
  HEROSHOT_DATABASE: schema.url,
  HEROSHOT_REDIS: redisUrl,
  HEROSHOT_BLOBS: join(folder, 'blobs'),
};

const [width, height] = values.size.split('x').map(Number);
const inputs = await Promise.all(
  Array.from({ length: pictures }, (_, i) => syntheticPicture(i, { width, height })),
);
const lines: string[] = [];
const print = (line: string) => {
  lines.push(line);
  console.log(line);
};

/** Submit pictures while the workers wait, and time from the first one taken to the last one done. */
async function timed(url: string): Promise<{ hourly: number; outBytes: number }> {
  const store = await openStore(schema.url);
  const ids: string[] = [];
  for (const [i, picture] of inputs.entries()) {
    const body = new FormData();
    body.set('scale', values.scale);
    body.set('file', new Blob([new Uint8Array(picture)]), `p${i}.jpg`);
    const answer = await fetch(`${url}/v1/images`, { method: 'POST', body });
    ids.push(((await answer.json()) as { id: string }).id);
  }
  for (;;) {
    const jobs = await store.jobs.getAll(ids);
    if (jobs.every(({ state }) => state === 'succeeded')) {
      await store.close();
      // The first pictures find an empty queue; the rate is that of the others.
      const ends = jobs.map(({ finishedAt }) => Number(finishedAt)).sort((a, b) => a - b);
      const skipped = Math.floor(pictures / 6);
      const hourly = ((ends.length - 1 - skipped) / (ends[ends.length - 1] - ends[skipped])) * 3_600_000;
      const outBytes = jobs.flatMap(({ outputs }) => outputs).reduce((sum, { bytes }) => sum + bytes, 0);
      return { hourly, outBytes: outBytes / pictures };
    }
    if (jobs.some(({ state }) => state === 'failed')) throw new Error('a picture failed');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function run(workers: number) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ['--port', String(port), '--open', '--rate-limit', '100000'];
  const api = Kept.heroshot('api', ['serve', ...args], join(folder, 'api.log'), env);
  const kept = await Promise.all(
    Array.from({ length: workers }, async (_, i) => {
      const metrics = await freePort();
      const more = ['worker', '--threads', '1', '--metrics-port', String(metrics)];
      const worker = Kept.heroshot(`worker${i}`, more, join(folder, `worker${i}.log`), env);
      await ready(`http://127.0.0.1:${metrics}/readyz`);
      return worker;
    }),
  );
  await ready(`${url}/readyz`);
  const before = [await postgresWork(schema.url), await redisWork(redisUrl)] as const;
  const { hourly, outBytes } = await timed(url);
  const after = [await postgresWork(schema.url), await redisWork(redisUrl)] as const;
  const memory = Math.max(...kept.map((one) => memoryOfGroup(one.pid)));
  const each = {
    transactions: (after[0].commits - before[0].commits) / pictures,
    rows: (after[0].writes - before[0].writes) / pictures,
    commands: (after[1] - before[1]) / pictures,
    inBytes: inputs.reduce((sum, { length }) => sum + length, 0) / pictures,
    outBytes,
  };
  const [transactions, rows, commands] = [each.transactions, each.rows, each.commands].map((n) =>
    n.toFixed(1),
  );
  print(
    `| ${workers} | ${Math.round(hourly).toLocaleString('en')} | ${memory.toFixed(0)} | ${transactions} | ${rows} | ${commands} | ${(each.inBytes / 1000).toFixed(0)} / ${(outBytes / 1000).toFixed(0)} |`,
  );
  await Promise.all([...kept, api].map((one) => one.stop()));
  return { hourly, each };
}

try {
  print(
    '| workers of one thread | images/hour | MB of a worker | transactions a job | rows written a job | Redis commands a job | kB in / out |',
  );
  print('| ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  const one = await run(1);
  const two = await run(2);
  const ceilings = { database: await storeCeiling(schema.url), queue: await queueCeiling(redisUrl) };
  print(`\nTwo workers do ${(two.hourly / one.hourly).toFixed(2)} times what one does.`);
  print(
    `\nWithout pictures, 16 lanes of one process and the services beside it: the database carries ${ceilings.database.toFixed(0)} jobs a second from submission to end, the queue ${ceilings.queue.toFixed(0)}.\n`,
  );
  print(limitsTable({ hourly: one.hourly, each: one.each, ceilings }));
  if (values['update-docs'])
    await updateDocs(
      'bench-scale',
      `${commandLine('bench:scale')}\n\n${lines.join('\n')}`,
      'docs/scaling.md',
    );
} finally {
  await redis.stop();
  await schema.remove();
  await rm(folder, { recursive: true, force: true });
}
