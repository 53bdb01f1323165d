import type { Priority } from '../job.js';

/** An id on its way to a worker. */
export interface Ticket {
  /** Of a job (`job_…`) or of a batch that is to be read (`bat_…`). */
  id: string;
  priority: Priority;
}

/** A consumer that takes ids. */
export interface Consumer {
  /** Take nothing new, and wait until what was taken is through. */
  close(): Promise<void>;
}

/** What a consumer does with an id; it resolves when the id is through. */
export type Handle = (id: string) => Promise<void>;

/**
 * Brings ids to workers, and nothing else: the database is the truth, and whoever gets an id looks there what is to be done.
 * Delivery is at least once; interactive ids come before bulk ones, each kind in order. What a dispatcher loses (a queue
 * that is emptied, a process that dies) is added again by the reconciler.
 */
export interface Dispatcher {
  /**
   * Ids that wait already are not added twice. One that is at work may be delivered again when it is through, or not:
   * whoever hands an id back lets its handling reject.
   *
   * @throws {HeroshotError} `queue_unreachable`, within seconds; some of them may have been added
   */
  add(tickets: readonly Ticket[]): Promise<void>;
  /** Take ids back that nobody has yet; others are no fault. @throws {HeroshotError} `queue_unreachable` */
  remove(ids: readonly string[]): Promise<void>;
  /** How many wait, also to be delivered again; those at work don't. @throws {HeroshotError} `queue_unreachable` */
  waiting(): Promise<number>;
  /**
   * Take ids from now on; where the queue can't be reached, as soon as it can.
   *
   * @param concurrency ids that are handled at the same time
   * @param handle where it rejects, the id is delivered again after a rest
   */
  consume(concurrency: number, handle: Handle): Promise<Consumer>;
  /** @throws {HeroshotError} `queue_unreachable` */
  check(): Promise<void>;
  /** Closes the consumers too. */
  close(): Promise<void>;
}
