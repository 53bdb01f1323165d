import type { FastifyPluginAsync } from 'fastify';
import { type Usage, UsageSchema } from '../api/schemas/usage.js';
import type { Store } from '../jobs/store/open-store.js';

/** What the route reads from. */
export interface UsageOptions {
  store: Pick<Store, 'jobs'>;
  keepDays: number;
  quota?: number | undefined;
}

const HOUR_MS = 3_600_000;

/** `GET /v1/usage`: storage used and what was done lately, of everybody. */
export const usage: FastifyPluginAsync<UsageOptions> = async (app, { store, keepDays, quota }) => {
  app.route({
    method: 'GET',
    url: '/v1/usage',
    config: { scope: 'read' },
    schema: {
      operationId: 'getUsage',
      tags: ['service'],
      summary: 'Storage used, and what was done in the last hour',
      response: { 200: UsageSchema },
    } as object,
    handler: async (): Promise<Usage> => ({
      bytes: await store.jobs.bytes(),
      quota: quota ?? null,
      keep_days: keepDays,
      pictures_last_hour: await store.jobs.finishedSince(Date.now() - HOUR_MS),
    }),
  });
};
