import type { Readable } from 'node:stream';
import Type from 'typebox';
import { callerOf } from '../auth/caller.js';
import { eventStream } from '../waiting/event-stream.js';
import { BATCH_ID, batchOf } from './batches.js';
import type { ApiRoutes } from './routes.js';

/** A key that was revoked must not listen for ever. */
const MOST_MS = 3600_000;
const RETRY_MS = 3000;

export const batchEvents: ApiRoutes = async (app, { services }) => {
  const { heartbeatS } = services.options;
  app.route({
    method: 'GET',
    url: '/v1/batches/:id/events',
    config: { scope: 'read' },
    exposeHeadRoute: false,
    schema: {
      operationId: 'watchBatch',
      tags: ['batches'],
      summary: 'A batch’s progress as server-sent events',
      description:
        'Events `progress` on every change, and `completed` at the end, whatever the end is: `state` in the data tells. The data is a BatchProgress. Whoever connects hears the present state first, so nothing is missed and `Last-Event-ID` is not needed.',
      params: BATCH_ID,
      response: {
        200: Type.Unsafe<Readable>({ description: 'Events.', 'x-media-types': ['text/event-stream'] }),
      },
    },
    handler: async (request, reply) => {
      const { id } = await batchOf(services, request, request.params.id);
      const subject = callerOf(request).keyId ?? request.ip;
      services.streams.admit(subject);
      const stream = eventStream((listener) => services.batchWatch.listen(id, listener), {
        heartbeatMs: heartbeatS * 1000,
        maxMs: MOST_MS,
        retryMs: RETRY_MS,
      });
      services.streams.keep(stream, subject);
      reply.headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // Proxies that collect an answer before they pass it on would hold events back.
        'x-accel-buffering': 'no',
      });
      return reply.send(stream);
    },
  });
};
