import { EdgeError } from '../errors.js';

/** Who is served first: somebody who waits, or nobody yet. */
export type Urgency = 'awaited' | 'behind';

export interface WorkQueueOptions {
  /** Pieces of work at the same time. */
  atOnce: number;
  /** Pieces that may wait; of those behind at most half as many, so that they never fill it. */
  waiting: number;
  /** Milliseconds that a piece may wait for its turn. */
  deadline: number;
}

interface Piece {
  start(): void;
  refuse(error: EdgeError): void;
}

/** Work in a bounded line: what would wait too long is refused at once or when its time is up, as `busy`. */
export class WorkQueue {
  readonly #lines: Record<Urgency, Piece[]> = { awaited: [], behind: [] };
  readonly #idle: (() => void)[] = [];
  #running = 0;

  constructor(private readonly options: WorkQueueOptions) {}

  /** Pieces that wait for their turn. */
  get waiting(): number {
    return this.#lines.awaited.length + this.#lines.behind.length;
  }

  /** Pieces at work. */
  get running(): number {
    return this.#running;
  }

  /**
   * Do a piece of work in its turn.
   *
   * @throws {EdgeError} `busy`, or what the work throws
   */
  async run<T>(work: () => Promise<T>, urgency: Urgency = 'awaited'): Promise<T> {
    if (this.#running < this.options.atOnce) this.#running++;
    else await this.#turn(urgency);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  /** Settles when nothing is at work and nothing waits: the time for what may always wait, as a catalogue's next picture. */
  whenIdle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #turn(urgency: Urgency): Promise<void> {
    const line = this.#lines[urgency];
    const { waiting, deadline } = this.options;
    const room = urgency === 'awaited' ? waiting : Math.ceil(waiting / 2);
    if (line.length >= room) throw new EdgeError('busy', `${line.length} pictures wait already`);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        line.splice(line.indexOf(piece), 1);
        piece.refuse(new EdgeError('busy', `its turn did not come within ${deadline / 1000} s`));
      }, deadline);
      const piece: Piece = {
        start: () => {
          clearTimeout(timer);
          resolve();
        },
        refuse: reject,
      };
      line.push(piece);
    });
  }

  #next(): void {
    const piece = this.#lines.awaited.shift() ?? this.#lines.behind.shift();
    // The turn is passed on, so that nobody who comes later gets in between.
    if (piece) piece.start();
    else if (--this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}
