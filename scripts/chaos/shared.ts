import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresSchema } from '../../src/jobs/testing/services.js';
import { freePort, Kept, ready } from '../service/processes.js';
import type { Scene } from './scene.js';

const run = promisify(execFile);

/** Many processes: two API nodes and two workers on PostgreSQL, a Redis of their own and a shared folder. */
export async function sharedScene(folder: string): Promise<Scene> {
  const schema = await postgresSchema();
  const database = new URL(schema.url);
  const application = `heroshot-chaos-${process.pid}`;
  database.searchParams.set('application_name', application);
  const redisPort = await freePort();
  const log = (name: string) => join(folder, `${name}.log`);
  const redisArgs = ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const redis = new Kept('redis', ['redis-server', ...redisArgs, '--dir', folder], log('redis'));
  const env = {
    HEROSHOT_DATABASE: database.href,
    HEROSHOT_REDIS: `redis://127.0.0.1:${redisPort}`,
    HEROSHOT_BLOBS: join(folder, 'blobs'),
  };
  const ports = [await freePort(), await freePort()];
  const apis = ports.map((port, i) =>
    Kept.heroshot(`api${i}`, ['serve', '--port', String(port), '--allow-private'], log(`api${i}`), env),
  );
  const workers = [0, 1].map((i) =>
    Kept.heroshot(`worker${i}`, ['worker', '--threads', '1', '--allow-private'], log(`worker${i}`), env),
  );
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  for (const url of urls) await ready(`${url}/readyz`);
  const bin = join('bin', 'heroshot.js');
  const { stdout } = await run(process.execPath, [bin, 'keys', 'create', '--name', 'chaos'], {
    env: { ...process.env, ...env },
  });
  const cut = async () => {
    const client = new pg.Client({ connectionString: schema.url });
    await client.connect();
    const text = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1';
    await client.query(text, [application]);
    await client.end();
  };
  return {
    door: { urls, key: stdout.trim() },
    store: schema.url,
    blobs: env.HEROSHOT_BLOBS,
    actions: [
      ...workers.flatMap((worker) => [
        { name: `kill ${worker.name}`, act: async () => worker.kill(true) },
        { name: `kill ${worker.name}, the visible process alone`, act: async () => worker.kill(false) },
      ]),
      ...apis.map((api) => ({ name: `kill ${api.name}`, act: async () => api.kill(true) })),
      { name: 'restart Redis empty', act: async () => redis.kill(true) },
      { name: 'cut the connections to PostgreSQL', act: cut },
    ],
    async stop() {
      await Promise.all([...workers, ...apis].map((one) => one.stop()));
      await redis.stop();
    },
    remove: () => schema.remove(),
  };
}
