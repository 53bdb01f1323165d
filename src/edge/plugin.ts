import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { asEdgeError, EdgeError } from './errors.js';
import { type EdgeAnswer, errorAnswer } from './server/answer.js';
import type { EdgeServer } from './server/edge-server.js';

/** What the plugin serves. */
export interface EdgePluginOptions {
  edge: EdgeServer;
}

/**
 * On-the-fly pictures below a prefix: GET and HEAD, whatever is wrong as problem+json.
 *
 * @example
 * const edge = createEdge({ signatures: { keys: keysFrom(process.env) }, sources: { folder: 'photos' } });
 * await app.register(edgePlugin, { prefix: '/edge', edge });
 */
export const edgePlugin: FastifyPluginAsync<EdgePluginOptions> = async (app, { edge }) => {
  const { prefix } = app;
  app.setErrorHandler((error, request, reply) => {
    const { statusCode = 500, message } = error as { statusCode?: number; message: string };
    // What the framework refuses before any of our code runs is an address that it can't read.
    if (statusCode < 500) return send(reply, errorAnswer(new EdgeError('bad_url', message)));
    request.log.error(error);
    return send(reply, errorAnswer(asEdgeError(error)));
  });
  app.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    // A line for each picture of each page would be all that a log holds; metrics count them.
    logLevel: 'warn',
    // Within heroshot's own service every route says who may use it. Who is let in here is the signature's to say.
    config: { scope: 'public' } as object,
    schema: { hide: true } as object,
    async handler(request, reply) {
      // The signature is of the bytes as they were sent: nothing that the router decoded.
      const url = (request.raw.url ?? '').slice(prefix.length);
      return send(reply, await edge.answer(url, request.raw.headers), request.method === 'HEAD');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const read = request.method === 'GET' || request.method === 'HEAD';
    const error = read
      ? new EdgeError('bad_url', 'an address is /signature/options/source')
      : new EdgeError('method_not_allowed', `pictures don’t answer to ${request.method}`);
    return send(reply, errorAnswer(error));
  });
};

/**
 * For Fastify's `frameworkErrors`: an address that the router can't read reaches no plugin, and would be answered in the framework's
 * own words.
 *
 * @example fastify({ frameworkErrors: answerUnreadable })
 */
export function answerUnreadable(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  send(reply, errorAnswer(new EdgeError('bad_url', error.message)));
}

function send(reply: FastifyReply, { status, headers, body }: EdgeAnswer, head = false): FastifyReply {
  reply.code(status).headers(headers);
  if (body) reply.header('content-length', body.length);
  return reply.send(head || !body ? null : Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}
