import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Consumer } from '../../jobs/dispatch/dispatcher.js';
import { type TestApi, testApi } from '../testing/api.js';
import { fakeWorker } from '../testing/fake-worker.js';
import { form, jpeg, type Part } from '../testing/form.js';

describe('POST /v1/images', () => {
  let api: TestApi;
  let headers: { authorization: string; keyId: string };
  let worker: Consumer;
  beforeAll(async () => {
    api = await testApi({ options: { maxUploadBytes: 50_000, maxWaitS: 5 } });
    headers = await api.as();
    worker = await fakeWorker(api.context);
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
  });
  const upload = (parts: [string, Part][], more: Record<string, string> = {}) => {
    const { payload, headers: own } = form(parts);
    return api.app.inject({
      method: 'POST',
      url: '/v1/images',
      payload,
      headers: { authorization: headers.authorization, ...own, ...more },
    });
  };
  const json = (payload: object | string, more: Record<string, string> = {}) =>
    api.app.inject({
      method: 'POST',
      url: '/v1/images',
      payload,
      headers: {
        authorization: headers.authorization,
        'content-type': 'application/json',
        ...more,
      },
    });
  const picture = { file: jpeg(), name: 'früh Tasche.jpg' };
  const inputs = async () => {
    const keys: string[] = [];
    for await (const { key } of api.context.blobs.list('jobs/')) if (key.endsWith('/input')) keys.push(key);
    return keys;
  };

  it('takes an upload with its options and answers 202 with the job', async () => {
    const answer = await upload([
      ['file', picture],
      ['scale', '4'],
      ['for', 'amazon,shopify'],
      ['metadata[sku]', 'BAG-1'],
      ['quality', '80'],
      ['guard', 'false'],
    ]);
    expect(answer.statusCode, answer.body).toBe(202);
    const job = answer.json();
    expect(answer.headers.location).toBe(`/v1/jobs/${job.id}`);
    expect(job).toMatchObject({
      state: 'queued',
      name: 'früh Tasche.jpg',
      input_bytes: 5000,
      for: ['amazon', 'shopify'],
      metadata: { sku: 'BAG-1' },
      source: { kind: 'upload' },
    });
    const row = await api.context.store.jobs.get(job.id);
    expect(row?.keyId).toBe(headers.keyId);
    expect(row?.work).toMatchObject({
      recipe: {
        steps: [{ step: 'enhance', scale: 4, quality: 80, guard: false }, { for: ['amazon', 'shopify'] }],
      },
    });
    expect(await api.context.blobs.read(`jobs/${job.id}/input`)).toEqual(picture.file);
  });

  it('takes options as one JSON field, and options before the file', async () => {
    const answer = await upload([
      ['options', JSON.stringify({ recipe: 'supplier', metadata: { a: 'b' }, name: '../x/../y.jpg' })],
      ['file', picture],
    ]);
    expect(answer.statusCode, answer.body).toBe(202);
    expect(answer.json()).toMatchObject({ recipe: 'supplier', metadata: { a: 'b' }, name: '_x_.._y.jpg' });
  });

  it('waits for the job where the client prefers it', async () => {
    const answer = await upload([['file', picture]], { prefer: 'respond-async, wait=5' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['preference-applied']).toBe('wait=5');
    expect(answer.json()).toMatchObject({ state: 'succeeded', verdict: 'pass', progress: 1 });
    expect(answer.json().outputs[0]).toMatchObject({ type: 'image/jpeg', for: 'master' });
    expect(answer.body).not.toContain('blob');
  });

  it('takes an address', async () => {
    const answer = await json({ source_url: 'https://shop.example/a%20b/bag%20%C3%A4.jpg?token=s' });
    expect(answer.statusCode, answer.body).toBe(202);
    expect(answer.json()).toMatchObject({ name: 'bag ä.jpg', source: { kind: 'url' } });
  });

  it('says what would be done and writes nothing', async () => {
    const before = await inputs();
    const answer = await upload([
      ['file', picture],
      ['dry_run', 'true'],
      ['recipe', 'print'],
      ['size', '20x25cm'],
    ]);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      object: 'dry_run',
      recipe: { name: 'print', steps: [{ step: 'enhance' }, { step: 'marketplaces', for: ['print'] }] },
      input: { format: 'jpeg', bytes: 5000 },
      estimate: { waiting: 0, basis: expect.any(String) },
    });
    expect(await inputs()).toEqual(before);
  });

  it.each<[string, number, string, [string, Part][]]>([
    ['text', 415, 'not_an_image', [['file', { file: Buffer.from('hello'), name: 'x.jpg' }]]],
    ['an SVG', 415, 'svg_refused', [['file', { file: Buffer.from('<svg xmlns="x"/>'), name: 'x.png' }]]],
    ['nothing', 422, 'empty_file', [['file', { file: Buffer.alloc(0), name: 'x.jpg' }]]],
    ['too much', 413, 'too_many_bytes', [['file', { file: jpeg(50_001), name: 'x.jpg' }]]],
    ['no file', 400, 'validation', [['scale', '2']]],
    [
      'two files',
      400,
      'bad_multipart',
      [
        ['file', { file: jpeg(), name: 'a' }],
        ['file', { file: jpeg(), name: 'b' }],
      ],
    ],
    [
      'a wrong option',
      400,
      'validation',
      [
        ['file', { file: jpeg(), name: 'a' }],
        ['scale', '3'],
      ],
    ],
    [
      'an option twice',
      400,
      'validation',
      [
        ['scale', '2'],
        ['scale', '4'],
        ['file', { file: jpeg(), name: 'a' }],
      ],
    ],
    [
      'a file elsewhere',
      400,
      'validation',
      [
        ['photo', { file: jpeg(), name: 'a' }],
        ['file', { file: jpeg(), name: 'a' }],
      ],
    ],
    [
      'what contradicts itself',
      400,
      'validation',
      [
        ['file', { file: jpeg(), name: 'a' }],
        ['shadow', 'true'],
      ],
    ],
    [
      'options that are no JSON',
      400,
      'validation',
      [
        ['options', '{'],
        ['file', { file: jpeg(), name: 'a' }],
      ],
    ],
    [
      'poisoned options',
      400,
      'validation',
      [
        ['options', '{"__proto__":{"x":1}}'],
        ['file', { file: jpeg(), name: 'a' }],
      ],
    ],
    ['a hundred fields', 413, 'too_large', Array.from({ length: 100 }, (_, i) => [`f${i}`, 'x'])],
  ])('refuses %s, and keeps nothing of it', async (_, status, code, parts) => {
    const before = await inputs();
    const answer = await upload(parts);
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code]);
    expect(await inputs()).toEqual(before);
  });

  it.each<[string, number, string, object | string]>([
    ['an unknown field', 400, 'validation', { source_url: 'https://a.example/x', colour: 1 }],
    ['no address', 400, 'validation', {}],
    ['a list', 400, 'validation', []],
    ['broken JSON', 400, 'bad_json', '{"source_url":'],
    [
      'a poisoned prototype',
      400,
      'bad_json',
      '{"__proto__":{"admin":true},"source_url":"https://a.example/x"}',
    ],
    ['a depth bomb', 400, 'validation', `{"metadata":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['a private address', 422, 'url_refused', { source_url: 'http://169.254.169.254/latest' }],
    ['a file address', 422, 'url_refused', { source_url: 'file:///etc/passwd' }],
    ['two megabytes', 413, 'too_large', { source_url: 'x'.repeat(2_000_000) }],
    [
      'too much metadata',
      400,
      'validation',
      { source_url: 'https://a.example/x', metadata: { a: 'x'.repeat(501) } },
    ],
    [
      'too many words',
      400,
      'validation',
      {
        source_url: 'https://a.example/x',
        metadata: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, ''])),
      },
    ],
    ['an unknown marketplace', 400, 'validation', { source_url: 'https://a.example/x', for: ['amazn'] }],
    [
      'a bad paper size',
      422,
      'bad_option',
      { source_url: 'https://a.example/x', recipe: 'print', size: '9' },
    ],
  ])('refuses %s', async (_, status, code, body) => {
    const answer = await json(body);
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().instance).toBe(answer.headers['x-request-id']);
  });

  it('names the wrong places by pointers', async () => {
    const { errors } = (await json({ source_url: 'https://a.example/x', scale: 3, 'a/b': 1 })).json();
    expect(errors).toContainEqual({ pointer: '/a~1b', detail: 'there is no such field' });
    expect(errors).toContainEqual({
      pointer: '/scale',
      detail: 'must be 1 or 2 or 4 or "auto"',
    });
  });

  it.each([
    ['text/plain', 415],
    ['application/xml', 415],
  ])('refuses a body of %s', async (type, status) => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/v1/images',
      payload: 'x',
      headers: { ...headers, 'content-type': type },
    });
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, 'unsupported_media_type']);
  });

  it('refuses a form that is cut off', async () => {
    const { payload, headers: own } = form([['file', picture]]);
    const answer = await api.app.inject({
      method: 'POST',
      url: '/v1/images',
      payload: payload.subarray(0, 3000),
      headers: { authorization: headers.authorization, ...own },
    });
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([400, 'bad_multipart']);
  });
});

describe('a full service', () => {
  it('refuses new jobs while too many wait, and while nothing can be stored', async () => {
    let full = false;
    const api = await testApi({ options: { queueLimit: 1, open: true }, overQuota: async () => full });
    const submit = () =>
      api.app.inject({ method: 'POST', url: '/v1/images', payload: { source_url: 'https://a.example/x' } });
    expect((await submit()).statusCode).toBe(202);
    await expect
      .poll(async () => (await submit()).json().code, { timeout: 5000, interval: 200 })
      .toBe('queue_full');
    const refused = await submit();
    expect(refused.statusCode).toBe(503);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    full = true;
    await expect.poll(async () => (await submit()).statusCode, { timeout: 5000, interval: 200 }).toBe(507);
    await api.close();
  });
});
