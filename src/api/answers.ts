import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '../jobs/id.js';
import { answerFor, answerOf, Problem, type ProblemAnswer } from './problem.js';
import { storeFault } from './store-fault.js';
import { fieldErrors } from './validation.js';

/** Send a problem. */
export function sendProblem(reply: FastifyReply, { body, headers }: ProblemAnswer): FastifyReply {
  return reply
    .code(body.status)
    .headers(headers)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(body);
}

/** Every error that a route throws becomes problem+json; faults of ours are logged with their cause, and not told. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const thrown =
      'validation' in error && error.validation
        ? new Problem('validation', `the ${error.validationContext ?? 'body'} is not as it should be`, {
            errors: fieldErrors(error.validation),
          })
        : storeFault(error);
    const answer = answerOf(thrown, request.id);
    if (answer.fault) request.log.error({ err: error }, 'fault');
    // A transfer that has begun can only be cut off.
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return reply;
    }
    return sendProblem(reply, answer);
  });
  const patterns: { method: string; pattern: RegExp }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const pattern = new RegExp(`^${url.replace(/[.*+?^$()[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);
    for (const one of [method].flat()) patterns.push({ method: one, pattern });
  });
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?')[0];
    const allowed = [...new Set(patterns.filter((row) => row.pattern.test(path)).map((row) => row.method))];
    if (allowed.length === 0)
      return sendProblem(reply, answerFor('not_found', 'no such address', request.id));
    const detail = `${request.method} is not taken here`;
    const headers = { allow: allowed.join(', ') };
    return sendProblem(reply, answerFor('method_not_allowed', detail, request.id, { headers }));
  });
}

/** What a connection hears that does not speak HTTP, or too slowly; there is no request yet that could be answered. */
export function answerBrokenRequest(error: { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.destroyed) return;
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const large = error.code === 'HPE_HEADER_OVERFLOW';
  const { body } = late
    ? answerFor('request_timeout', 'the request did not come in time', newId('req'))
    : answerFor('bad_request', large ? 'the headers are too large' : 'this is not HTTP', newId('req'));
  const status = large ? 431 : body.status;
  const text = JSON.stringify({ ...body, status });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}
