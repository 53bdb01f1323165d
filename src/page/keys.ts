import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import Type from 'typebox';
import { callerOf } from '../api/auth/caller.js';
import { Problem } from '../api/problem.js';
import {
  type KeyList,
  KeyListSchema,
  type KeyView,
  type MadeKey,
  MadeKeySchema,
  type NewKey,
  NewKeySchema,
} from '../api/schemas/key.js';
import { isId } from '../jobs/id.js';
import type { ApiKey, Keys } from '../jobs/keys/keys.js';

/** `/v1/keys`: who may use the service. An administrator sees and manages every key, any other its own alone. */
export const keyRoutes: FastifyPluginAsync<{ keys: Pick<Keys, 'create' | 'list' | 'revoke'> }> = async (
  app,
  { keys },
) => {
  const tags = ['keys'];

  app.route({
    method: 'GET',
    url: '/v1/keys',
    config: { scope: 'read' },
    schema: {
      operationId: 'listKeys',
      tags,
      summary: 'Keys, newest first',
      response: { 200: KeyListSchema },
    } as object,
    handler: async (request): Promise<KeyList> => {
      const { keyId, scopes } = callerOf(request);
      const all = await keys.list();
      const seen = scopes.includes('admin') ? all : all.filter(({ id }) => id === keyId);
      return { data: seen.map((key) => view(key, keyId)) };
    },
  });

  app.route<{ Body: NewKey }>({
    method: 'POST',
    url: '/v1/keys',
    config: { scope: 'admin' },
    schema: {
      operationId: 'createKey',
      tags,
      summary: 'Make a key',
      body: NewKeySchema,
      response: { 201: MadeKeySchema },
    } as object,
    handler: async (request, reply): Promise<MadeKey> => {
      const { name, scopes, rate_limit } = request.body;
      const { key, secret } = await keys.create({
        name,
        ...(scopes ? { scopes } : {}),
        ...(rate_limit ? { rateLimit: rate_limit } : {}),
      });
      secretive(reply).code(201);
      return { ...view(key, null), secret };
    },
  });

  app.route<{ Params: { id: string } }>({
    method: 'DELETE',
    url: '/v1/keys/:id',
    config: { scope: 'admin' },
    schema: {
      operationId: 'revokeKey',
      tags,
      summary: 'End a key; every node has noticed within five seconds',
      params: Type.Object({ id: Type.String({ examples: ['key_01kb2x4v9e8x7m6y5z4w3q2r1t'] }) }),
      response: { 204: Type.Null({ description: 'It is revoked.' }) },
    } as object,
    handler: async (request, reply) => {
      const { id } = request.params;
      if (!isId('key', id) || !(await keys.revoke(id)))
        throw new Problem('not_found', 'there is no such key, or it is revoked already');
      return reply.code(204).send();
    },
  });
};

const secretive = (reply: FastifyReply) => reply.header('cache-control', 'no-store');

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

const view = (key: ApiKey, caller: string | null): KeyView => ({
  id: key.id,
  name: key.name,
  hint: key.hint,
  scopes: key.scopes,
  rate_limit: key.rateLimit,
  created_at: new Date(key.createdAt).toISOString(),
  last_used_at: iso(key.lastUsedAt),
  revoked_at: iso(key.revokedAt),
  current: key.id === caller,
});
