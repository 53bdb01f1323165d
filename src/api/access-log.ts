import type { FastifyInstance } from 'fastify';
import type { Services } from './services.js';

/**
 * One line for each answer, and the metrics' hook. It names the route, not the address: addresses hold ids and queries, and
 * bodies and headers hold secrets.
 */
export function logAnswers(app: FastifyInstance, { metrics }: Services): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, id, routeOptions } = request;
    const route = routeOptions.url ?? 'none';
    const status = reply.statusCode;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    metrics?.answered?.({ method, route, status, seconds: ms / 1000 });
    request.log.info({ method, route, status, ms, requestId: id, keyId: request.caller?.keyId }, 'answered');
  });
  app.addHook('onRequestAbort', async (request) => {
    const { method, id, routeOptions } = request;
    request.log.info({ method, route: routeOptions.url ?? 'none', requestId: id }, 'the client has gone');
  });
}
