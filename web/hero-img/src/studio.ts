import type { Answer, Ask, Message } from './messages.js';
import workerUrl from './worker/worker.ts?worker&url';

/** A request that waits for its turn. */
interface Waiting {
  ask: Ask;
  resolve(answer: Answer): void;
  signal: AbortSignal;
}

/** Milliseconds without work after which the worker gives its memory up. */
const IDLE = 30_000;

/** The page's one worker: started when there is something to do, one picture at a time. */
class Studio {
  #idle: ReturnType<typeof setTimeout> | undefined;
  readonly #line: Waiting[] = [];
  #worker: Worker | undefined;
  #current: Waiting | undefined;
  #next = 1;

  constructor(private readonly base: URL) {}

  /** Ask for a picture. Never rejects; an aborted one never settles. */
  enhance(ask: Omit<Ask, 'id'>, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve) => {
      const waiting = { ask: { ...ask, id: this.#next++ }, resolve, signal };
      this.#line.push(waiting);
      signal.addEventListener('abort', () => this.#forget(waiting), { once: true });
      this.#go();
    });
  }

  #go(): void {
    if (this.#current) return;
    this.#current = this.#line.shift();
    clearTimeout(this.#idle);
    if (!this.#current) {
      this.#idle = setTimeout(() => this.#stop(), IDLE);
      return;
    }
    try {
      this.#worker ??= this.#started();
      this.#worker.postMessage({ ask: this.#current.ask } satisfies Message);
    } catch (error) {
      this.#fail(String(error));
    }
  }

  #started(): Worker {
    const file = new URL(workerUrl, this.base).pathname.split('/').pop() ?? '';
    const worker = new Worker(new URL(file, this.base), { type: 'module', name: 'hero-img' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#settle(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#stop();
      this.#fail(event.message || 'the worker could not be started');
    };
    return worker;
  }

  #stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #fail(message: string): void {
    if (this.#current) this.#settle({ id: this.#current.ask.id, plain: 'failed', message });
  }

  #settle(answer: Answer): void {
    const current = this.#current;
    if (current?.ask.id !== answer.id) return;
    this.#current = undefined;
    if (!current.signal.aborted) current.resolve(answer);
    this.#go();
  }

  #forget(waiting: Waiting): void {
    const at = this.#line.indexOf(waiting);
    if (at >= 0) this.#line.splice(at, 1);
    else if (this.#current === waiting)
      this.#worker?.postMessage({ cancel: waiting.ask.id } satisfies Message);
  }
}

const studios = new Map<string, Studio>();

/** The studio whose files lie below an address. */
export function studioAt(base: URL): Studio {
  const studio = studios.get(base.href) ?? new Studio(base);
  studios.set(base.href, studio);
  return studio;
}
