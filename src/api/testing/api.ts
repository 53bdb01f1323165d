import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { diskBlobs } from '../../jobs/blobs/disk.js';
import { localDispatcher } from '../../jobs/dispatch/local.js';
import { Keys, type NewKey } from '../../jobs/keys/keys.js';
import { openStore } from '../../jobs/store/open-store.js';
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
  const context: ApiContext = {
    blobs: diskBlobs(join(folder, 'blobs')),
    dispatcher: localDispatcher(),
    ...more,
    store,
    options: { pollMs: 20, ...more.options },
  };
  const app = createApi(context);
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
