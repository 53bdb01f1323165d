import type { FastifyRequest } from 'fastify';
import type { Scope } from '../../jobs/keys/keys.js';
import { Problem } from '../problem.js';

/** Who asks. */
export interface Caller {
  /** Null in open mode. */
  keyId: string | null;
  scopes: readonly Scope[];
  /** Requests a minute, where the key has a limit of its own. */
  rateLimit: number | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on routes that everybody may use. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** What a key needs for this route; every route says it. `public`: no key. */
    scope?: Scope | 'public';
  }
}

/** Who asks, on a route that needs a key. */
export function callerOf({ caller }: Pick<FastifyRequest, 'caller'>): Caller {
  if (!caller) throw new Problem('unauthorized', 'this needs a key');
  return caller;
}

/** Whether somebody sees a thing of a key: its owner does, and an administrator everybody's. */
export const sees = (caller: Caller, owner: string | null): boolean =>
  caller.scopes.includes('admin') || caller.keyId === owner;

/** The filter of lists: everything for an administrator, else one's own. */
export const ownOnly = (caller: Caller): { keyId?: string | null } =>
  caller.scopes.includes('admin') ? {} : { keyId: caller.keyId };
