import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '../../jobs/keys/keys.js';
import { Problem } from '../problem.js';
import { addressSubject } from '../rates/limiter.js';
import type { Services } from '../services.js';
import type { Caller } from './caller.js';
import { refuseOtherPages } from './other-pages.js';

/** Whoever asks in open mode. */
const EVERYBODY: Caller = { keyId: null, scopes: ['submit', 'read', 'admin'], rateLimit: null };

/** Requests with a wrong key that an address may send in a minute. */
const TRIES = 20;

/** Find out who asks, and whether the route is for them. */
export function authenticate({ keys, options, tries }: Pick<Services, 'keys' | 'options' | 'tries'>) {
  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    const { scope } = request.routeOptions.config;
    if (scope === undefined || scope === 'public') return;
    const secret = bearer(request.headers.authorization);
    if (secret === undefined && options.open) {
      refuseOtherPages(request, options.publicUrl);
      request.caller = EVERYBODY;
      return;
    }
    if (secret === undefined) throw refused(secret);
    const subject = addressSubject(request.ip);
    // Whoever guesses hears so before the database is asked; a key that was good a moment ago still is.
    const tried = keys.remembered(secret) ? undefined : await tries.look(subject, TRIES);
    if (tried && !tried.allowed) throw tooMany(tried.resetS);
    const key = await keys.verify(secret);
    if (!key) {
      await tries.use(subject, TRIES);
      throw refused(secret);
    }
    if (!allows(key.scopes, scope))
      throw new Problem('forbidden', `this needs a key with the scope ${scope}`);
    request.caller = { keyId: key.id, scopes: key.scopes, rateLimit: key.rateLimit };
  };
}

const allows = (scopes: readonly Scope[], scope: Scope) => scopes.includes(scope) || scopes.includes('admin');

function bearer(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  return /^Bearer +(\S{1,200})$/i.exec(header)?.[1] ?? '';
}

const tooMany = (seconds: number) =>
  new Problem('too_many_tries', 'this address has sent too many requests with a wrong key', {
    headers: { 'retry-after': String(seconds) },
  });

function refused(secret: string | undefined): Problem {
  const detail = secret === undefined ? 'the request has no key' : 'the key is not known, or was revoked';
  // RFC 6750, section 3: an error code only where a token was sent.
  const challenge = secret === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
  return new Problem('unauthorized', detail, { headers: { 'www-authenticate': challenge } });
}
