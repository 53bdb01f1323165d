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

/**
 * Brings ids to workers, and nothing else: the database is the truth, and whoever gets an id looks there what is to be done.
 * Delivery is at least once; interactive ids come before bulk ones, each kind in order. What a dispatcher loses (a queue
 * that is emptied, a process that dies) is added again by the reconciler.
 */
export interface Dispatcher {
  /** Ids that wait already are not added twice. */
  add(tickets: readonly Ticket[]): Promise<void>;
  /** Take ids back that nobody has yet; others are no fault. */
  remove(ids: readonly string[]): Promise<void>;
  /** How many wait. */
  waiting(): Promise<number>;
  /**
   * @param concurrency ids that are handled at the same time
   * @param handle resolves when the id is through; where it rejects the id is delivered again, later
   */
  consume(concurrency: number, handle: (id: string) => Promise<void>): Promise<Consumer>;
  /** @throws where the queue can't be reached */
  check(): Promise<void>;
  close(): Promise<void>;
}
