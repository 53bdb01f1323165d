import '../network/no-telemetry.js';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { asHeroshotError, HeroshotError } from '../errors.js';
import type { TASKS } from './tasks.js';
import type { Envelope, Reply } from './worker.js';

/** Tests run from the sources; threads always run what was built. */
const here = import.meta.url.endsWith('.ts') ? '../../../dist/engine/pool/worker.js' : './worker.js';

type Kind = keyof typeof TASKS;
type TaskOf<K extends Kind> = Parameters<(typeof TASKS)[K]>[0];
type ResultOf<K extends Kind> = Awaited<ReturnType<(typeof TASKS)[K]>>;

/** The threads in which all pixel work and all inference happens; the caller's event loop only waits. */
export class Pool {
  private readonly piscina: Piscina;

  constructor(readonly threads: number) {
    this.piscina = new Piscina({
      filename: fileURLToPath(new URL(here, import.meta.url)),
      minThreads: 0,
      maxThreads: threads,
      // A thread holds a loaded network; it stays until the engine is closed.
      idleTimeout: Number.POSITIVE_INFINITY,
      // Threads await native work; blocking them between tasks would starve its callbacks.
      atomics: 'disabled',
    });
  }

  /** Run a task on a free thread. Buffers must be shared memory or small. */
  async run<K extends Kind>(kind: K, task: TaskOf<K>): Promise<ResultOf<K>> {
    const envelope: Envelope = { kind, task };
    let reply: Reply;
    try {
      reply = await this.piscina.run(envelope);
    } catch (error) {
      throw asHeroshotError(error);
    }
    if ('value' in reply) return reply.value as ResultOf<K>;
    const { code, message, stack } = reply.error;
    const error = new HeroshotError(asHeroshotError({ code, message }).code, message);
    if (stack) error.cause = stack;
    throw error;
  }

  async close(): Promise<void> {
    await this.piscina.close();
  }
}
