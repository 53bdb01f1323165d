import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, Kept, ready } from '../service/processes.js';
import type { Scene } from './scene.js';

const run = promisify(execFile);

/** One machine: `heroshot serve`, its working process, and nothing else. */
export async function embeddedScene(folder: string): Promise<Scene> {
  const port = await freePort();
  const data = join(folder, 'data');
  const { stdout } = await run(process.execPath, [
    join('bin', 'heroshot.js'),
    ...['keys', 'create', '--name', 'chaos', '--data', data],
  ]);
  const args = ['serve', '--port', String(port), '--data', data, '--allow-private'];
  const service = Kept.heroshot('service', args, join(folder, 'service.log'));
  const url = `http://127.0.0.1:${port}`;
  await ready(`${url}/readyz`);
  /** The working process: the only child of the service. */
  const child = async () => {
    const { stdout: pids } = await run('pgrep', ['-P', String(service.pid)]).catch(() => ({ stdout: '' }));
    for (const pid of pids.split('\n').filter(Boolean)) process.kill(Number(pid), 'SIGKILL');
  };
  return {
    door: { urls: [url], key: stdout.trim() },
    store: join(data, 'heroshot.db'),
    blobs: join(data, 'blobs'),
    actions: [
      { name: 'kill everything', act: async () => service.kill(true) },
      { name: 'kill the service alone', act: async () => service.kill(false) },
      { name: 'kill the working process', act: child },
      { name: 'kill the working process again', act: child },
    ],
    stop: () => service.stop(),
    remove: async () => {},
  };
}
