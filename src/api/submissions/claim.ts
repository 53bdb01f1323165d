import type { FastifyRequest } from 'fastify';
import type { IdempotencyClaim, StoredAnswer } from '../../jobs/store/idempotency.js';
import { callerOf } from '../auth/caller.js';
import { Problem } from '../problem.js';
import type { Services } from '../services.js';

/** Sign of life of a request that is being received, well within the time after which its key is taken over. */
const RENEW_MS = 5_000;

/** A key that is this request's, or the answer that another one left. */
export type KeyHold = { claim: IdempotencyClaim; stop(): void } | { stored: StoredAnswer };

/**
 * Claim the request's `Idempotency-Key`; undefined where it has none.
 *
 * @throws {Problem} `bad_request`, `idempotency_in_progress`
 */
export async function claimKey(
  { idempotency }: Services,
  request: FastifyRequest,
): Promise<KeyHold | undefined> {
  const given = request.headers['idempotency-key'];
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || !/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(given))
    throw new Problem('bad_request', 'an Idempotency-Key has 1 to 255 printable ASCII characters');
  const claimed = await idempotency.claim(callerOf(request).keyId ?? 'open', given);
  if ('busy' in claimed)
    throw new Problem('idempotency_in_progress', 'a request with this key is under way', {
      headers: { 'retry-after': '2' },
    });
  if ('stored' in claimed) return claimed;
  const timer = setInterval(() => {
    idempotency.renew(claimed.claim).catch(() => {});
  }, RENEW_MS).unref();
  return { ...claimed, stop: () => clearInterval(timer) };
}
