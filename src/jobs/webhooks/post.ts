import type { IncomingMessage } from 'node:http';
import { exchange, type TimeLimits } from '../../catalog/remote/exchange.js';
import type { GuardedAgents } from '../../catalog/remote/guarded-agents.js';
import { askedWait } from '../../catalog/remote/retry.js';
import { USER_AGENT } from '../../catalog/remote/user-agent.js';
import { type AttemptError, attemptError } from './attempt-error.js';
import type { Message } from './signature.js';
import { signedHeaders } from './signature.js';

/** What an attempt came to: an answer's status, or why there was none. */
export interface Answer {
  status: number | null;
  error: AttemptError | null;
  /** Milliseconds that the endpoint asked to wait. */
  askedMs: number;
}

/** 5 s to connect, 15 s for everything: "somewhere between 15 and 30s" (Standard Webhooks, "Request timeouts"). */
export const POST_TIMES: TimeLimits = { connect: 5000, firstByte: 15_000, whole: 15_000 };

/** Bytes of an answer's body that are read, and dropped. */
const MOST_BODY = 64 * 1024;

/** What {@link post} needs. */
export interface PostOptions {
  agents: GuardedAgents;
  times: TimeLimits;
  secrets: readonly string[];
  signal: AbortSignal;
  clock: () => number;
}

/**
 * Send a message once. Redirects are not followed: "Following redirects causes unnecessary load", and one could lead
 * anywhere.
 *
 * @throws {HeroshotError} `cancelled`, and nothing else: every other end is an {@link Answer}
 */
export async function post(url: URL, message: Message, options: PostOptions): Promise<Answer> {
  const { agents, times, secrets, signal, clock } = options;
  const headers = {
    'content-type': 'application/json',
    'user-agent': USER_AGENT,
    // A connection of its own: the name is resolved and checked each time, and none is there that breaks when used again.
    connection: 'close',
    ...signedHeaders(message, secrets),
  };
  let answer: Answer | undefined;
  const request = { agents, times, signal, method: 'POST', headers, body: message.body };
  try {
    await exchange(url, request, async (incoming, stop) => {
      answer = answerOf(incoming, clock());
      await drain(incoming, stop);
    });
  } catch (error) {
    // The header is the answer: what becomes of its body does not matter.
    if (answer) return answer;
    if (signal.aborted) throw error;
    return { status: null, error: attemptError(error), askedMs: 0 };
  }
  return answer as unknown as Answer;
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, now: number): Answer {
  const retryAfter = headers['retry-after'];
  return { status: statusCode, error: null, askedMs: retryAfter ? askedWait(retryAfter, now) : 0 };
}

/** Read a body to its end, so that the receiver can finish its answer; one without an end is left. */
async function drain(body: IncomingMessage, stop: AbortSignal): Promise<void> {
  const leave = () => body.destroy();
  stop.addEventListener('abort', leave, { once: true });
  try {
    let bytes = 0;
    for await (const chunk of body) {
      bytes += (chunk as Buffer).length;
      if (bytes > MOST_BODY) return;
    }
  } finally {
    stop.removeEventListener('abort', leave);
  }
}
