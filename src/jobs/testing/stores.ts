import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../store/open-store.js';
import { postgresAnswers, postgresSchema } from './services.js';

/** A store for a test, empty, and where it is for other processes. */
export interface TestStore {
  store: Store;
  where: string;
  remove(): Promise<void>;
}

async function sqlite(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'heroshot-store-'));
  const where = join(folder, 'heroshot.db');
  const store = await openStore(where);
  return {
    store,
    where,
    remove: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function postgres(): Promise<TestStore> {
  const { url, remove } = await postgresSchema();
  const store = await openStore(url);
  return {
    store,
    where: url,
    remove: async () => {
      await store.close();
      await remove();
    },
  };
}

/** Both stores, for suites that each must pass: `describe.each(await testStores())`. */
export async function testStores(): Promise<{ name: string; make(): Promise<TestStore> }[]> {
  const both = [{ name: 'SQLite', make: sqlite }];
  if (await postgresAnswers()) both.push({ name: 'PostgreSQL', make: postgres });
  return both;
}
