import type { ProblemBody } from '../api/schemas/problem.js';
import { HeroshotApiError } from './api-error.js';
import { pause, retryAfter } from './pause.js';

/** How a service is reached. */
export interface ClientOptions {
  /** Address of the service, such as `https://hero.example`. */
  url: string;
  /** `hs_…`; not needed where the service is open. */
  key?: string;
  /** Another `fetch`; the platform's by default. */
  fetch?: typeof fetch;
  /** Times that a request is sent again where the service is busy or the line breaks; 4 by default. */
  retries?: number;
}

/** A request. */
export interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | boolean | undefined> | undefined;
  /** A form, or an object that is sent as JSON. */
  body?: FormData | object;
  headers?: Record<string, string | undefined>;
  signal?: AbortSignal | undefined;
}

/** The longest that is waited before a request is sent again. */
const LONGEST_MS = 60_000;
/** Answers after which the same request may go through later. */
const LATER = new Set([429, 502, 503, 504]);

/** Sends requests, and sends them again where that is safe and may help. */
export class Transport {
  readonly #base: string;
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#base = options.url.replace(/\/+$/, '');
    this.#options = options;
  }

  /** @throws {HeroshotApiError} what the service refused; what `fetch` throws where it cannot be reached */
  async send(call: Call): Promise<Response> {
    const { retries = 4 } = this.#options;
    // Sent once or twice is the same for reading, and for what has an idempotency key.
    const safe = call.method === 'GET' || call.headers?.['idempotency-key'] !== undefined;
    for (let attempt = 0; ; attempt++) {
      const last = attempt >= retries;
      const backoff = Math.min(LONGEST_MS, 500 * 2 ** attempt);
      let answer: Response;
      try {
        answer = await this.once(call);
      } catch (error) {
        if (last || !safe || call.signal?.aborted) throw error;
        await pause(backoff, call.signal);
        continue;
      }
      if (answer.ok) return answer;
      const problem = await problemOf(answer);
      const again =
        LATER.has(answer.status) || (answer.status === 409 && problem?.code === 'idempotency_in_progress');
      if (last || !again || !(safe || answer.status === 429))
        throw new HeroshotApiError(answer.status, problem);
      await pause(Math.min(LONGEST_MS, retryAfter(answer.headers.get('retry-after'), backoff)), call.signal);
    }
  }

  async json<T>(call: Call): Promise<T> {
    return (await (await this.send(call)).json()) as T;
  }

  private once({ method, path, query, body, headers = {}, signal }: Call): Promise<Response> {
    const { key, fetch: send = fetch } = this.#options;
    const form = body instanceof FormData;
    const all = {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(body && !form ? { 'content-type': 'application/json' } : {}),
      ...headers,
    };
    const said = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return send(this.address(path, query), {
      method,
      headers: Object.fromEntries(said),
      ...(body ? { body: form ? body : JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    });
  }

  private address(path: string, query: Call['query'] = {}): string {
    const text = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) text.set(name, String(value));
    return `${this.#base}${path}${text.size > 0 ? `?${text}` : ''}`;
  }
}

async function problemOf(answer: Response): Promise<ProblemBody | undefined> {
  const json = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
  if (json) return (await answer.json().catch(() => undefined)) as ProblemBody | undefined;
  await answer.body?.cancel().catch(() => {});
  return undefined;
}
