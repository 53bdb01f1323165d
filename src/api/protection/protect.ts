import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';
import type { Services } from '../services.js';
import { startBodyClock } from './body-clock.js';

/** Time for a client to finish sending what nobody reads any more, so that it can read its answer. */
const LINGER_MS = 5000;

/** Clocks on bodies, and the media types that a route takes. */
export function protect(app: FastifyInstance, { options: { bodyTimeoutS } }: Services): void {
  const clocks = new WeakMap<FastifyRequest, () => void>();
  app.addHook('onRequest', async (request) => {
    if (hasBody(request)) clocks.set(request, startBodyClock(request, app.server, bodyTimeoutS));
  });
  app.addHook('preValidation', async (request) => {
    if (request.isMultipart() && !request.routeOptions.config.form)
      throw new Problem('unsupported_media_type', 'forms are not taken here');
  });
  app.addHook('onResponse', async (request) => {
    clocks.get(request)?.();
    const { raw } = request;
    if (raw.complete !== false || !raw.socket || !hasBody(request)) return;
    raw.resume();
    const { socket } = raw;
    const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
    raw.once('end', () => clearTimeout(timer));
  });
}

const hasBody = ({ headers }: FastifyRequest) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
