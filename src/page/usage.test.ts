import { expect, it } from 'vitest';
import { createApi } from '../api/create-api.js';
import { testApi } from '../api/testing/api.js';
import { newId } from '../jobs/id.js';
import { usage } from './usage.js';

it('the service tells what it stores, what it may, and for how long', async () => {
  const api = await testApi();
  const app = createApi(api.context);
  const { store } = api.context;
  app.register(usage, { store, keepDays: 30, quota: 5000 });
  try {
    const headers = await api.as();
    const id = newId('job');
    const recipe = { name: 'enhance', steps: [{ step: 'enhance' }] } as const;
    await store.jobs.add([
      {
        ...{ id, name: 'bag.jpg', priority: 'interactive', metadata: {}, keyId: headers.keyId },
        ...{ source: { kind: 'blob', key: 'inputs/x' }, work: { kind: 'recipe', recipe }, inputBytes: 1000 },
      },
    ]);
    const { statusCode, body } = await app.inject({ url: '/v1/usage', headers });
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual({ bytes: 1000, quota: 5000, keep_days: 30, pictures_last_hour: 0 });
    expect((await app.inject({ url: '/v1/usage' })).statusCode).toBe(401);
  } finally {
    await app.close();
    await api.close();
  }
});
