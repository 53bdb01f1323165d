import { type ChildProcess, fork } from 'node:child_process';
import { asHeroshotError, HeroshotError } from '../../engine/errors.js';
import type { EngineOptions } from '../../engine/options.js';
import { ALLOCATOR } from '../../engine/pool/allocator.js';
import { taskModule } from '../../engine/pool/task-module.js';
import type { EnhancedRaster, Enhancer } from './enhancer.js';
import type { Question, Reply } from './messages.js';

export interface RemoteEnhancerOptions {
  /** Of the engine in the process. */
  engine?: EngineOptions;
  /** Told when the process ends by itself. */
  onFault?: (error: unknown) => void;
}

/** An enhancer in a process of its own. */
export interface RemoteEnhancer extends Enhancer {
  /** The process; undefined where none runs now. */
  readonly pid: number | undefined;
  close(): Promise<void>;
}

interface Waiting {
  resolve(value: EnhancedRaster | Uint8Array): void;
  reject(error: HeroshotError): void;
}

/** Milliseconds before a process that ended at once is started again; they double, up to the longest. */
const PAUSE = { first: 500, longest: 30_000 };

/** A process that ran for so long had no trouble with starting. */
const SETTLED = 30_000;

type Asked = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id'> : never) : never;

/**
 * An enhancer that asks a process of its own, so that the networks' threads don't compete with the event loop that answers
 * visitors, and a crash in native code costs a few enhancements and no visitor. The process is started when it is needed and started
 * again when it ends; what it was asked meanwhile fails with `cancelled`, which the edge answers with plain pictures.
 */
export function remoteEnhancer({
  engine = {},
  onFault = () => {},
}: RemoteEnhancerOptions = {}): RemoteEnhancer {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let closed = false;
  let next = 1;
  let pause = 0;
  let notBefore = 0;

  function running(): ChildProcess {
    if (closed) throw new HeroshotError('cancelled', 'the enhancer is closed');
    if (child) return child;
    if (Date.now() < notBefore)
      throw new HeroshotError('cancelled', 'the enhancer’s process is being restarted');
    const began = Date.now();
    const { file } = taskModule(import.meta.url, './child.js');
    const started = fork(file, [JSON.stringify(engine)], {
      serialization: 'advanced',
      env: { ...ALLOCATOR, ...process.env },
    });
    child = started;
    started.on('message', (reply: Reply) => settle(reply));
    started.on('error', onFault);
    started.once('exit', (code, signal) => {
      child = undefined;
      for (const id of [...waiting.keys()])
        settle({ id, error: { code: 'cancelled', message: 'the enhancer’s process ended' } });
      if (closed) return;
      pause = Date.now() - began > SETTLED ? 0 : Math.min(PAUSE.longest, pause * 2 || PAUSE.first);
      notBefore = Date.now() + pause;
      onFault(new Error(`the enhancer’s process ended (${signal ?? code})`));
    });
    // It must not keep a program alive that has nothing else to do.
    started.unref();
    started.channel?.unref();
    return started;
  }

  function settle(reply: Reply): void {
    const found = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) child?.channel?.unref();
    if ('value' in reply) found?.resolve(reply.value);
    else found?.reject(new HeroshotError(asHeroshotError(reply.error).code, reply.error.message));
  }

  function ask<T>(question: Asked, signal?: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const process = running();
      const id = next++;
      const cancel = () => process.connected && process.send({ id, do: 'cancel' } satisfies Question);
      const done =
        <V>(settled: (value: V) => void) =>
        (value: V) => {
          signal?.removeEventListener('abort', cancel);
          settled(value);
        };
      waiting.set(id, {
        resolve: done(resolve as (value: EnhancedRaster | Uint8Array) => void),
        reject: done(reject),
      });
      process.channel?.ref();
      signal?.addEventListener('abort', cancel, { once: true });
      process.send({ ...question, id }, (error) => {
        if (error)
          settle({ id, error: { code: 'cancelled', message: 'the enhancer’s process can’t be asked' } });
      });
    });
  }

  return {
    get pid() {
      return child?.pid;
    },
    enhance: (bytes, how, signal) => ask<EnhancedRaster>({ do: 'enhance', bytes, how }, signal),
    treat: (bytes, how, signal) => ask<Uint8Array>({ do: 'treat', bytes, how }, signal),
    async close() {
      closed = true;
      const process = child;
      if (!process) return;
      const gone = new Promise((resolve) => process.once('exit', resolve));
      process.ref();
      process.disconnect();
      await gone;
    },
  };
}
