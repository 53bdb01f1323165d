import { statfs } from 'node:fs/promises';
import type { HeroshotError } from '../../engine/errors.js';

/** Free bytes from which a run that paused for want of space goes on. */
const ROOM = 256 * 2 ** 20;

/** Milliseconds between looks at whether a run can go on. */
const LOOK_EVERY = 5000;

/** What a run waits for. */
export interface Obstacle {
  /** For a person. */
  message: string;
  /** Whether it is still there. */
  stands(): Promise<boolean>;
}

/** How a pause is told and how long it lasts. */
export interface PauseOptions {
  onPause?: ((message: string) => void) | undefined;
  onGoOn?: (() => void) | undefined;
  signal?: AbortSignal | undefined;
  lookEvery?: number | undefined;
}

/** Holds all workers of a run together while something that every picture needs is missing. */
export class Pause {
  private waiting: Promise<void> | undefined;

  constructor(private readonly options: PauseOptions) {}

  /** Wait until an obstacle is gone, or the run is stopped. Workers that come meanwhile wait for the same. */
  wait(obstacle: Obstacle): Promise<void> {
    this.waiting ??= this.hold(obstacle).finally(() => {
      this.waiting = undefined;
    });
    return this.waiting;
  }

  private async hold({ message, stands }: Obstacle): Promise<void> {
    const { signal, onPause, onGoOn, lookEvery = LOOK_EVERY } = this.options;
    onPause?.(message);
    // At least once: what failed a moment ago would fail again.
    do await rest(lookEvery, signal);
    while (!signal?.aborted && (await stands()));
    if (!signal?.aborted) onGoOn?.();
  }
}

function rest(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
}

/** A disk without space for results. */
export function fullDisk(out: string, { message }: HeroshotError): Obstacle {
  return {
    message: `${message}; free some and the run goes on by itself, or stop it and go on later with --resume`,
    async stands() {
      const disk = await statfs(out).catch(() => undefined);
      return !disk || disk.bavail * disk.bsize < ROOM;
    },
  };
}
