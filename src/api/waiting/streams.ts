import type { Readable } from 'node:stream';
import { Problem } from '../problem.js';

/** Share of all streams that one subject may have open. */
const SHARE = 0.25;

/** The open streams: so many and no more, so that nobody ties up the service by listening. */
export class Streams {
  readonly #open = new Map<Readable, string>();

  constructor(private readonly most: number) {}

  /** @throws {Problem} `too_many_streams` */
  admit(subject: string): void {
    const own = [...this.#open.values()].filter((one) => one === subject).length;
    if (this.#open.size >= this.most || own >= Math.max(1, Math.ceil(this.most * SHARE)))
      throw new Problem('too_many_streams', 'too many event streams are open', {
        headers: { 'retry-after': '10' },
      });
  }

  keep(stream: Readable, subject: string): void {
    this.#open.set(stream, subject);
    stream.once('close', () => this.#open.delete(stream));
  }

  /** End them all: the service shuts down. */
  close(): void {
    for (const stream of [...this.#open.keys()]) stream.destroy();
  }
}
