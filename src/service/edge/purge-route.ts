import type { FastifyPluginAsync } from 'fastify';
import Type, { type Static } from 'typebox';
import { Problem } from '../../api/problem.js';
import { EdgeError } from '../../edge/errors.js';

const BodySchema = Type.Object(
  {
    sources: Type.Array(Type.String({ minLength: 1, maxLength: 4096 }), {
      minItems: 1,
      maxItems: 100,
      description:
        'As they stand in addresses: `local:///bags/red.jpg`, `s3://bucket/key`, `https://host/path`.',
    }),
  },
  { title: 'PurgeRequest', additionalProperties: false },
);
const PurgedSchema = Type.Object({ purged: Type.Integer() }, { title: 'Purged' });

/** `POST /v1/edge/purge`: forget everything that was made of some sources, on every node. Needs a key with the scope `admin`. */
export const purgeRoute: FastifyPluginAsync<{ purge(source: string): Promise<void> }> = async (
  app,
  { purge },
) => {
  app.route<{ Body: Static<typeof BodySchema> }>({
    method: 'POST',
    url: '/v1/edge/purge',
    config: { scope: 'admin' },
    schema: {
      operationId: 'purgePictures',
      tags: ['service'],
      summary: 'Forget on-the-fly pictures by their source',
      body: BodySchema,
      response: { 200: PurgedSchema },
    } as object,
    handler: async (request): Promise<Static<typeof PurgedSchema>> => {
      const { sources } = request.body;
      for (const source of sources)
        await purge(source).catch((error: unknown) => {
          throw error instanceof EdgeError
            ? new Problem('bad_request', `${source}: ${error.message}`)
            : error;
        });
      return { purged: sources.length };
    },
  });
};
