/**
 * A number of turns per host, handed out in the order they were asked for, and pauses that a host asked for: politeness
 * towards servers, whatever the number of pictures at work.
 */
export class HostTurns {
  readonly #hosts = new Map<string, { busy: number; waiting: (() => void)[]; pausedUntil: number }>();

  constructor(private readonly perHost: number) {}

  /** Do something in one of the host's turns. A signal that fires takes it out of the queue. */
  async take<T>(host: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const state = this.#hosts.get(host) ?? { busy: 0, waiting: [], pausedUntil: 0 };
    this.#hosts.set(host, state);
    if (state.busy < this.perHost) state.busy++;
    else await turn(state.waiting, signal);
    try {
      while (state.pausedUntil > Date.now()) await pause(state.pausedUntil - Date.now(), signal);
      return await work();
    } finally {
      const next = state.waiting.shift();
      // The turn is passed on, so that nobody who comes later gets in between.
      if (next) next();
      else if (--state.busy === 0 && state.pausedUntil <= Date.now()) this.#hosts.delete(host);
    }
  }

  /** Nobody asks this host for anything for a while. */
  pause(host: string, milliseconds: number): void {
    const state = this.#hosts.get(host) ?? { busy: 0, waiting: [], pausedUntil: 0 };
    state.pausedUntil = Math.max(state.pausedUntil, Date.now() + milliseconds);
    this.#hosts.set(host, state);
  }
}

function turn(waiting: (() => void)[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const enter = () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    const leave = () => {
      waiting.splice(waiting.indexOf(enter), 1);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', leave, { once: true });
    waiting.push(enter);
  });
}

/** Wait, unless a signal fires. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}
