import '../network/no-telemetry.js';
import { Piscina } from 'piscina';
import { asHeroshotError, HeroshotError } from '../errors.js';
import type { Envelope, Reply, Tasks } from './answer.js';
import { type TaskModule, taskModule } from './task-module.js';
import type { TASKS } from './tasks.js';

const ENGINE = taskModule<typeof TASKS>(import.meta.url, './worker.js');

type TaskOf<T extends Tasks, K extends keyof T> = Parameters<T[K]>[0];
type ResultOf<T extends Tasks, K extends keyof T> = Awaited<ReturnType<T[K]>>;

/** The threads in which all pixel work and all inference happens; the caller's event loop only waits. */
export class Pool {
  private readonly piscina: Piscina;

  constructor(readonly threads: number) {
    this.piscina = new Piscina({
      filename: ENGINE.file,
      minThreads: 0,
      maxThreads: threads,
      // A thread holds a loaded network; it stays until the engine is closed.
      idleTimeout: Number.POSITIVE_INFINITY,
      // Threads await native work; blocking them between tasks would starve its callbacks.
      atomics: 'disabled',
    });
  }

  /** Run a task of the engine on a free thread. Buffers must be shared memory or small. */
  run<K extends keyof typeof TASKS & string>(
    kind: K,
    task: TaskOf<typeof TASKS, K>,
  ): Promise<ResultOf<typeof TASKS, K>> {
    return this.call(ENGINE, kind, task);
  }

  /** Run a task of any layer's module on a free thread. */
  async call<T extends Tasks, K extends keyof T & string>(
    module: TaskModule<T>,
    kind: K,
    task: TaskOf<T, K>,
  ): Promise<ResultOf<T, K>> {
    const envelope: Envelope = { kind, task };
    let reply: Reply;
    try {
      reply = await this.piscina.run(envelope, { filename: module.file });
    } catch (error) {
      throw asHeroshotError(error);
    }
    if ('value' in reply) return reply.value as ResultOf<T, K>;
    const { code, message, stack } = reply.error;
    const error = new HeroshotError(asHeroshotError({ code, message }).code, message);
    if (stack) error.cause = stack;
    throw error;
  }

  async close(): Promise<void> {
    await this.piscina.close();
  }
}
