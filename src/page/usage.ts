import type { FastifyPluginAsync } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Store } from '../jobs/store/open-store.js';

const UsageSchema = Type.Object(
  {
    bytes: Type.Integer({ description: 'Bytes of all pictures that were handed in or made and are kept.' }),
    quota: Type.Union([Type.Integer(), Type.Null()], {
      description: 'Bytes that may be kept; null: any number.',
    }),
    keep_days: Type.Number({ description: 'Days after which a job’s files are removed.' }),
    pictures_last_hour: Type.Integer({ description: 'Pictures that were done in the last hour.' }),
  },
  { title: 'Usage' },
);
/** What the service holds. */
export type Usage = Static<typeof UsageSchema>;

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
