import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemId } from '../../jobs/id.js';
import { type TestApi, testApi } from '../testing/api.js';
import { readBatch } from '../testing/fake-reader.js';
import { FAKE_RESULT } from '../testing/fake-worker.js';
import { form, type Part } from '../testing/form.js';

describe('batches', () => {
  let api: TestApi;
  let mine: { authorization: string; keyId: string };
  beforeAll(async () => {
    api = await testApi({ options: { maxBatchBytes: 100_000, publicUrl: 'https://hero.example/' } });
    mine = await api.as();
  });
  afterAll(() => api.close());
  const call = (method: 'GET' | 'POST', url: string, payload?: object, who = mine) =>
    api.app.inject({
      method,
      url,
      headers: { authorization: who.authorization },
      ...(payload ? { payload } : {}),
    });
  const upload = (parts: [string, Part][]) => {
    const { payload, headers } = form(parts);
    return api.app.inject({
      method: 'POST',
      url: '/v1/batches',
      payload,
      headers: { authorization: mine.authorization, ...headers },
    });
  };
  const items = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ source_url: `https://a.example/${i}.jpg` }));

  it('are taken as a file, which is stored as it came', async () => {
    const csv = Buffer.from('sku,image\nA,https://a.example/a.jpg\n');
    const answer = await upload([
      ['file', { file: csv, name: 'products.csv' }],
      ['columns', 'sku=sku,image=image'],
      ['recipe', 'supplier'],
      ['metadata', '{"season":"ss27"}'],
    ]);
    expect(answer.statusCode, answer.body).toBe(202);
    const batch = answer.json();
    expect(answer.headers.location).toBe(`https://hero.example/v1/batches/${batch.id}`);
    expect(batch).toMatchObject({
      state: 'reading',
      priority: 'bulk',
      recipe: 'supplier',
      source: { kind: 'file', name: 'products.csv' },
      metadata: { season: 'ss27' },
      progress: 0,
    });
    const row = await api.context.store.batches.get(batch.id);
    expect(row?.source).toMatchObject({ columns: 'sku=sku,image=image', blob: `batches/${batch.id}/list` });
    expect(await api.context.blobs.read(`batches/${batch.id}/list`)).toEqual(csv);
    expect(await api.context.dispatcher.waiting()).toBeGreaterThan(0);
  });

  it('are taken as a list, of which one wrong address does not refuse the others', async () => {
    const list = [
      { source_url: 'https://a.example/a.jpg', name: 'a', metadata: { sku: '1' } },
      { source_url: 'x' },
    ];
    const answer = await call('POST', '/v1/batches', { items: list, scale: 2 });
    expect(answer.statusCode, answer.body).toBe(202);
    const stored = await api.context.blobs.read(`batches/${answer.json().id}/list`);
    expect(JSON.parse(Buffer.from(stored).toString())).toEqual(list);
  });

  it.each<[string, number, string, object]>([
    ['an empty list', 400, 'validation', { items: [] }],
    ['too long a list', 400, 'validation', { items: items(10_001) }],
    [
      'an item with an unknown field',
      400,
      'validation',
      { items: [{ source_url: 'https://a.example/a', sku: 1 }] },
    ],
    ['an option of single pictures', 400, 'validation', { items: items(1), name: 'x' }],
    ['nine megabytes', 413, 'too_large', { items: [{ source_url: 'x'.repeat(9_000_000) }] }],
  ])('refuse %s', async (_, status, code, body) => {
    const answer = await call('POST', '/v1/batches', body);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.body.length).toBeLessThan(10_000);
  });

  it.each<[string, number, string, [string, Part][]]>([
    ['no file', 400, 'validation', [['scale', '2']]],
    ['an empty file', 422, 'empty_file', [['file', { file: Buffer.alloc(0), name: 'a.csv' }]]],
    [
      'columns that are none',
      422,
      'bad_option',
      [
        ['columns', 'x'],
        ['file', { file: Buffer.from('a'), name: 'a.csv' }],
      ],
    ],
    [
      'a file that is too large',
      413,
      'too_many_bytes',
      [['file', { file: Buffer.alloc(100_001), name: 'a.zip' }]],
    ],
  ])('refuse %s and keep nothing', async (_, status, code, parts) => {
    const kept = async () => {
      let count = 0;
      for await (const _blob of api.context.blobs.list('batches/')) count++;
      return count;
    };
    const before = await kept();
    const answer = await upload(parts);
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code]);
    expect(await kept()).toBe(before);
  });

  it('tell how far they are, list their jobs in order, and give a table', async () => {
    const { id } = (await call('POST', '/v1/batches', { items: items(5), for: ['amazon'] })).json();
    await readBatch(api.context, id, ['a.jpg', '=cmd.jpg', 'bad.jpg', 'd.jpg', 'e.jpg']);
    const { jobs } = api.context.store;
    const first = await jobs.claim(itemId(id, 1), 'w');
    const output = {
      name: 'a b.jpg',
      for: 'master',
      blob: 'x',
      format: 'jpeg',
      bytes: FAKE_RESULT.length,
      width: 1,
      height: 1,
      sha256: 'ab',
    } as const;
    await jobs.succeed(
      { id: itemId(id, 1), worker: 'w', attempt: first?.attempts ?? 0 },
      { outputs: [output, { ...output, name: 'm.jpg', for: 'amazon' }], verdict: 'review', report: {} },
    );
    const batch = (await call('GET', `/v1/batches/${id}`)).json();
    expect(batch).toMatchObject({
      state: 'running',
      progress: 0.2,
      counts: { total: 5, queued: 4, review: 1 },
    });
    const listed = (await call('GET', '/v1/batches?limit=100')).json();
    expect(listed.data.find((one: { id: string }) => one.id === id)).toEqual(batch);

    const page = (await call('GET', `/v1/batches/${id}/jobs?limit=2`)).json();
    expect(page.data.map((job: { ordinal: number }) => job.ordinal)).toEqual([1, 2]);
    const rest = await call('GET', page.next.replace('https://hero.example', ''));
    expect(rest.json().data[0].ordinal).toBe(3);

    const table = await call('GET', `/v1/batches/${id}/results.csv`);
    expect(table.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = table.body.split('\r\n');
    expect(lines[0]).toBe('ordinal,id,name,source,state,verdict,error_code,error,metadata,master,amazon');
    expect(lines[1]).toBe(
      `1,${itemId(id, 1)},a.jpg,https://a.example/0.jpg,succeeded,review,,,,https://hero.example/v1/jobs/${itemId(id, 1)}/outputs/a%20b.jpg,https://hero.example/v1/jobs/${itemId(id, 1)}/outputs/m.jpg`,
    );
    expect(lines[2]).toContain("'=cmd.jpg");
    expect(lines).toHaveLength(7);
  });

  it('are not found by other keys', async () => {
    const { id } = (await call('POST', '/v1/batches', { items: items(1) })).json();
    const other = await api.as();
    for (const path of ['', '/jobs', '/events', '/results.csv'])
      expect((await call('GET', `/v1/batches/${id}${path}`, undefined, other)).statusCode).toBe(404);
    expect((await call('POST', `/v1/batches/${id}/cancel`, undefined, other)).statusCode).toBe(404);
    expect((await call('GET', '/v1/batches', undefined, other)).json().data).toEqual([]);
  });

  it('can be stopped once, with their jobs', async () => {
    const { id } = (await call('POST', '/v1/batches', { items: items(2) })).json();
    await readBatch(api.context, id, ['a.jpg', 'b.jpg']);
    const stopped = await call('POST', `/v1/batches/${id}/cancel`);
    expect(stopped.json()).toMatchObject({ state: 'cancelled', progress: 1, counts: { cancelled: 2 } });
    expect((await call('POST', `/v1/batches/${id}/cancel`)).json().code).toBe('already_over');
  });
});
