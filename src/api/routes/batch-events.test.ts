import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestApi, testApi } from '../testing/api.js';
import { readBatch } from '../testing/fake-reader.js';
import { fakeWorker } from '../testing/fake-worker.js';

describe('a batch’s events', () => {
  let api: TestApi;
  let auth: { authorization: string };
  let url: string;
  beforeAll(async () => {
    api = await testApi({ options: { maxStreams: 4, heartbeatS: 0.05 } });
    const { authorization } = await api.as();
    auth = { authorization };
    url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => api.close());
  const submit = async (): Promise<string> => {
    const items = [1, 2, 3].map((i) => ({ source_url: `https://a.example/${i}` }));
    const answer = await api.app.inject({
      method: 'POST',
      url: '/v1/batches',
      payload: { items },
      headers: auth,
    });
    return answer.json().id;
  };
  const open = (id: string, signal?: AbortSignal) =>
    fetch(`${url}/v1/batches/${id}/events`, {
      headers: { ...auth, 'last-event-id': '17' },
      ...(signal ? { signal } : {}),
    });

  it('tell every change and end with the batch', async () => {
    const id = await submit();
    const answer = await open(id);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const text = answer.text();
    await readBatch(api.context, id, ['a.jpg', 'b.jpg', 'bad.jpg']);
    const worker = await fakeWorker(api.context);
    const events = (await text).split('\n\n').filter((event) => event.includes('event:'));
    await worker.close();
    expect((await text).startsWith('retry: 3000\n\n')).toBe(true);
    const last = events.at(-1) ?? '';
    expect(last).toContain('event: completed');
    expect(JSON.parse(last.split('data: ')[1])).toMatchObject({
      id,
      state: 'completed',
      progress: 1,
      counts: { succeeded: 2, failed: 1, total: 3 },
    });
    expect(events[0]).toMatch(/^id: 1\nevent: progress\n/);
    expect(events.filter((event) => event.includes('completed\n'))).toHaveLength(1);
  });

  it('end at once for a batch that is over', async () => {
    const id = await submit();
    await api.context.store.batches.cancel(id);
    const text = await (await open(id)).text();
    expect(text).toContain('event: completed');
    expect(text).toContain('"state":"cancelled"');
  });

  it('are kept alive by comments, bounded in number, and free again when the client goes', async () => {
    const id = await submit();
    const controller = new AbortController();
    const answer = await open(id, controller.signal);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    let heard = '';
    while (!heard.includes(': heartbeat')) heard += new TextDecoder().decode((await reader.read()).value);
    const refused = await open(id);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'too_many_streams' });
    controller.abort();
    await vi.waitFor(async () => {
      const next = new AbortController();
      const { status } = await open(id, next.signal);
      next.abort();
      expect(status).toBe(200);
    });
  });

  it('end when the service does', async () => {
    const own = await testApi({ options: { open: true } });
    const { id } = (
      await own.app.inject({
        method: 'POST',
        url: '/v1/batches',
        payload: { items: [{ source_url: 'https://a.example/x' }] },
      })
    ).json();
    const address = await own.app.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${address}/v1/batches/${id}/events`);
    const text = answer.text().catch(() => 'cut off');
    await own.close();
    expect(await text).toBeTruthy();
  });
});
