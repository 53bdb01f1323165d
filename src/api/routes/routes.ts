import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Services } from '../services.js';

/**
 * A file of routes. Every route names the scope that a key needs for it (`config.scope`, or `public`), its `operationId`,
 * and the schemas of what comes in and goes out.
 */
export type ApiRoutes = FastifyPluginAsyncTypebox<{ services: Services }>;
