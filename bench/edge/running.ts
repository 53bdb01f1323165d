import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server that runs. */
export interface Running {
  port: number;
  stop(): Promise<void>;
}

/** `heroshot serve` as it ships. */
export interface Service extends Running {
  /** Enhancements that it began. */
  enhanced(): Promise<number>;
  /** Bytes of memory of the process that answers. */
  memory(): Promise<number>;
}

const PROGRAM = fileURLToPath(new URL('../../../bin/heroshot.js', import.meta.url));

/** Start a service that serves a folder on the fly, and wait until its networks are loaded. */
export async function startService(pictures: string, options: readonly string[]): Promise<Service> {
  const data = await mkdtemp(join(tmpdir(), 'heroshot-bench-data-'));
  const args = ['serve', '--open', '--port', '0', '--data', data, '--edge', pictures, '--edge-allow-unsafe'];
  const child = spawn(process.execPath, [PROGRAM, ...args, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const port = await portOf(child);
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/readyz`)).ok) await new Promise((later) => setTimeout(later, 100));
  const figure = async (name: string) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1] ?? 0);
  };
  return {
    port,
    enhanced: () => figure('heroshot_edge_enhancements_total\\{outcome="done"\\}'),
    memory: () => figure('process_resident_memory_bytes'),
    async stop() {
      await ended(child);
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** The port that the log tells of. The log is read to its end: nobody may write into a pipe that is closed. */
function portOf(child: ChildProcess): Promise<number> {
  let log = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      log = `${log}${chunk}`.slice(-20_000);
      const [, port] = /"address":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(log) ?? [];
      if (port) resolve(Number(port));
    });
    child.once('exit', () => reject(new Error(`the service did not start:\n${log}`)));
  });
}

/** Start ipx on a folder. */
export async function startPeer(pictures: string): Promise<Running> {
  const child = fork(fileURLToPath(new URL('./peer.js', import.meta.url)), [pictures]);
  const [port] = await once(child, 'message');
  return { port: Number(port), stop: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
