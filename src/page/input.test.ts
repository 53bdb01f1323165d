import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../api/create-api.js';
import { type TestApi, testApi } from '../api/testing/api.js';
import { newId } from '../jobs/id.js';
import type { JobSource } from '../jobs/job.js';
import { input } from './input.js';

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 2, 3, 4]);

describe('a job’s own picture', () => {
  const asked: string[] = [];
  let api: TestApi;
  let app: ReturnType<typeof createApi>;
  let mine: { authorization: string; keyId: string };
  let other: { authorization: string; keyId: string };
  beforeAll(async () => {
    api = await testApi();
    mine = await api.as();
    other = await api.as();
    app = createApi(api.context);
    const fetcher = {
      fetch: async (url: string) => {
        asked.push(url);
        return JPEG;
      },
    };
    app.register(input, { store: api.context.store, blobs: api.context.blobs, fetcher });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await api.close();
  });
  const add = async (source: JobSource) => {
    const id = newId('job');
    const recipe = { name: 'enhance', steps: [{ step: 'enhance' }] } as const;
    await api.context.store.jobs.add([
      {
        ...{ id, source, name: 'bag.jpg', priority: 'interactive', metadata: {} },
        ...{ keyId: mine.keyId, work: { kind: 'recipe', recipe } },
      },
    ]);
    return `/v1/jobs/${id}/input`;
  };
  const uploaded = async () => {
    const key = `inputs/${newId('job')}`;
    await api.context.blobs.write(key, JPEG);
    return { key, url: await add({ kind: 'blob', key }) };
  };

  it('is handed back as it came, with what its bytes are', async () => {
    const { url } = await uploaded();
    const { statusCode, headers, rawPayload } = await app.inject({ url, headers: mine });
    expect([statusCode, headers['content-type']]).toEqual([200, 'image/jpeg']);
    expect(rawPayload).toEqual(JPEG);
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['cache-control']).toContain('private');
  });

  it('is not found by another key, and not given without one', async () => {
    const { url } = await uploaded();
    expect((await app.inject({ url, headers: other })).json().code).toBe('not_found');
    expect((await app.inject({ url })).statusCode).toBe(401);
    expect((await app.inject({ url: '/v1/jobs/job_../input', headers: mine })).statusCode).toBe(404);
  });

  it('is fetched once more where it lies at an address', async () => {
    const url = await add({ kind: 'url', url: 'https://a.example/x.jpg' });
    expect((await app.inject({ url, headers: other })).statusCode).toBe(404);
    expect(asked).toEqual([]);
    expect((await app.inject({ url, headers: mine })).rawPayload).toEqual(JPEG);
    expect(asked).toEqual(['https://a.example/x.jpg']);
  });

  it('is gone once it was removed', async () => {
    const { key, url } = await uploaded();
    await api.context.blobs.remove(key);
    expect((await app.inject({ url, headers: mine })).json().code).toBe('gone');
  });
});
