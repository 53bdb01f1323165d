import type { IncomingMessage } from 'node:http';
import { asHeroshotError, HeroshotError } from '../../engine/errors.js';
import type { AddressPolicy } from './address-guard.js';
import { boundedBody } from './bounded-body.js';
import { checkUrl } from './checked-url.js';
import { exchange, TIME_LIMITS, type TimeLimits } from './exchange.js';
import { type GuardedAgentOptions, type GuardedAgents, guardedAgents } from './guarded-agents.js';
import { HostTurns, pause } from './host-turns.js';
import { checkIsPicture } from './page-instead.js';
import { isPassing, isPassingStatus, RETRY_PLAN, type RetryPlan, waitBefore } from './retry.js';
import { USER_AGENT } from './user-agent.js';

/** How pictures are fetched. */
export interface FetchOptions extends AddressPolicy {
  /** Largest picture in bytes. */
  maxBytes?: number | undefined;
  /** Requests to one host at the same time. */
  perHost?: number | undefined;
  times?: Partial<TimeLimits> | undefined;
  retry?: Partial<RetryPlan> | undefined;
  /** Resolver of host names; the system's by default. */
  lookup?: GuardedAgentOptions['lookup'];
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** A picture's answer, or what to do next. */
type Step = { bytes: Uint8Array } | { redirect: URL } | { again: HeroshotError; retryAfter?: string };

/** Fetches pictures from servers that nobody vouches for. */
export class PictureFetcher {
  readonly #agents: GuardedAgents;
  readonly #turns: HostTurns;
  readonly #maxBytes: number;
  readonly #times: TimeLimits;
  readonly #plan: RetryPlan;

  constructor(private readonly options: FetchOptions = {}) {
    this.#agents = guardedAgents({ allowPrivate: options.allowPrivate, lookup: options.lookup });
    this.#turns = new HostTurns(options.perHost ?? 2);
    this.#maxBytes = options.maxBytes ?? 64 * 2 ** 20;
    this.#times = { ...TIME_LIMITS, ...options.times };
    this.#plan = { ...RETRY_PLAN, ...options.retry };
  }

  /**
   * The bytes of a picture. Every redirect is checked like the first address; passing faults are tried again.
   *
   * @throws {HeroshotError} `url_refused`, `fetch_failed`, `fetch_timeout`, `too_many_bytes`, `not_a_picture_url`,
   * `empty_file` or `cancelled`
   */
  async fetch(address: string, signal?: AbortSignal): Promise<Uint8Array> {
    const first = checkUrl(address, this.options);
    for (let attempt = 1, url = first, hops = 0; ; ) {
      const step = await this.#step(url, signal);
      if ('bytes' in step) return step.bytes;
      if ('redirect' in step) {
        if (++hops > MAX_REDIRECTS)
          throw new HeroshotError('fetch_failed', `${first.host} redirects more than ${MAX_REDIRECTS} times`);
        url = step.redirect;
        continue;
      }
      const wait = waitBefore(attempt++, this.#plan, step.retryAfter);
      if (wait === undefined) throw step.again;
      if (step.retryAfter !== undefined) this.#turns.pause(url.host, wait);
      await pause(wait, signal).catch(rethrowCancelled);
      url = first;
      hops = 0;
    }
  }

  /** Close kept connections. */
  close(): void {
    this.#agents.close();
  }

  async #step(url: URL, signal: AbortSignal | undefined): Promise<Step> {
    const headers = {
      accept: 'image/*,*/*;q=0.5',
      'accept-encoding': 'identity',
      'user-agent': USER_AGENT,
    };
    const options = { agents: this.#agents, times: this.#times, signal, headers };
    try {
      const ask = () => exchange(url, options, (answer, stop) => this.#answer(url, answer, stop));
      return await this.#turns.take(url.host, ask, signal);
    } catch (error) {
      if (signal?.aborted) rethrowCancelled(error);
      if (error instanceof HeroshotError) {
        // What took too long to begin may begin at once next time; a dribble would only dribble again.
        if (error.code === 'fetch_timeout' && error.cause !== 'whole') return { again: error };
        throw error;
      }
      const failed = new HeroshotError('fetch_failed', `${url.host}: ${reasonOf(error)}`, { cause: error });
      if (isPassing(error)) return { again: failed };
      throw failed;
    }
  }

  async #answer(url: URL, answer: IncomingMessage, stop: AbortSignal): Promise<Step> {
    const status = answer.statusCode ?? 0;
    const { location, 'retry-after': retryAfter } = answer.headers;
    if (REDIRECTS.has(status) && location) return { redirect: checkUrl(location, this.options, url) };
    if (status !== 200) {
      const again = new HeroshotError('fetch_failed', `${url.host} answered ${status} for ${url.pathname}`);
      if (!isPassingStatus(status)) throw again;
      return { again, ...(retryAfter === undefined ? {} : { retryAfter }) };
    }
    const bytes = await boundedBody(answer, this.#maxBytes, stop);
    checkIsPicture(bytes, answer.headers['content-type'], url);
    return { bytes };
  }
}

function rethrowCancelled(reason: unknown): never {
  const error = asHeroshotError(reason);
  throw error.code === 'cancelled' ? error : new HeroshotError('cancelled', 'the work was cancelled');
}

function reasonOf(error: unknown): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  return (inner as Error)?.message ?? String(error);
}
