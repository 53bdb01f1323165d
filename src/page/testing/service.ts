import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../../bin/heroshot.js', import.meta.url));
const START_MS = 110_000;

/** `heroshot serve` with real weights and a folder of its own, that can be killed and started again. */
export class Service {
  #child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly data: string,
    private readonly options: readonly string[],
  ) {}

  static async start(options: readonly string[] = ['--open']): Promise<Service> {
    const service = new Service(await freePort(), await mkdtemp(join(tmpdir(), 'heroshot-page-')), options);
    await service.start();
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const args = ['serve', '--port', String(this.port), '--data', this.data, '--threads', '1'];
    this.#child = spawn(process.execPath, [PROGRAM, ...args, ...this.options], { stdio: 'ignore' });
    const late = Date.now() + START_MS;
    while (
      !(await fetch(`${this.url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      ))
    ) {
      if (this.#child.exitCode !== null || Date.now() > late) throw new Error('the service did not start');
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** End it, without a chance to tidy up where it is killed. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
