import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { diskBlobs } from '../../jobs/blobs/disk.js';
import { localDispatcher } from '../../jobs/dispatch/local.js';
import { Keys, type NewKey } from '../../jobs/keys/keys.js';
import { openStore } from '../../jobs/store/open-store.js';
import { Webhooks } from '../../jobs/webhooks/webhooks.js';
import type { ApiContext } from '../context.js';
import { createApi } from '../create-api.js';

/** An API on a folder of its own. */
export interface TestApi {
  app: FastifyInstance;
  context: ApiContext;
  /** Headers of a new key. */
  as(key?: Partial<NewKey>): Promise<{ authorization: string; keyId: string }>;
  close(): Promise<void>;
}

export async function testApi(more: Partial<ApiContext> = {}): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'heroshot-api-'));
  const store = more.store ?? (await openStore(join(folder, 'heroshot.db')));
  const webhooks = new Webhooks({ store, publicUrl: more.options?.publicUrl ?? '' });
  const context: ApiContext = {
    webhooks,
    blobs: diskBlobs(join(folder, 'blobs')),
    dispatcher: localDispatcher(),
    ...more,
    store,
    options: { pollMs: 20, ...more.options },
  };
  const app = createApi(context);
  // Whatever a test asks for, what comes must be what the document says.
  app.addHook('preSerialization', async (request, reply, payload) => {
    const schemas = request.routeOptions.schema?.response as Record<number, TSchema> | undefined;
    const schema = schemas?.[reply.statusCode];
    if (schema && !Value.Check(schema, payload))
      throw new Error(`${request.url}: ${JSON.stringify(Value.Errors(schema, payload)[0])}`);
    return payload;
  });
  await app.ready();
  return {
    app,
    context,
    as: async (key = {}) => {
      const made = await new Keys(store.db).create({ name: 'test', ...key });
      return { authorization: `Bearer ${made.secret}`, keyId: made.key.id };
    },
    close: async () => {
      await app.close();
      await context.dispatcher.close();
      if (!more.store) await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
