import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A service of the built program, listening on this machine. */
export interface RunningService {
  url: string;
  data: string;
  process: ChildProcess;
  /** What it wrote to stderr. */
  log(): string;
  /** End it in order, and remove its data unless it is kept for another start. */
  stop(keep?: boolean): Promise<number | null>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** Start `heroshot serve`, and wait until it is ready. */
export async function startService(args: string[] = ['--open'], given?: string): Promise<RunningService> {
  const data = given ?? (await mkdtemp(join(tmpdir(), 'heroshot-service-')));
  const port = await freePort();
  const command = [resolve('bin/heroshot.js'), 'serve', '--port', String(port), '--data', data, ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log = `${log}${chunk}`.slice(-100_000);
  });
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 45_000;
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) break;
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`the service did not start:\n${log}`);
    await pause(100);
  }
  return {
    url,
    data,
    process: child,
    log: () => log,
    async stop(keep = false) {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      }
      if (!keep) await rm(data, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}
