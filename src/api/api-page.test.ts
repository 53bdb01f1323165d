import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ERRORS } from '../engine/errors.js';
import { Keys } from '../jobs/keys/keys.js';
import { input } from '../page/input.js';
import { keyRoutes } from '../page/keys.js';
import { usage } from '../page/usage.js';
import { createApi } from './create-api.js';
import type { OpenApi } from './openapi/complete.js';
import { PROBLEM_ROWS } from './problem-page.js';
import { STATUS_OF_ERROR } from './problems.js';
import { testApi } from './testing/api.js';

it('docs/api.md names every address that there is, and no other', async () => {
  const api = await testApi();
  const { store, blobs } = api.context;
  const app = createApi(api.context);
  // What `heroshot serve` adds for its page.
  app.register(input, { store, blobs, fetcher: { fetch: async () => new Uint8Array() } });
  app.register(keyRoutes, { keys: new Keys(store.db) });
  app.register(usage, { store, keepDays: 30, quota: undefined });
  const { paths }: OpenApi = (await app.inject('/openapi.json')).json();
  await app.close();
  await api.close();
  const there = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const rows = (await readFile('docs/api.md', 'utf8')).match(/^\| `.*\|$/gm) ?? [];
  const named = rows.flatMap((row) => row.match(/(GET|POST|PATCH|DELETE) \/[^`]*/g) ?? []);
  expect(named.sort()).toEqual(there.sort());
});

it('every error has a status, and every problem says what to do', () => {
  expect(Object.keys(STATUS_OF_ERROR)).toEqual(expect.arrayContaining(Object.keys(ERRORS)));
  for (const { code, status, title, hint } of PROBLEM_ROWS) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(title.length, code).toBeGreaterThan(5);
    expect(hint, code).toMatch(/\.$/);
  }
});
