import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { HeroshotError } from '../../engine/errors.js';
import type { GuardedAgents } from './guarded-agents.js';

/** Time limits of one request and its answer, in milliseconds. */
export interface TimeLimits {
  /** To resolve the name, connect and agree on TLS. */
  connect: number;
  /** From then to the answer's header. */
  firstByte: number;
  /** From the start to the last byte, however steadily bytes come. */
  whole: number;
}

/** 10 s to connect, 30 s to the header, 120 s for everything. */
export const TIME_LIMITS: TimeLimits = { connect: 10_000, firstByte: 30_000, whole: 120_000 };

const TOO_LATE: Record<keyof TimeLimits, string> = {
  connect: 'did not accept a connection',
  firstByte: 'did not answer',
  whole: 'did not send everything',
};

/** What {@link exchange} needs. */
export interface ExchangeOptions {
  agents: GuardedAgents;
  times?: TimeLimits;
  signal?: AbortSignal | undefined;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/**
 * One HTTP request over guarded agents, within time limits. Redirects are not followed. `use` gets the answer with its
 * unread body; when it settles, the answer is closed.
 *
 * @throws {HeroshotError} `fetch_timeout` (its `cause` is the name of the limit), `cancelled`, `url_refused`; or the connection's own error
 */
export async function exchange<T>(
  url: URL,
  options: ExchangeOptions,
  use: (answer: IncomingMessage, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { agents, times = TIME_LIMITS, signal: caller } = options;
  const stop = new AbortController();
  const after = (limit: keyof TimeLimits) =>
    setTimeout(() => {
      const message = `${url.host} ${TOO_LATE[limit]} within ${times[limit] / 1000} s`;
      stop.abort(new HeroshotError('fetch_timeout', message, { cause: limit }));
    }, times[limit]);
  const cancel = () => stop.abort(new HeroshotError('cancelled', 'the work was cancelled'));
  if (caller?.aborted) cancel();
  caller?.addEventListener('abort', cancel, { once: true });
  const whole = after('whole');
  let stage = after('connect');
  const onConnected = () => {
    clearTimeout(stage);
    stage = after('firstByte');
  };
  let answer: IncomingMessage | undefined;
  try {
    stop.signal.throwIfAborted();
    answer = await send(url, { ...options, agents, signal: stop.signal }, onConnected);
    clearTimeout(stage);
    return await use(answer, stop.signal);
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    clearTimeout(stage);
    clearTimeout(whole);
    caller?.removeEventListener('abort', cancel);
    // An answer that was read to its end leaves its connection to the next request; any other is cut.
    if (!answer?.complete) answer?.destroy();
  }
}

function send(
  url: URL,
  { agents, method = 'GET', headers = {}, body, signal }: ExchangeOptions,
  onConnected: () => void,
): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:';
  const options: RequestOptions = {
    method,
    headers,
    agent: secure ? agents.https : agents.http,
    ...(signal ? { signal } : {}),
  };
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(url, options, resolve);
    request.on('error', reject);
    // A server that answers with another protocol (101) is left by Node without an error and without an answer.
    request.on('close', () => reject(new Error('the server ended the connection without an answer')));
    request.on('socket', (socket) => {
      if (!socket.connecting) return onConnected();
      socket.once(secure ? 'secureConnect' : 'connect', onConnected);
    });
    request.end(body);
  });
}
