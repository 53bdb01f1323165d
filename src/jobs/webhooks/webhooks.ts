import { randomUUID } from 'node:crypto';
import type { LookupFunction } from 'node:net';
import type { TimeLimits } from '../../catalog/remote/exchange.js';
import { type GuardedAgents, guardedAgents } from '../../catalog/remote/guarded-agents.js';
import type { Store } from '../store/open-store.js';
import { Claims } from './claims.js';
import { Deliveries } from './deliveries.js';
import type { EndpointPolicy } from './endpoint-url.js';
import { Endpoints } from './endpoints.js';
import { FanOut } from './fan-out.js';
import { Rounds } from './rounds.js';
import { type AttemptEnd, Sender } from './sender.js';
import { Settlement } from './settlement.js';
import { KEPT_MS, sweep } from './sweep.js';

/** How webhooks are set up. */
export interface WebhooksOptions extends EndpointPolicy {
  store: Store;
  /** Address under which others reach this service; addresses in bodies begin with it. */
  publicUrl: string;
  /** Resolver of host names; the system's by default. */
  lookup?: LookupFunction;
  times?: Partial<TimeLimits>;
  /** Milliseconds since 1970. */
  clock?: () => number;
  /** 0 to 1; draws the jitter of waits. */
  random?: () => number;
  /** Hears of every attempt, for metrics. */
  onOutcome?: (end: AttemptEnd) => void;
  /** Hears of faults that are ours, for the log; standard error by default. */
  onFault?: (error: unknown) => void;
}

/** How often what is old is looked for. */
const SWEEP_MS = 3600_000;

/**
 * Webhooks by the Standard Webhooks specification. Everything is in the database: any number of processes may send, and
 * one that dies loses nothing.
 *
 * @example
 * const webhooks = new Webhooks({ store, publicUrl: 'https://pictures.example' });
 * await webhooks.endpoints.create({ keyId: null, url: 'https://shop.example/hooks' });
 * webhooks.start();
 */
export class Webhooks {
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  readonly #agents: GuardedAgents;
  readonly #sender: Sender;
  readonly #fanOut: FanOut;
  readonly #rounds: Rounds;
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #node = randomUUID();
  #nextSweep = 0;

  constructor(options: WebhooksOptions) {
    const { store, publicUrl, allowPrivate, allowHttp, lookup, clock = Date.now, random } = options;
    const { times, onOutcome, onFault = console.error } = options;
    const policy = { allowPrivate, allowHttp };
    const wake = () => this.wake();
    this.#store = store;
    this.#clock = clock;
    this.#agents = guardedAgents({ allowPrivate, lookup });
    this.#rounds = new Rounds(() => this.round(), onFault);
    this.#fanOut = new FanOut(store, publicUrl.replace(/\/+$/, ''), clock);
    this.#sender = new Sender({
      claims: new Claims(store, clock),
      settlement: new Settlement(store.db, clock, random),
      agents: this.#agents,
      policy,
      clock,
      times,
      onOutcome,
      onFault,
      onFree: wake,
    });
    this.endpoints = new Endpoints(store.db, policy, clock);
    this.deliveries = new Deliveries(store.db, clock, wake);
  }

  /** Send from now on. @param everyMs how often the database is asked what is due */
  start({ everyMs = 1000 }: { everyMs?: number } = {}): void {
    this.#rounds.start(everyMs);
  }

  /** Something has happened in this process: look at once. */
  wake(): void {
    this.#rounds.wake();
  }

  /**
   * Send no more.
   *
   * @param limitMs how long attempts under way may take; those that take longer are cut off and made again after the
   * next start
   */
  async stop({ limitMs = 20_000 }: { limitMs?: number } = {}): Promise<void> {
    await this.#rounds.stop();
    await this.#sender.stop(limitMs);
    this.#agents.close();
  }

  private async round(): Promise<boolean> {
    const more = await this.#fanOut.round();
    await this.#sender.fill();
    return (await this.sweepInTurn()) || more;
  }

  private async sweepInTurn(): Promise<boolean> {
    const now = this.#clock();
    if (now < this.#nextSweep) return false;
    if (await this.#store.turns.take('webhooks-sweep', this.#node, SWEEP_MS, now))
      if ((await sweep(this.#store.db, now - KEPT_MS)) > 0) return true;
    this.#nextSweep = now + SWEEP_MS;
    return false;
  }
}
