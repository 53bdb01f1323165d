import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClipRequest } from '../schemas/clip.js';
import type { Job } from '../schemas/job.js';
import { type TestApi, testApi } from '../testing/api.js';
import { fakeWorker } from '../testing/fake-worker.js';
import { form, jpeg } from '../testing/form.js';

describe('POST /v1/clips', () => {
  let api: TestApi;
  let done: Job;
  let failed: Job;
  let key: { authorization: string };
  beforeAll(async () => {
    api = await testApi();
    key = await api.as();
    const worker = await fakeWorker(api.context);
    done = await picture('bag.jpg');
    failed = await picture('bad.jpg');
    await worker.close();
  });
  afterAll(() => api.close());

  const picture = async (name: string): Promise<Job> => {
    const { payload, headers } = form([['file', { file: jpeg(), name }]]);
    const all = { ...headers, ...key, prefer: 'wait=10' };
    return (await api.app.inject({ method: 'POST', url: '/v1/images', payload, headers: all })).json();
  };
  const post = async (payload: object, headers: Record<string, string> = {}) =>
    api.app.inject({
      method: 'POST',
      url: '/v1/clips',
      payload,
      headers: { ...key, ...headers },
    });
  const clip = (more: Partial<ClipRequest> = {}): ClipRequest => ({ stills: [{ job: done.id }], ...more });

  it('takes finished jobs and pictures at addresses, and answers with a job', async () => {
    const stills = [{ job: done.id }, { source_url: 'https://a.example/side.jpg' }];
    const answer = await post(clip({ stills, for: ['tiktok', 'shopify'], fps: 60, motion: 'turn' }));
    expect(answer.statusCode, answer.body).toBe(202);
    const job: Job = answer.json();
    expect(job).toMatchObject({ kind: 'clip', state: 'queued', name: 'bag-clip', recipe: null, for: [] });
    const row = await api.context.store.jobs.get(job.id);
    expect(row?.work).toMatchObject({
      kind: 'clip',
      options: {
        fps: 60,
        motion: 'turn',
        sizes: [
          { width: 1080, height: 1920 },
          { width: 1080, height: 1080 },
        ],
      },
      stills: [
        { name: 'bag.jpg', source: { kind: 'blob' } },
        { name: 'side.jpg', source: { kind: 'url', url: 'https://a.example/side.jpg' } },
      ],
    });
  });

  it('an idempotency key makes it once', async () => {
    const once = { 'idempotency-key': 'clip-1' };
    const [one, two] = [await post(clip(), once), await post(clip(), once)];
    expect(two.json().id).toBe(one.json().id);
    expect((await post(clip({ fps: 25 }), once)).json().code).toBe('idempotency_mismatch');
  });

  it.each<[string, () => object, number, string]>([
    ['no still', () => ({ stills: [] }), 400, 'validation'],
    [
      'an unknown job',
      () => clip({ stills: [{ job: 'job_01kb2x4v9e8x7m6y5z4w3q2r1t' }] }),
      400,
      'validation',
    ],
    ['a job that failed', () => clip({ stills: [{ job: failed.id }] }), 400, 'validation'],
    [
      'a file that the job lacks',
      () => clip({ stills: [{ job: done.id, output: 'x.jpg' }] }),
      400,
      'validation',
    ],
    ['a size and a place', () => clip({ size: '1080x1080', for: ['tiktok'] }), 400, 'validation'],
    ['odd sides', () => clip({ size: '1081x1920' }), 422, 'bad_option'],
    ['too short a clip', () => clip({ seconds: 0.01 }), 422, 'bad_option'],
    [
      'a private address',
      () => clip({ stills: [{ source_url: 'http://127.0.0.1/a.jpg' }] }),
      422,
      'url_refused',
    ],
    ['an unknown word', () => ({ ...clip(), speed: 2 }), 400, 'validation'],
  ])('refuses %s', async (_name, body, status, code) => {
    const answer = await post(body());
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code]);
  });

  it('another key’s job is no still', async () => {
    const other = await api.as();
    const answer = await api.app.inject({
      method: 'POST',
      url: '/v1/clips',
      payload: clip(),
      headers: other,
    });
    expect(answer.statusCode, answer.body).toBe(400);
    expect(answer.body).toContain('is no job of yours');
  });
});
