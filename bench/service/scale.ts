import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '#heroshot/jobs/store/open-store.js';
import { freePort, Kept, ready } from '../../scripts/service/processes.js';
import { postgresSchema } from '../../src/jobs/testing/services.js';
import { syntheticPicture } from '../catalog/pictures.js';
import { queueCeiling, storeCeiling } from './ceilings.js';
import { postgresWork, redisWork } from './costs.js';

const USAGE = `Pictures through one worker of one thread, then through two, on PostgreSQL and a Redis of its own.

  npm run bench:scale -- [--pictures 60] [--scale 4]

Printed: images/hour of each and their ratio, and what a job costs the database, the queue and the blob store, from which
docs/scaling.md calculates what limits 10, 100 and 1,000 workers. Leave the machine alone meanwhile.`;

const { values } = parseArgs({
  options: {
    pictures: { type: 'string', default: '60' },
    scale: { type: 'string', default: '4' },
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

/** Submit pictures while the workers wait, and time from the first one taken to the last one done. */
async function timed(url: string): Promise<number> {
  const store = await openStore(schema.url);
  const ids: string[] = [];
  for (let i = 0; i < pictures; i++) {
    const body = new FormData();
    body.set('scale', values.scale);
    body.set('file', new Blob([new Uint8Array(await syntheticPicture(i))]), `p${i}.jpg`);
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
      return ((ends.length - 1 - skipped) / (ends[ends.length - 1] - ends[skipped])) * 3_600_000;
    }
    if (jobs.some(({ state }) => state === 'failed')) throw new Error('a picture failed');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function run(workers: number): Promise<{ hourly: number; url: string }> {
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
  const hourly = await timed(url);
  const after = [await postgresWork(schema.url), await redisWork(redisUrl)] as const;
  const each = (a: number, b: number) => ((b - a) / pictures).toFixed(1);
  console.log(
    `| ${workers} | ${Math.round(hourly).toLocaleString('en')} | ${each(before[0].commits, after[0].commits)} | ${each(before[0].writes, after[0].writes)} | ${each(before[1], after[1])} |`,
  );
  await Promise.all([...kept, api].map((one) => one.stop()));
  return { hourly, url };
}

try {
  console.log('| workers | images/hour | transactions a job | rows written a job | Redis commands a job |');
  console.log('| ---: | ---: | ---: | ---: | ---: |');
  const one = await run(1);
  const two = await run(2);
  const [rows, ids] = [await storeCeiling(schema.url), await queueCeiling(redisUrl)];
  console.log(`\nthe database carries ${rows.toFixed(0)} jobs a second, the queue ${ids.toFixed(0)}`);
  console.log(`two workers do ${(two.hourly / one.hourly).toFixed(2)} times what one does`);
} finally {
  await redis.stop();
  await schema.remove();
  await rm(folder, { recursive: true, force: true });
}
