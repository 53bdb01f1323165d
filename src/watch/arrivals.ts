import { type Mark, sameMark } from './mark.js';

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
  /** Since when each is as it is, as far as anybody looked; the longest first. */
  readonly #waiting = new Map<string, { mark: Mark; since: number }>();
  readonly #atWork = new Set<string>();
  readonly #through = new Map<string, Mark>();

  /** @param settle how long a picture must have stayed as it is */
  constructor(private readonly settle: number) {}

  /** Take in what a look found. Where it could not see everything, what is missing is not taken for removed. */
  seen(pictures: ReadonlyMap<string, Mark>, complete: boolean, now: number): void {
    for (const [path, mark] of pictures) this.look(path, mark, now);
    if (!complete) return;
    for (const known of [this.#waiting, this.#through])
      for (const path of known.keys()) if (!pictures.has(path)) known.delete(path);
  }

  /** Take in what one picture is like now; undefined: it is gone. */
  look(path: string, mark: Mark | undefined, now: number): void {
    // What changes while it is at work is looked at again when it is through.
    if (this.#atWork.has(path)) return;
    if (sameMark(this.#waiting.get(path)?.mark ?? this.#through.get(path), mark)) return;
    this.#waiting.delete(path);
    this.#through.delete(path);
    if (mark) this.#waiting.set(path, { mark, since: now });
  }

  /** The pictures that have settled, in the order in which they came. */
  *ready(now: number): Generator<Ready> {
    for (const [path, { mark, since }] of this.#waiting) {
      if (now - since < this.settle) return;
      yield { path, mark };
    }
  }

  begin(path: string): void {
    this.#waiting.delete(path);
    this.#atWork.add(path);
  }

  /** A picture was brought to an end as it was then, done or failed: it is left alone until it changes. */
  through(path: string, mark: Mark): void {
    this.#waiting.delete(path);
    this.#atWork.delete(path);
    this.#through.set(path, mark);
  }

  /** A picture was not brought to an end: as it is now it waits again. */
  putBack(path: string, mark: Mark | undefined, now: number): void {
    this.#atWork.delete(path);
    this.look(path, mark, now);
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** When the next one will have settled, if it stays as it is. */
  get next(): number {
    for (const { since } of this.#waiting.values()) return since + this.settle;
    return Infinity;
  }
}
