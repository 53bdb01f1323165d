import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApi, testApi } from '../testing/api.js';
import { fakeWorker } from '../testing/fake-worker.js';
import { form, jpeg, type Part } from '../testing/form.js';

describe('POST /v1/audits', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await testApi({ options: { open: true } });
  });
  afterAll(() => api.close());
  const post = (parts: [string, Part][], more: Record<string, string> = {}) => {
    const { payload, headers } = form(parts);
    return api.app.inject({ method: 'POST', url: '/v1/audits', payload, headers: { ...headers, ...more } });
  };
  const file = { file: jpeg(), name: 'bag.jpg' };

  it('answers with the audit', async () => {
    const worker = await fakeWorker(api.context);
    const answer = await post([
      ['file', file],
      ['for', 'amazon'],
      ['for', 'shopify'],
    ]);
    await worker.close();
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      object: 'audit',
      state: 'succeeded',
      verdict: 'pass',
      audits: [{ marketplace: 'amazon' }, { marketplace: 'shopify' }],
    });
  });

  it('answers with the job where nobody waits', async () => {
    const answer = await post(
      [
        ['file', file],
        ['for', 'amazon'],
      ],
      { prefer: 'wait=0' },
    );
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ object: 'job', kind: 'audit', state: 'queued', for: ['amazon'] });
  });

  it.each<[string, number, [string, Part][]]>([
    ['no marketplace', 400, [['file', file]]],
    [
      'an unknown one',
      400,
      [
        ['file', file],
        ['for', 'amazn'],
      ],
    ],
    [
      'an option of enhancing',
      400,
      [
        ['file', file],
        ['for', 'amazon'],
        ['scale', '2'],
      ],
    ],
    [
      'no picture',
      415,
      [
        ['file', { file: Buffer.from('text'), name: 'a.jpg' }],
        ['for', 'amazon'],
      ],
    ],
  ])('refuses %s', async (_, status, parts) => {
    expect((await post(parts)).statusCode).toBe(status);
  });

  it('refuses JSON', async () => {
    const answer = await api.app.inject({ method: 'POST', url: '/v1/audits', payload: { for: ['amazon'] } });
    expect(answer.statusCode).toBe(415);
  });
});
