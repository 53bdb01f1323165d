import { type GuardedAgents, guardedAgents } from '../../../catalog/remote/guarded-agents.js';
import type { Store } from '../../store/open-store.js';
import { Claims } from '../claims.js';
import { Deliveries } from '../deliveries.js';
import { Endpoints } from '../endpoints.js';
import { FanOut } from '../fan-out.js';
import { type AttemptEnd, Sender, type SenderOptions } from '../sender.js';
import { Settlement } from '../settlement.js';

/** Webhooks whose clock and rounds are a test's. */
export class Driver {
  /** Milliseconds since 1970; stands still unless a test moves it. */
  now = Date.now();
  /** What jitter draws; the middle by default. */
  share = 0.5;
  readonly ends: AttemptEnd[] = [];
  readonly faults: unknown[] = [];
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  readonly fanOut: FanOut;
  readonly claims: Claims;
  readonly settlement: Settlement;
  readonly sender: Sender;
  readonly #agents: GuardedAgents;

  constructor(
    readonly store: Store,
    more: Partial<SenderOptions> = {},
  ) {
    const clock = () => this.now;
    const policy = { allowPrivate: true };
    this.#agents = guardedAgents(policy);
    this.endpoints = new Endpoints(store.db, policy, clock);
    this.deliveries = new Deliveries(store.db, clock);
    this.fanOut = new FanOut(store, 'https://pictures.example', clock);
    this.claims = new Claims(store, clock);
    this.settlement = new Settlement(store.db, clock, () => this.share);
    this.sender = new Sender({
      claims: this.claims,
      settlement: this.settlement,
      agents: this.#agents,
      policy,
      clock,
      onOutcome: (end) => this.ends.push(end),
      onFault: (error) => this.faults.push(error),
      onFree: () => {},
      ...more,
    });
  }

  /** Do everything that is due at this moment. */
  async pass(): Promise<void> {
    while (await this.fanOut.round());
    let sent: number;
    do {
      sent = this.ends.length;
      await this.sender.fill();
      await this.sender.idle();
    } while (this.ends.length > sent);
    if (this.faults.length > 0) throw this.faults[0];
  }

  /** Let time go by, then do what is due. */
  async after(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    await this.pass();
  }

  async close(): Promise<void> {
    await this.sender.stop(5000);
    this.#agents.close();
  }
}
