import multipart from '@fastify/multipart';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import fastify, { type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import { newId } from '../jobs/id.js';
import { logAnswers } from './access-log.js';
import { answerBrokenRequest, answerErrors, sendProblem } from './answers.js';
import { authenticate } from './auth/authenticate.js';
import type { ApiContext } from './context.js';
import { documentRoutes } from './openapi/document.js';
import { answerOf } from './problem.js';
import { closeIdleSockets } from './protection/idle-sockets.js';
import { protect } from './protection/protect.js';
import { limitRate } from './rates/rate-limit.js';
import { ROUTES } from './routes/index.js';
import { createServices } from './services.js';

/** Bytes of a JSON body, unless a route says otherwise. */
const JSON_BYTES = 2 ** 20;

/**
 * The REST API. It never opens a picture: it writes rows and files, hands ids to workers and tells what came of them.
 *
 * @returns a Fastify instance, to listen with or to inject requests into; closing it leaves the context open
 */
export function createApi(context: ApiContext): FastifyInstance {
  const services = createServices(context);
  const { logger, trustProxy = false, maxWaitS } = services.options;
  const app = fastify({
    ...(logger ? { loggerInstance: logger } : {}),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: ({ headers }) => saneId(headers['x-request-id']) ?? newId('req'),
    trustProxy,
    bodyLimit: JSON_BYTES,
    // An answer may wait for its job without a byte on the line.
    connectionTimeout: (Math.max(30, maxWaitS) + 30) * 1000,
    keepAliveTimeout: 72_000,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, { id }, reply) => {
      sendProblem(reply as FastifyReply, answerOf(error, id));
    },
    routerOptions: { maxParamLength: 1000 },
    http: { headersTimeout: 20_000 },
  });
  app.setValidatorCompiler(TypeBoxValidatorCompiler as never);
  // Views hold exactly what goes out; a serializer that drops fields by schema would hide a mistake instead of failing a test.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  takeBodies(app);
  answerErrors(app);
  app.decorateRequest('caller', null);
  app.addHook('onRoute', ({ url, config }) => {
    if (!config?.scope) throw new TypeError(`${url} does not say who may use it: config.scope`);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
  });
  logAnswers(app, services);
  protect(app, services);
  closeIdleSockets(app);
  app.addHook('onRequest', authenticate(services));
  app.addHook('onRequest', limitRate(services));
  app.addHook('preClose', async () => {
    services.watch.close();
    services.streams.close();
  });
  documentRoutes(app, services);
  for (const routes of ROUTES) app.register(routes as never, { services });
  return app;
}

/** A request id that somebody else made, where it can stand in a log line and a header. */
function saneId(given: string | string[] | undefined): string | undefined {
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : undefined;
}

/** JSON and forms, nothing else. An empty body is none, whatever its type says. */
function takeBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined);
    else parse(request, text as string, done);
  });
  app.register(multipart);
}
