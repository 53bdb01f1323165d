import type { IncomingMessage } from 'node:http';
import { sniff } from '../../engine/decode/sniff.js';
import { asHeroshotError, HeroshotError } from '../../engine/errors.js';
import type { HandedBack, HandOff, Parcel } from '../../recipe/hand-off.js';
import type { AddressPolicy } from '../remote/address-guard.js';
import { boundedBody } from '../remote/bounded-body.js';
import { checkUrl } from '../remote/checked-url.js';
import { exchange, type TimeLimits } from '../remote/exchange.js';
import { type GuardedAgentOptions, type GuardedAgents, guardedAgents } from '../remote/guarded-agents.js';
import { pause } from '../remote/host-turns.js';
import { isPassing, isPassingStatus, RETRY_PLAN, type RetryPlan, waitBefore } from '../remote/retry.js';
import { USER_AGENT } from '../remote/user-agent.js';
import { type Message, messageOf, signed } from './message.js';

/** How pictures are handed off. */
export interface HandOffOptions extends AddressPolicy {
  /** Secrets that sign: `whsec_…`, the newest first. Without one nothing is signed, and the report says so. */
  secrets?: readonly string[] | undefined;
  /** Bytes of a picture, sent or answered; 64 MiB by default. */
  maxBytes?: number | undefined;
  retry?: Partial<RetryPlan> | undefined;
  /** Resolver of host names; the system's by default. */
  lookup?: GuardedAgentOptions['lookup'];
  clock?: () => number;
}

const SECONDS = 120;
const CONNECT_MS = 10_000;

/** An attempt's end: the answer, or why another may end better. */
type Attempt = { back: Uint8Array | undefined } | { again: HeroshotError; retryAfter?: string };

/** Hands pictures to other tools by HTTP, within the rules for addresses that others wrote. */
export class HttpHandOff {
  readonly #agents: GuardedAgents;
  readonly #plan: RetryPlan;
  readonly #maxBytes: number;

  constructor(private readonly options: HandOffOptions = {}) {
    this.#agents = guardedAgents({ allowPrivate: options.allowPrivate, lookup: options.lookup });
    this.#plan = { ...RETRY_PLAN, ...options.retry };
    this.#maxBytes = options.maxBytes ?? 64 * 2 ** 20;
  }

  /**
   * Post a parcel and read the picture that is answered; what passes is tried again with the same id.
   *
   * @throws {HeroshotError} `url_refused`, `hand_off_failed`, `hand_off_timeout`, `too_many_bytes`, `cancelled`
   */
  readonly send: HandOff = async (parcel: Parcel, signal?: AbortSignal): Promise<HandedBack> => {
    const { clock = Date.now, secrets = [] } = this.options;
    const url = checkUrl(parcel.step.url, this.options);
    if (parcel.bytes.byteLength > this.#maxBytes)
      throw new HeroshotError('too_many_bytes', `${parcel.bytes.byteLength} bytes are too many to hand off`);
    const message = messageOf(parcel, clock());
    const began = performance.now();
    const times = this.#times(parcel.step.timeout ?? SECONDS);
    for (let attempts = 1; ; attempts++) {
      const attempt = await this.#try(url, message, times, signal);
      if ('back' in attempt)
        return {
          ...(attempt.back ? { bytes: attempt.back } : {}),
          id: message.id,
          signed: secrets.length > 0,
          attempts,
          milliseconds: performance.now() - began,
        };
      const wait = waitBefore(attempts, this.#plan, attempt.retryAfter);
      if (wait === undefined) throw attempt.again;
      await pause(wait, signal).catch(() => {
        throw new HeroshotError('cancelled', 'the work was cancelled');
      });
    }
  };

  /** Close kept connections. */
  close(): void {
    this.#agents.close();
  }

  #times(seconds: number): TimeLimits {
    const whole = seconds * 1000;
    return { connect: Math.min(CONNECT_MS, whole), firstByte: whole, whole };
  }

  async #try(
    url: URL,
    { id, body, headers }: Message,
    times: TimeLimits,
    signal?: AbortSignal,
  ): Promise<Attempt> {
    const { clock = Date.now, secrets = [] } = this.options;
    const request = {
      agents: this.#agents,
      times,
      signal,
      method: 'POST',
      body,
      headers: {
        ...headers,
        accept: 'image/*',
        'user-agent': USER_AGENT,
        'idempotency-key': id,
        'content-length': String(body.byteLength),
        ...signed({ id, body }, secrets, clock()),
      },
    };
    try {
      return await exchange(url, request, (answer, stop) => this.#answer(url, answer, stop));
    } catch (error) {
      const known = error instanceof HeroshotError ? error : undefined;
      if (known?.code === 'fetch_timeout') {
        const late = new HeroshotError('hand_off_timeout', known.message, { cause: error });
        // Whoever takes a connection and then too long is at work, and would only begin anew.
        if (known.cause === 'connect') return { again: late };
        throw late;
      }
      if (known) throw known;
      const why = `${url.host}: ${(error as Error)?.message || 'no connection'}`;
      const failed = new HeroshotError('hand_off_failed', why, { cause: error });
      if (isPassing(error)) return { again: failed };
      throw failed;
    }
  }

  async #answer(url: URL, answer: IncomingMessage, stop: AbortSignal): Promise<Attempt> {
    const status = answer.statusCode ?? 0;
    if (status === 204) return { back: undefined };
    if (status !== 200) {
      // Redirects are not followed: the picture would go to somebody who was not named.
      const again = new HeroshotError('hand_off_failed', `${url.host} answered ${status}`);
      if (!isPassingStatus(status)) throw again;
      const retryAfter = answer.headers['retry-after'];
      return { again, ...(retryAfter === undefined ? {} : { retryAfter }) };
    }
    const bytes = await boundedBody(answer, this.#maxBytes, stop).catch((error: unknown) => {
      const known = asHeroshotError(error);
      if (known.code === 'fetch_failed')
        throw new HeroshotError('hand_off_failed', `${url.host}: ${known.message}`);
      throw error;
    });
    try {
      sniff(bytes);
    } catch (error) {
      const said = (answer.headers['content-type'] ?? 'no type').split(';')[0];
      const message = `${url.host} answered no picture (${said}): ${(error as Error).message}`;
      throw new HeroshotError('hand_off_failed', message, { cause: error });
    }
    return { back: bytes };
  }
}
