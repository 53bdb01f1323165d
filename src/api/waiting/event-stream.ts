import { Readable } from 'node:stream';
import type { BatchProgress } from '../schemas/batch.js';

/** How an event stream is kept. */
export interface EventStreamOptions {
  /** Milliseconds between comments that keep proxies from closing a silent line. */
  heartbeatMs: number;
  /** Milliseconds after which a stream ends by itself; the client connects anew. */
  maxMs: number;
  /** Milliseconds after which a client that lost its line connects anew. */
  retryMs: number;
}

/**
 * Server-sent events of a batch: `progress` on every change, `completed` at its end. Only the newest state is kept for a
 * client that reads slowly.
 *
 * @param listen begins to listen, and returns what stops it
 */
export function eventStream(
  listen: (listener: (progress: BatchProgress | undefined) => void) => () => void,
  { heartbeatMs, maxMs, retryMs }: EventStreamOptions,
): Readable {
  let count = 0;
  let sent = '';
  let next: { data: string; over: boolean } | undefined;
  let ready = false;
  let ended = false;
  const say = (text: string) => {
    ready = stream.push(text);
  };
  const finish = () => {
    if (!ended) stream.push(null);
    ended = true;
  };
  const flush = () => {
    if (!ready || !next || ended) return;
    const { data, over } = next;
    next = undefined;
    sent = data;
    say(`id: ${++count}\nevent: ${over ? 'completed' : 'progress'}\ndata: ${data}\n\n`);
    if (over) finish();
  };
  const stream = new Readable({
    read() {
      ready = true;
      flush();
    },
    destroy(error, done) {
      stop();
      clearInterval(beat);
      clearTimeout(end);
      done(error);
    },
  });
  const beat = setInterval(() => {
    if (ready && !ended) say(': heartbeat\n\n');
  }, heartbeatMs);
  const end = setTimeout(finish, maxMs);
  stream.push(`retry: ${retryMs}\n\n`);
  const stop = listen((progress) => {
    if (!progress) {
      finish();
      return;
    }
    const data = JSON.stringify(progress);
    if (data === sent) return;
    next = { data, over: progress.state !== 'reading' && progress.state !== 'running' };
    flush();
  });
  return stream;
}
