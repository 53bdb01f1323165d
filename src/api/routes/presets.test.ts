import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApi, testApi } from '../testing/api.js';

describe('GET /v1/presets', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await testApi();
  });
  afterAll(() => api.close());

  it('lists the marketplaces as data', async () => {
    const { authorization } = await api.as();
    const answer = await api.app.inject({ url: '/v1/presets', headers: { authorization } });
    expect(answer.statusCode).toBe(200);
    expect(answer.json().data).toContainEqual(expect.objectContaining({ name: 'amazon-main' }));
  });

  it('needs a key', async () => {
    const answer = await api.app.inject({ url: '/v1/presets' });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'unauthorized', status: 401 });
  });
});
