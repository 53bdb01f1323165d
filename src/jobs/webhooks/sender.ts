import { setMaxListeners } from 'node:events';
import type { TimeLimits } from '../../catalog/remote/exchange.js';
import type { GuardedAgents } from '../../catalog/remote/guarded-agents.js';
import { HeroshotError } from '../../engine/errors.js';
import type { AttemptError } from './attempt-error.js';
import type { Claim, Claims, Due } from './claims.js';
import { type EndpointRow, secretsAt } from './endpoint.js';
import { checkEndpointUrl, type EndpointPolicy } from './endpoint-url.js';
import { type Answer, POST_TIMES, post } from './post.js';
import type { Outcome, Settlement } from './settlement.js';

/** An attempt's end, for metrics. */
export interface AttemptEnd {
  outcome: Outcome;
  endpointId: string;
  deliveryId: string;
  /** HTTP status; null where there was no answer. */
  status: number | null;
  error: AttemptError | null;
  milliseconds: number;
}

/** What a sender works with. */
export interface SenderOptions {
  claims: Claims;
  settlement: Settlement;
  agents: GuardedAgents;
  policy: EndpointPolicy;
  clock: () => number;
  times?: Partial<TimeLimits> | undefined;
  onOutcome?: ((end: AttemptEnd) => void) | undefined;
  /** A fault that is not the endpoint's: the database does not answer. The delivery comes again when its lease is over. */
  onFault: (error: unknown) => void;
  /** Room has become free. */
  onFree: () => void;
}

/** Attempts at the same time, of all endpoints together. */
export const MOST_AT_ONCE = 16;
/** Of one endpoint; of one that fails a single one, so that those that hang leave room to those that answer. */
export const MOST_PER_ENDPOINT = 4;

/** Sends what is due, some at a time. */
export class Sender {
  readonly #underWay = new Set<Promise<void>>();
  /** Attempts under way by endpoint. */
  readonly #busy = new Map<string, number>();
  /** When endpoints that have something to send last got a turn. */
  readonly #turns = new Map<string, number>();
  #turn = 0;
  readonly #stop = new AbortController();
  readonly #times: TimeLimits;

  constructor(private readonly options: SenderOptions) {
    this.#times = { ...POST_TIMES, ...options.times };
    // Every attempt listens, and lets go when it ends.
    setMaxListeners(2 * MOST_AT_ONCE, this.#stop.signal);
  }

  /** Begin with as much of what is due as there is room for. */
  async fill(): Promise<void> {
    const room = () => MOST_AT_ONCE - this.#underWay.size;
    if (room() <= 0 || this.#stop.signal.aborted) return;
    const { claims } = this.options;
    for (const { endpointId, failing } of this.inTurn(await claims.due())) {
      if (room() <= 0) return;
      const most = (failing ? 1 : MOST_PER_ENDPOINT) - (this.#busy.get(endpointId) ?? 0);
      if (most <= 0) continue;
      this.#turns.set(endpointId, ++this.#turn);
      const endpoint = await claims.endpoint(endpointId);
      for (const claim of await claims.take(endpointId, Math.min(most, room()))) this.begin(claim, endpoint);
    }
  }

  /** Until nothing is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Begin nothing more, wait a while for what is under way, and give back what is not through then. */
  async stop(limitMs: number): Promise<void> {
    const cancel = setTimeout(() => this.#stop.abort(), limitMs);
    await this.idle();
    clearTimeout(cancel);
    this.#stop.abort();
  }

  /** Endpoints with the fewest attempts under way first, then those whose last turn is longest ago. */
  private inTurn(due: readonly Due[]): Due[] {
    const waiting = new Set(due.map(({ endpointId }) => endpointId));
    for (const id of this.#turns.keys()) if (!waiting.has(id)) this.#turns.delete(id);
    const place = ({ endpointId }: Due) =>
      [this.#busy.get(endpointId) ?? 0, this.#turns.get(endpointId) ?? 0] as const;
    return [...due].sort((a, b) => {
      const [busyA, turnA] = place(a);
      const [busyB, turnB] = place(b);
      return busyA - busyB || turnA - turnB;
    });
  }

  private begin(claim: Claim, endpoint: EndpointRow | undefined): void {
    const { endpoint_id: id } = claim.row;
    this.#busy.set(id, (this.#busy.get(id) ?? 0) + 1);
    const work = this.attempt(claim, endpoint)
      .catch(this.options.onFault)
      .finally(() => {
        this.#underWay.delete(work);
        const left = (this.#busy.get(id) ?? 1) - 1;
        if (left > 0) this.#busy.set(id, left);
        else this.#busy.delete(id);
        this.options.onFree();
      });
    this.#underWay.add(work);
  }

  private async attempt(claim: Claim, endpoint: EndpointRow | undefined): Promise<void> {
    const { settlement, claims, clock, onOutcome } = this.options;
    if (!endpoint || endpoint.enabled === 0) return settlement.giveUp(claim);
    const at = clock();
    const began = performance.now();
    let answer: Answer;
    try {
      answer = await this.send(claim, endpoint, at);
    } catch (error) {
      // A fault of ours comes again when the lease is over, not at once and for ever.
      if (!(error instanceof HeroshotError && error.code === 'cancelled')) throw error;
      return claims.handBack(claim);
    }
    const milliseconds = Math.round(performance.now() - began);
    const outcome = await settlement.settle(claim, { ...answer, at, milliseconds });
    const { status, error } = answer;
    onOutcome?.({ outcome, endpointId: endpoint.id, deliveryId: claim.row.id, status, error, milliseconds });
  }

  private async send({ row }: Claim, endpoint: EndpointRow, at: number): Promise<Answer> {
    const { agents, policy, clock } = this.options;
    let url: URL;
    try {
      // What was taken when it was saved may be refused since.
      url = checkEndpointUrl(endpoint.url, policy);
    } catch {
      return { status: null, error: 'url_refused', askedMs: 0 };
    }
    const secrets = secretsAt(endpoint, at);
    const message = { id: row.event_id, at, body: row.body };
    return post(url, message, { agents, times: this.#times, secrets, signal: this.#stop.signal, clock });
  }
}
