import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApi, testApi } from '../api/testing/api.js';
import { readBatch } from '../api/testing/fake-reader.js';
import { FAKE_RESULT, fakeWorker } from '../api/testing/fake-worker.js';
import { jpeg } from '../api/testing/form.js';
import type { Consumer } from '../jobs/dispatch/dispatcher.js';
import { HeroshotApiError, HeroshotClient } from './index.js';

describe('the client against a service', () => {
  let api: TestApi;
  let client: HeroshotClient;
  let worker: Consumer;
  let url: string;
  let key: string;
  beforeAll(async () => {
    api = await testApi({ options: { hookBuckets: ['reviews'] } });
    url = await api.app.listen({ host: '127.0.0.1', port: 0 });
    key = (await api.as()).authorization.replace('Bearer ', '');
    client = new HeroshotClient({ url: `${url}/`, key });
    worker = await fakeWorker(api.context);
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
  });

  it('submits, waits and downloads', async () => {
    const file = new File([jpeg()], 'täsche.jpg');
    const { id, name } = await client.submit(file, { scale: 4, for: ['amazon'], metadata: { sku: '1' } });
    expect(name).toBe('täsche.jpg');
    const job = await client.waitFor(id);
    expect(job).toMatchObject({ state: 'succeeded', metadata: { sku: '1' } });
    const blob = await client.download(id, job.outputs[0].name);
    expect(Buffer.from(await blob.arrayBuffer())).toEqual(FAKE_RESULT);
    expect(await client.report(id)).toMatchObject({ recipe: 'enhance' });
    expect((await client.jobs({ limit: 1 })).data[0].id).toBe(id);
  });

  it('takes bytes and addresses, and may wait in one go', async () => {
    const bytes = await client.submit(new Uint8Array(jpeg()), { name: 'b.jpg' }, { wait: 10 });
    expect(bytes).toMatchObject({ state: 'succeeded', name: 'b.jpg' });
    const address = await client.submit({ sourceUrl: 'https://a.example/c.jpg' }, {}, { wait: 10 });
    expect(address.source.url).toBe('https://a.example/c.jpg');
    expect((await client.dryRun(new Uint8Array(jpeg()))).object).toBe('dry_run');
  });

  it('follows a batch to its end', async () => {
    const list = [1, 2, 3].map((i) => ({ source_url: `https://a.example/${i}.jpg` }));
    const { id } = await client.batches.create(list, { recipe: 'supplier' });
    const states: string[] = [];
    const follow = (async () => {
      for await (const { state, counts } of client.batches.events(id))
        states.push(`${state} ${counts.total}`);
    })();
    await readBatch(api.context, id, ['a.jpg', 'b.jpg', 'bad.jpg']);
    await follow;
    expect(states.at(-1)).toBe('completed 3');
    expect(await client.batches.get(id)).toMatchObject({ state: 'completed', counts: { failed: 1 } });
    expect((await client.batches.jobs(id)).data).toHaveLength(3);
    expect(await client.batches.results(id)).toContain('corrupt_image');
    const csv = new Blob(['image\nhttps://a.example/a.jpg\n']);
    const second = await client.batches.create(csv, { fileName: 'shop.csv', columns: 'image=image' });
    expect(second.source.name).toBe('shop.csv');
    expect((await client.batches.list({ limit: 1 })).data[0].id).toBe(second.id);
    expect((await client.batches.cancel(second.id)).state).toBe('cancelled');
  });

  it('audits, and hands events on', async () => {
    expect(await client.audit(new Uint8Array(jpeg()), { for: ['amazon'] })).toMatchObject({
      object: 'audit',
      verdict: 'pass',
    });
    expect((await client.uploaded({ url: 'https://a.example/r.jpg' })).job_ids).toHaveLength(1);
    expect((await client.presets()).data.length).toBeGreaterThan(5);
    expect((await client.recipes()).data).toHaveLength(5);
    expect((await client.ready()).status).toBe('ready');
  });

  it('looks after webhook endpoints', async () => {
    const made = await client.webhooks.create({ url: 'https://shop.example/hooks' });
    expect(await client.webhooks.secret(made.id)).toBe(made.secret);
    expect((await client.webhooks.rotateSecret(made.id)).secret).not.toBe(made.secret);
    const { id } = await client.webhooks.test(made.id);
    expect((await client.webhooks.redeliver(id)).state).toBe('pending');
    expect((await client.webhooks.delivery(id)).body).toContain('webhook.test');
    expect((await client.webhooks.deliveries(made.id, { state: 'pending' })).data).toHaveLength(1);
    expect((await client.webhooks.update(made.id, { enabled: false })).enabled).toBe(false);
    expect((await client.webhooks.get(made.id)).enabled).toBe(false);
    await client.webhooks.delete(made.id);
    expect((await client.webhooks.list()).data).toEqual([]);
  });

  it('tells what the service refused', async () => {
    const error = await client.submit(new Uint8Array(10)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HeroshotApiError);
    expect(error).toMatchObject({ status: 415, code: 'not_an_image', problem: { status: 415 } });
    const stranger = new HeroshotClient({ url, key: 'hs_wrong' });
    await expect(stranger.jobs()).rejects.toMatchObject({ status: 401, code: 'unauthorized' });
    await expect(client.job('job_nothing')).rejects.toMatchObject({ status: 404 });
  });

  it('has a method for every operation of the document, and no other address', async () => {
    const asked: string[] = [];
    const fake = (async (address: string, init: RequestInit) => {
      asked.push(`${init.method} ${new URL(address).pathname}`);
      return new Response('{"finished_at":"now"}', { headers: { 'content-type': 'application/json' } });
    }) as typeof fetch;
    const all = new HeroshotClient({ url: 'http://x', fetch: fake });
    const bytes = new Uint8Array(1);
    const id = '{id}';
    await Promise.all([
      all.submit(bytes),
      all.dryRun(bytes),
      all.job(id),
      all.jobs(),
      all.waitFor(id),
      all.report(id),
      all.cancel(id),
      all.delete(id),
      all.download(id, '{name}'),
      all.audit(bytes, { for: ['amazon'] }),
      all.presets(),
      all.recipes(),
      all.uploaded({}),
      all.clip({ stills: [{ job: id }] }),
      all.health(),
      all.ready(),
      all.metrics(),
      all.openapi(),
      all.problems(),
      all.batches.create(bytes),
      all.batches.list(),
      all.batches.get(id),
      all.batches.jobs(id),
      all.batches.cancel(id),
      all.batches.results(id),
      all.webhooks.create({ url: 'https://shop.example/' }),
      all.webhooks.list(),
      all.webhooks.get(id),
      all.webhooks.update(id, {}),
      all.webhooks.delete(id),
      all.webhooks.secret(id),
      all.webhooks.rotateSecret(id),
      all.webhooks.test(id),
      all.webhooks.deliveries(id),
      all.webhooks.delivery(id),
      all.webhooks.redeliver(id),
    ]);
    const stop = new AbortController();
    const events = all.batches.events(id, stop.signal).next();
    stop.abort();
    await expect(events).rejects.toThrow();
    const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const decoded = asked.map((line) => decodeURIComponent(line));
    expect([...new Set(decoded)].sort()).toEqual(documented.sort());
  });
});

