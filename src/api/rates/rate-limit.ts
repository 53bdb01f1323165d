import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';
import type { Services } from '../services.js';
import { addressSubject } from './limiter.js';

/**
 * Hold a key (an address in open mode) to its requests a minute, and say what is left in the fields of the IETF's draft
 * "RateLimit header fields for HTTP": `RateLimit-Policy: "default";q=600;w=60` and `RateLimit: "default";r=599;t=60`.
 */
export function limitRate({ limiter, options }: Pick<Services, 'limiter' | 'options'>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { caller } = request;
    if (!caller) return;
    const quota = caller.rateLimit ?? options.rateLimit;
    const subject = caller.keyId ?? addressSubject(request.ip);
    const { allowed, remaining, resetS } = await limiter.use(subject, quota);
    reply.header('ratelimit-policy', `"default";q=${quota};w=${limiter.windowS}`);
    reply.header('ratelimit', `"default";r=${remaining};t=${resetS}`);
    if (!allowed)
      throw new Problem('rate_limited', `${quota} requests a minute may be sent`, {
        headers: { 'retry-after': String(resetS) },
      });
  };
}
