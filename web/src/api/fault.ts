import { HeroshotApiError } from '../../../src/client/api-error.js';
import { TEXTS } from '../texts.js';
import { wantKey } from './key.js';
import type { ProblemBody } from './types.js';

/** Why something did not work, in words for people. */
export class Fault extends Error {
  constructor(
    /** Stable: the service's code, or `connection` and `unreadable` of the page's own. */
    readonly code: string,
    message: string,
    readonly hint: string,
    /** HTTP's; 0 where no answer came. */
    readonly status = 0,
    /** Seconds after which to ask again. */
    readonly retryAfter = 0,
  ) {
    super(message);
    this.name = 'Fault';
  }

  /** Whether the same request may work in a moment. */
  get passing(): boolean {
    return (
      this.code === 'connection' ||
      this.code === 'idempotency_in_progress' ||
      [429, 502, 503, 504].includes(this.status)
    );
  }
}

export const connectionLost = () =>
  new Fault('connection', TEXTS.faults.connection, TEXTS.faults.connectionHint);

/** What an answer's body says (RFC 9457), or what its status does. */
export function faultOf(status: number, body: string, retryAfter: string | null): Fault {
  let problem: Partial<ProblemBody> = {};
  try {
    problem = JSON.parse(body) as ProblemBody;
  } catch {
    // A proxy's page; its status says enough.
  }
  const places = problem.errors?.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ');
  const said = problem.detail ?? TEXTS.faults.status(status);
  return new Fault(
    problem.code ?? `http_${status}`,
    places && !said.includes(places) ? `${said}: ${places}` : said,
    problem.hint ?? '',
    status,
    Number(retryAfter ?? 0) || 0,
  );
}

/** Anything that was thrown, as a fault. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof HeroshotApiError) {
    if (error.status === 401) wantKey();
    return faultOf(error.status, JSON.stringify(error.problem ?? {}), null);
  }
  // What fetch throws where nobody answers.
  if (error instanceof TypeError) return connectionLost();
  return new Fault('unexpected', error instanceof Error ? error.message : String(error), '');
}
