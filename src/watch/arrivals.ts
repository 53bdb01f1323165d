import { type Mark, sameMark } from './mark.js';

interface Arrival {
  mark: Mark;
  /** Since when it is as it is, as far as anybody looked. */
  since: number;
  state: 'waits' | 'at-work' | 'through';
}

/** A picture whose turn it is. */
export interface Ready {
  path: string;
  mark: Mark;
}

/**
 * Which pictures of a folder are to be done, and when: one that is new or has changed waits until it has stayed as it is for a
 * while, because it may be half written. Times are milliseconds of any clock.
 */
export class Arrivals {
  readonly #arrivals = new Map<string, Arrival>();

  /** @param settle how long a picture must have stayed as it is */
  constructor(private readonly settle: number) {}

  /** Take in what a look found. Where it could not see everything, what is missing is not taken for removed. */
  seen(pictures: ReadonlyMap<string, Mark>, complete: boolean, now: number): void {
    for (const [path, mark] of pictures) this.look(path, mark, now);
    if (!complete) return;
    for (const [path, { state }] of this.#arrivals)
      if (state !== 'at-work' && !pictures.has(path)) this.#arrivals.delete(path);
  }

  /** Take in what one picture is like now; undefined: it is gone. */
  look(path: string, mark: Mark | undefined, now: number): void {
    const known = this.#arrivals.get(path);
    // What changes while it is at work is looked at again when it is through.
    if (known?.state === 'at-work' || (known && sameMark(known.mark, mark))) return;
    if (mark) this.#arrivals.set(path, { mark, since: now, state: 'waits' });
    else this.#arrivals.delete(path);
  }

  /** The pictures that have settled, in the order in which they came. */
  *ready(now: number): Generator<Ready> {
    for (const [path, { mark, since, state }] of this.#arrivals)
      if (state === 'waits' && now - since >= this.settle) yield { path, mark };
  }

  begin(path: string): void {
    const arrival = this.#arrivals.get(path);
    if (arrival) arrival.state = 'at-work';
  }

  /** A picture was brought to an end as it was then, done or failed: it is left alone until it changes. */
  through(path: string, mark: Mark): void {
    this.#arrivals.set(path, { mark, since: 0, state: 'through' });
  }

  /** A picture was not brought to an end: it waits again. */
  putBack(path: string, now: number): void {
    const arrival = this.#arrivals.get(path);
    if (arrival) Object.assign(arrival, { since: now, state: 'waits' });
  }

  /** How many wait. */
  get waiting(): number {
    let count = 0;
    for (const { state } of this.#arrivals.values()) if (state === 'waits') count++;
    return count;
  }

  /** When the next one will have settled, if it stays as it is. */
  get next(): number {
    let next = Infinity;
    for (const { state, since } of this.#arrivals.values())
      if (state === 'waits') next = Math.min(next, since + this.settle);
    return next;
  }
}
