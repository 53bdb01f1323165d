import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '../../jobs/id.js';
import type { NewJob } from '../../jobs/job.js';
import { type TestApi, testApi } from '../testing/api.js';
import { FAKE_RESULT, fakeWorker } from '../testing/fake-worker.js';

const recipe = { name: 'enhance', steps: [{ step: 'enhance' }] } as const;

describe('jobs', () => {
  let api: TestApi;
  let mine: { authorization: string; keyId: string };
  let other: { authorization: string; keyId: string };
  let admin: { authorization: string; keyId: string };
  beforeAll(async () => {
    api = await testApi();
    mine = await api.as();
    other = await api.as();
    admin = await api.as({ scopes: ['admin'] });
  });
  afterAll(() => api.close());
  const add = async (more: Partial<NewJob> = {}) => {
    const job: NewJob = {
      id: newId('job'),
      keyId: mine.keyId,
      priority: 'interactive',
      name: 'bag.jpg',
      work: { kind: 'recipe', recipe },
      source: { kind: 'url', url: 'https://a.example/x' },
      metadata: {},
      ...more,
    };
    await api.context.store.jobs.add([job]);
    return job.id;
  };
  const finished = async (more: Partial<NewJob> = {}) => {
    const id = await add(more);
    const worker = await fakeWorker(api.context);
    await api.context.dispatcher.add([{ id, priority: 'interactive' }]);
    await vi.waitFor(async () => expect((await api.context.store.jobs.get(id))?.finishedAt).toBeTruthy());
    await worker.close();
    return id;
  };
  const get = (url: string, { authorization } = mine, headers: Record<string, string> = {}) =>
    api.app.inject({ url, headers: { authorization, ...headers } });

  it('are seen by their key and by administrators, and not found by others', async () => {
    const id = await add();
    expect((await get(`/v1/jobs/${id}`)).json()).toMatchObject({ id, state: 'queued' });
    expect((await get(`/v1/jobs/${id}`, admin)).statusCode).toBe(200);
    for (const path of ['', '/report', '/outputs/x']) {
      const answer = await get(`/v1/jobs/${id}${path}`, other);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found']);
    }
    const cancel = { method: 'POST', url: `/v1/jobs/${id}/cancel`, headers: other } as const;
    expect((await api.app.inject(cancel)).statusCode).toBe(404);
  });

  it('say when to ask again while they are open', async () => {
    const answer = await get(`/v1/jobs/${await add()}`);
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('are listed newest first, a page at a time, one’s own alone', async () => {
    const ids = [await add(), await add(), await add()].reverse();
    await add({ keyId: other.keyId });
    const first = await get('/v1/jobs?limit=2&state=queued');
    expect(first.json()).toMatchObject({ has_more: true, data: [{ id: ids[0] }, { id: ids[1] }] });
    expect(first.headers.link).toBe(`<${first.json().next}>; rel="next"`);
    const second = await get(first.json().next);
    expect(second.json().data[0].id).toBe(ids[2]);
    const all = await get('/v1/jobs?limit=100', admin);
    expect(new Set(all.json().data.map((job: { id: string }) => job.id)).size).toBe(all.json().data.length);
    expect(all.json()).toMatchObject({ has_more: false, next: null });
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'state=done', 'after=%00', 'after=../x', 'page=2'])(
    'refuse the query %s',
    async (query) => {
      const answer = await get(`/v1/jobs?${query}`);
      expect([answer.statusCode, answer.json().code], answer.body).toEqual([400, 'validation']);
    },
  );

  it.each(['nothing', '%00', '%', 'job_%2e%2e', 'a'.repeat(1200)])('are not found by %s', async (id) => {
    const answer = await get(`/v1/jobs/${id}`);
    expect([400, 404]).toContain(answer.statusCode);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('can be cancelled while they wait, once', async () => {
    const id = await add();
    const cancel = () => api.app.inject({ method: 'POST', url: `/v1/jobs/${id}/cancel`, headers: mine });
    expect((await cancel()).json()).toMatchObject({ state: 'cancelled' });
    const again = await cancel();
    expect([again.statusCode, again.json().code]).toEqual([409, 'already_over']);
    const deleted = { method: 'DELETE', url: `/v1/jobs/${await add()}`, headers: mine } as const;
    expect((await api.app.inject(deleted)).json()).toMatchObject({ state: 'cancelled' });
  });

  it('have a report once they have succeeded', async () => {
    const open = await get(`/v1/jobs/${await add()}/report`);
    expect([open.statusCode, open.json().code]).toEqual([409, 'not_finished']);
    expect((await get(`/v1/jobs/${await finished()}/report`)).json()).toMatchObject({ version: 1 });
    const failed = await finished({ name: 'bad.jpg' });
    expect((await get(`/v1/jobs/${failed}/report`)).statusCode).toBe(404);
    expect((await get(`/v1/jobs/${failed}`)).json().error).toMatchObject({ code: 'corrupt_image' });
  });

  it('do not tell what a fault of ours said', async () => {
    const id = await add({ error: { code: 'internal', message: 'at /srv/secret/place.js' } });
    expect((await get(`/v1/jobs/${id}`)).body).not.toContain('secret');
  });

  describe('their files', () => {
    const name = 'tä"s%che \u2713.jpg';
    let url: string;
    let etag: string;
    beforeAll(async () => {
      const id = await finished({ name });
      const { outputs } = (await get(`/v1/jobs/${id}`)).json();
      url = outputs[0].url;
      etag = `"${outputs[0].sha256}"`;
    });

    it('come whole, with what a cache and a browser need', async () => {
      const answer = await get(url);
      expect(answer.rawPayload).toEqual(FAKE_RESULT);
      expect(answer.headers).toMatchObject({
        'content-type': 'image/jpeg',
        'content-length': '1000',
        'accept-ranges': 'bytes',
        'cache-control': 'private, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        etag,
        'content-disposition': `inline; filename="t__s_che _.jpg"; filename*=UTF-8''t%C3%A4%22s%25che%20%E2%9C%93.jpg`,
      });
      const saved = await get(`${url}?download=true`);
      expect(saved.headers['content-disposition']).toMatch(/^attachment/);
    });

    it.each([
      ['bytes=0-9', 206, 'bytes 0-9/1000', 0, 10],
      ['bytes=990-', 206, 'bytes 990-999/1000', 990, 1000],
      ['bytes=-5', 206, 'bytes 995-999/1000', 995, 1000],
      ['bytes=0-99999', 206, 'bytes 0-999/1000', 0, 1000],
      ['bytes=5-2', 200, undefined, 0, 1000],
      ['bytes=0-1,3-4', 200, undefined, 0, 1000],
      ['lines=1-2', 200, undefined, 0, 1000],
    ])('answer the range %s with %i', async (range, status, said, start, end) => {
      const answer = await get(url, mine, { range });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-range']).toBe(said);
      expect(answer.rawPayload).toEqual(FAKE_RESULT.subarray(start, end));
    });

    it('have no bytes behind their end', async () => {
      const answer = await get(url, mine, { range: 'bytes=1000-' });
      expect([answer.statusCode, answer.json().code]).toEqual([416, 'range_not_satisfiable']);
      expect(answer.headers['content-range']).toBe('bytes */1000');
    });

    it('come whole where the range was of another file', async () => {
      expect((await get(url, mine, { range: 'bytes=0-1', 'if-range': etag })).statusCode).toBe(206);
      expect((await get(url, mine, { range: 'bytes=0-1', 'if-range': '"old"' })).statusCode).toBe(200);
    });

    it('need not be sent again', async () => {
      const known = await get(url, mine, { 'if-none-match': `"x", W/${etag}` });
      expect([known.statusCode, known.body, known.headers.etag]).toEqual([304, '', etag]);
      expect((await get(url, mine, { 'if-none-match': '"x"' })).statusCode).toBe(200);
    });

    it('tell their length to HEAD', async () => {
      const answer = await api.app.inject({ method: 'HEAD', url, headers: mine });
      expect([answer.statusCode, answer.body, answer.headers['content-length']]).toEqual([200, '', '1000']);
    });

    it('are gone when their bytes are', async () => {
      const id = await finished();
      const path = (await get(`/v1/jobs/${id}`)).json().outputs[0].url;
      await api.context.blobs.removeAll(`jobs/${id}/`);
      const answer = await get(path);
      expect([answer.statusCode, answer.json().code]).toEqual([410, 'gone']);
    });
  });
});

describe('addresses', () => {
  it('say which methods they take', async () => {
    const api = await testApi({ options: { open: true } });
    const wrong = await api.app.inject({ method: 'PUT', url: '/v1/jobs/x' });
    expect([wrong.statusCode, wrong.json().code]).toEqual([405, 'method_not_allowed']);
    expect(wrong.headers.allow).toBe('GET, HEAD, DELETE');
    expect((await api.app.inject('/nothing')).json().code).toBe('not_found');
    await api.close();
  });

  it('answer with a request id, a sane one of the client’s', async () => {
    const api = await testApi({ options: { open: true } });
    const ask = async (id: string) =>
      (await api.app.inject({ url: '/v1/jobs', headers: { 'x-request-id': id } })).headers['x-request-id'];
    expect(await ask('shop-17')).toBe('shop-17');
    expect(await ask('a b"')).toMatch(/^req_/);
    expect(await ask('x'.repeat(200))).toMatch(/^req_/);
    await api.close();
  });
});
