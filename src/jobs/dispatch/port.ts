import type { ChildProcess } from 'node:child_process';
import type { MessagePort } from 'node:worker_threads';

/** One end of a line between two processes, or two threads. Messages arrive in order, or the line is closed. */
export interface Port {
  /** Lost where the line is closed. */
  send(message: unknown): void;
  onMessage(hear: (message: unknown) => void): void;
  /** Once; at once where it is closed already. */
  onClose(hear: () => void): void;
}

/** A child that was forked, or, within the child, its own `process`. */
export function processPort(end: ChildProcess | NodeJS.Process): Port {
  const emitter: NodeJS.EventEmitter = end;
  return {
    send(message) {
      // The callback takes the error of a line that closes at this moment; 'disconnect' tells of it.
      if (end.connected) end.send?.(message as object, undefined, {}, () => {});
    },
    onMessage(hear) {
      emitter.on('message', hear);
    },
    onClose(hear) {
      const once = onlyOnce(hear);
      if (end.connected) for (const event of ['disconnect', 'exit']) emitter.once(event, once);
      else queueMicrotask(once);
    },
  };
}

/** An end of a `MessageChannel`. */
export function messagePort(end: MessagePort): Port {
  return {
    send: (message) => end.postMessage(message),
    onMessage(hear) {
      end.on('message', hear);
    },
    onClose(hear) {
      end.once('close', onlyOnce(hear));
    },
  };
}

function onlyOnce(hear: () => void): () => void {
  let heard = false;
  return () => {
    if (!heard) hear();
    heard = true;
  };
}