describe('the client against a poor line', () => {
  const answering = (answers: (Response | Error)[]) => {
    const sent: { headers: Record<string, string> }[] = [];
    const fake = (async (_url: string, init: { headers: Record<string, string> }) => {
      sent.push(init);
      const answer = answers.shift() ?? new Response('{}');
      if (answer instanceof Error) throw answer;
      return answer;
    }) as unknown as typeof fetch;
    return { sent, client: new HeroshotClient({ url: 'http://x', fetch: fake, retries: 3 }) };
  };
  const busy = (status: number, code: string) =>
    new Response(JSON.stringify({ code, detail: 'busy', hint: 'wait' }), {
      status,
      headers: { 'retry-after': '0', 'content-type': 'application/problem+json' },
    });

  it('sends a submission again with the same key, when the service is busy or the line breaks', async () => {
    const { sent, client } = answering([
      busy(503, 'queue_full'),
      busy(409, 'idempotency_in_progress'),
      new TypeError('fetch failed'),
      new Response('{"id":"job_1"}'),
    ]);
    expect(await client.submit({ sourceUrl: 'https://a.example/x' })).toEqual({ id: 'job_1' });
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(sent[0].headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('gives up after its retries, and at once where trying again helps nothing', async () => {
    const tired = answering(Array.from({ length: 9 }, () => busy(429, 'rate_limited')));
    await expect(tired.client.jobs()).rejects.toMatchObject({ code: 'rate_limited' });
    expect(tired.sent).toHaveLength(4);
    const refused = answering([busy(409, 'already_over')]);
    await expect(refused.client.cancel('x')).rejects.toMatchObject({ code: 'already_over' });
    expect(refused.sent).toHaveLength(1);
  });

  it('stops when it is told to, and when its time is over', async () => {
    const open = () => new Response('{"finished_at":null}', { headers: { 'retry-after': '30' } });
    const controller = new AbortController();
    const waiting = answering([open()]).client.waitFor('x', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(answering([open()]).client.waitFor('x', { timeout: 1 })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('runs in browsers: it imports nothing of Node.js', async () => {
    const files = (await readdir('src/client')).filter((name) => !name.endsWith('.test.ts'));
    for (const file of files) {
      const text = await readFile(`src/client/${file}`, 'utf8');
      for (const [line] of text.matchAll(/^(import|export) (?!type ).*from '(?!\.\/).*$/gm))
        expect.fail(`${file}: ${line}`);
      expect(/\b(Buffer|process)\./.test(text), file).toBe(false);
    }
  });
});
