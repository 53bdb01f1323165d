import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Transaction } from 'kysely';
import type { Ticket } from '../../jobs/dispatch/dispatcher.js';
import { type IdempotencyClaim, storeAnswer } from '../../jobs/store/idempotency.js';
import type { Schema } from '../../jobs/store/schema.js';
import { Problem } from '../problem.js';
import type { Services } from '../services.js';
import { claimKey } from './claim.js';
import { fingerprint } from './fingerprint.js';

/** A request that has been received and is ready to be written down. */
export interface Prepared {
  /** Everything that makes it this request and no other. */
  asked: unknown;
  /** What came of it: its id, its tickets for workers, and the answer's body. */
  subjectId: string;
  tickets: readonly Ticket[];
  answer: object;
  /** Write its rows. */
  write(on: Transaction<Schema>): Promise<void>;
  /** Whether its rows are there. */
  isThere(): Promise<boolean>;
  /** Remove what was stored for it: its rows are not written. */
  discard(): Promise<void>;
}

/** A request that only wants to be told something: nothing is written, and its key is free again. */
export interface Told<T extends object> {
  told: T;
  discard(): Promise<void>;
}

/** What was submitted, now or by an earlier request with the same key. */
export interface Submitted {
  subjectId: string;
  /** The answer's body, as JSON. */
  body: string;
}

/**
 * Write a request down once: with an `Idempotency-Key`, whoever sends it again gets the first one's answer. The answer is
 * written with the rows, so that neither is there without the other.
 *
 * @param prepare receives the request
 * @throws {Problem} `idempotency_in_progress`, `idempotency_mismatch`
 */
export async function submit<T extends object = never>(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: () => Promise<Prepared | Told<T>>,
): Promise<Submitted | { told: T }> {
  const key = await claimKey(services, request);
  try {
    const prepared = await prepare();
    if ('told' in prepared) {
      await prepared.discard();
      if (key && 'claim' in key) await services.idempotency.release(key.claim);
      return prepared;
    }
    const print = fingerprint(request.method, request.routeOptions.url ?? '', prepared.asked);
    if (key && 'stored' in key) {
      const { stored } = key;
      await prepared.discard();
      if (stored.fingerprint !== print)
        throw new Problem(
          'idempotency_mismatch',
          'an earlier request with this key asked for something else',
        );
      reply.header('idempotent-replayed', 'true');
      return { subjectId: stored.subjectId ?? '', body: stored.body };
    }
    const body = JSON.stringify(prepared.answer);
    await written(services, prepared, key && 'claim' in key ? key.claim : undefined, print, body);
    await services.dispatcher.add(prepared.tickets).catch((error: unknown) => {
      // The rows are written: the reconciler brings them to the queue when it is back.
      request.log.warn({ err: error }, 'the queue did not take an id');
    });
    return { subjectId: prepared.subjectId, body };
  } catch (error) {
    if (key && 'claim' in key) await services.idempotency.release(key.claim).catch(() => {});
    throw error;
  } finally {
    if (key && 'claim' in key) key.stop();
  }
}

async function written(
  { writes }: Services,
  prepared: Prepared,
  claim: IdempotencyClaim | undefined,
  print: string,
  body: string,
): Promise<void> {
  const answer = { fingerprint: print, subjectId: prepared.subjectId, status: 202, body };
  try {
    await writes.run(async (on) => {
      await prepared.write(on);
      if (claim && !(await storeAnswer(on, claim, answer)))
        throw new Problem('idempotency_in_progress', 'another request has taken this key over', {
          headers: { 'retry-after': '2' },
        });
    });
  } catch (error) {
    // A connection that broke while it committed leaves open whether the rows are there; then nothing is removed.
    const there = await prepared.isThere().catch(() => undefined);
    if (there) return;
    if (there === false) await prepared.discard();
    throw error;
  }
}
