import Type from 'typebox';
import { asHeroshotError } from '../../engine/errors.js';
import { Problem } from '../problem.js';
import { type Health, HealthSchema, type Readiness, ReadinessSchema } from '../schemas/health.js';
import type { ApiRoutes } from './routes.js';

/** How long what was found is taken for true: the blob store is written to, which is not for every probe. */
const CACHED_MS = 5000;
/** A part that has not answered by then has failed. */
const PATIENCE_MS = 4000;

type Part = Readiness['parts']['store'];

export const health: ApiRoutes = async (app, { services }) => {
  const { store, blobs, dispatcher, metricsText, workerReady, edgeReady } = services;

  app.route({
    method: 'GET',
    url: '/healthz',
    config: { scope: 'public' },
    schema: {
      operationId: 'getHealth',
      tags: ['service'],
      summary: 'The process answers',
      response: { 200: HealthSchema },
    },
    handler: async (_request, reply): Promise<Health> => {
      reply.header('cache-control', 'no-store');
      return { status: 'ok' };
    },
  });

  const checkStore = cached(() => checkPart(() => store.check()));
  const checkBlobs = cached(() => checkPart(() => blobs.check()));
  const checkQueue = cached(() => checkPart(() => dispatcher.check()));

  app.route({
    method: 'GET',
    url: '/readyz',
    config: { scope: 'public' },
    schema: {
      operationId: 'getReadiness',
      tags: ['service'],
      summary: 'Database, files and queue can be used',
      response: { 200: ReadinessSchema, 503: ReadinessSchema },
    },
    handler: async (_request, reply): Promise<Readiness> => {
      const [storePart, blobsPart, queue] = await Promise.all([checkStore(), checkBlobs(), checkQueue()]);
      const parts = {
        ...{ store: storePart, blobs: blobsPart, queue },
        ...(workerReady ? { worker: started(workerReady(), 'worker') } : {}),
        ...(edgeReady ? { edge: started(edgeReady(), 'edge') } : {}),
      };
      const ready = Object.values(parts).every(({ status }) => status === 'ok');
      reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
      return { status: ready ? 'ready' : 'not_ready', parts };
    },
  });

  app.route({
    method: 'GET',
    url: '/metrics',
    config: { scope: 'public' },
    schema: {
      operationId: 'getMetrics',
      tags: ['service'],
      summary: 'Numbers for Prometheus',
      response: { 200: Type.Unsafe<string>({ description: 'Text.', 'x-media-types': ['text/plain'] }) },
    },
    handler: async (_request, reply) => {
      if (!metricsText) throw new Problem('not_found', 'no metrics are kept');
      reply.type('text/plain; version=0.0.4; charset=utf-8').header('cache-control', 'no-store');
      return metricsText();
    },
  });
};

const started = (ready: boolean, name: string): Part =>
  ready ? { status: 'ok' } : { status: 'failed', code: `${name}_starting` };

async function checkPart(check: () => Promise<void>): Promise<Part> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Part>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'failed', code: 'timeout' }), PATIENCE_MS);
  });
  const found = check().then(
    (): Part => ({ status: 'ok' }),
    (error: unknown): Part => ({ status: 'failed', code: asHeroshotError(error).code }),
  );
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

function cached(look: () => Promise<Part>): () => Promise<Part> {
  let known: { at: number; part: Promise<Part> } | undefined;
  return () => {
    const now = Date.now();
    if (!known || known.at < now - CACHED_MS) known = { at: now, part: look() };
    return known.part;
  };
}
