import { readFileSync } from 'node:fs';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { BatchProgressSchema } from '../schemas/batch.js';
import type { Services } from '../services.js';
import { completeDocument, type Documented, type OpenApi } from './complete.js';

const ABOUT = `Turns supplier photos into hero shots. Submit a picture or a whole catalogue, ask for the job until it has ended (or wait with \`Prefer: wait=10\`), and download its files.

Errors are problem+json (RFC 9457) with a stable \`code\`. \`Idempotency-Key\` makes a submission safe to send again.`;

const TAGS = [
  { name: 'jobs', description: 'Single pictures.' },
  { name: 'batches', description: 'Catalogues.' },
  { name: 'audits', description: 'Finished files against marketplaces’ rules.' },
  { name: 'hooks', description: 'Enhance on upload.' },
  { name: 'webhooks', description: 'Events posted to addresses of yours.' },
  { name: 'keys', description: 'Who may use the service.' },
  { name: 'reference', description: 'What can be asked for.' },
  { name: 'service', description: 'The service itself.' },
];

/** Collect every route into an OpenAPI 3.1 document; register before the routes. */
export function documentRoutes(app: FastifyInstance, { options: { publicUrl } }: Services): void {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const documented = new Map<string, Documented>();
  app.addHook('onRoute', ({ schema, config }) => {
    const { operationId } = (schema ?? {}) as { operationId?: string };
    if (operationId) documented.set(operationId, { scope: config?.scope, body: config?.body });
  });
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'heroshot',
        version,
        description: ABOUT,
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      },
      servers: [{ url: publicUrl || '/' }],
      tags: TAGS,
      components: {
        schemas: { BatchProgress: BatchProgressSchema as never },
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'A key of `heroshot keys create`: `hs_…`.' },
        },
      },
    },
    transformObject: (document) => {
      if (!('openapiObject' in document)) return document.swaggerObject;
      return completeDocument(document.openapiObject as OpenApi, documented) as never;
    },
  });
}
