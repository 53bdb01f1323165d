import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const BIN = resolve('bin/heroshot.js');

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** A process that is started again whenever it is killed, as a service manager would. */
export class Kept {
  #child: ChildProcess | undefined;
  #ended = false;
  readonly #log: WriteStream;
  /** How often it was started. */
  starts = 0;

  constructor(
    readonly name: string,
    private readonly command: [string, ...string[]],
    logFile: string,
    private readonly env: NodeJS.ProcessEnv = {},
  ) {
    this.#log = createWriteStream(logFile, { flags: 'a' });
    this.#start();
  }

  static heroshot(name: string, args: string[], logFile: string, env: NodeJS.ProcessEnv = {}): Kept {
    return new Kept(name, [process.execPath, BIN, ...args], logFile, env);
  }

  #start(): void {
    this.starts++;
    const [file, ...args] = this.command;
    const env = { ...process.env, ...this.env };
    // A group of its own, so that a kill can take the processes that it started along.
    const child = spawn(file, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    child.once('exit', () => {
      if (!this.#ended) setTimeout(() => this.#ended || this.#start(), 200);
    });
    this.#child = child;
  }

  get pid(): number {
    return this.#child?.pid ?? -1;
  }

  /** Kill it: with everything that it started, or alone. */
  kill(whole: boolean): void {
    signal(whole ? -this.pid : this.pid, 'SIGKILL');
  }

  /** End it for good, in order. */
  async stop(): Promise<void> {
    this.#ended = true;
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await Promise.race([gone, pause(40_000)]);
      signal(-this.pid, 'SIGKILL');
    }
    this.#log.end();
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

/** Ask until something answers well. */
export async function ready(url: string, within = 60_000): Promise<void> {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > deadline)
      throw new Error(`${url} did not become ready: ${answer?.status ?? 'no answer'}`);
    await pause(100);
  }
}
