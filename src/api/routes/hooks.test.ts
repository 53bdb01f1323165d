import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStores } from '../../jobs/testing/stores.js';
import { type TestApi, testApi } from '../testing/api.js';

describe.each(await testStores())('POST /v1/hooks/upload on $name', ({ make }) => {
  let stored: TestStore;
  let api: TestApi;
  let headers: { authorization: string };
  beforeAll(async () => {
    stored = await make();
    api = await testApi({ store: stored.store, options: { hookBuckets: ['reviews'] } });
    const { authorization } = await api.as({ scopes: ['submit'] });
    headers = { authorization };
  });
  afterAll(async () => {
    await api.close();
    await stored.remove();
  });
  const post = (payload: object, query = '') =>
    api.app.inject({ method: 'POST', url: `/v1/hooks/upload${query}`, payload, headers });
  const record = (key: string, more: object = {}, bucket = 'reviews', eventName = 'ObjectCreated:Put') => ({
    eventName,
    s3: { bucket: { name: bucket }, object: { key, size: 1000, sequencer: '0055', ...more } },
  });

  it('makes a job of every picture that an S3 event names', async () => {
    const answer = await post({
      Records: [record('2026/my+caf%C3%A9%2B1.jpg', { versionId: 'v1' }), record('b.jpg')],
    });
    expect(answer.statusCode, answer.body).toBe(202);
    const [id] = answer.json().job_ids;
    expect(await api.context.store.jobs.get(id)).toMatchObject({
      name: 'my café+1.jpg',
      priority: 'bulk',
      source: { kind: 'object', bucket: 'reviews', key: '2026/my café+1.jpg', versionId: 'v1' },
      work: { recipe: { name: 'reviews' } },
    });
  });

  it('makes the same jobs when an event comes again, also at the same time', async () => {
    const event = { Records: [record('again.jpg'), record('again2.jpg')] };
    const answers = await Promise.all([post(event), post(event), post(event)]);
    for (const answer of answers) expect(answer.json()).toEqual(answers[0].json());
    const later = await post({ Records: [record('again.jpg', { sequencer: '0056' })] });
    expect(later.json().job_ids[0]).not.toBe(answers[0].json().job_ids[0]);
    const other = await post({ Records: [record('again.jpg')] }, '?recipe=supplier');
    expect(answers[0].json().job_ids).not.toContain(other.json().job_ids[0]);
  });

  it('takes EventBridge’s form, whose keys are not encoded', async () => {
    const answer = await post({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { bucket: { name: 'reviews' }, object: { key: 'a+b %41.jpg', size: 5, 'version-id': 'v2' } },
    });
    const job = await api.context.store.jobs.get(answer.json().job_ids[0]);
    expect(job?.source).toEqual({ kind: 'object', bucket: 'reviews', key: 'a+b %41.jpg', versionId: 'v2' });
    expect(job?.name).toBe('a+b %41.jpg');
  });

  it('takes an address', async () => {
    const answer = await post({ url: 'https://shop.example/r.jpg' });
    expect(answer.statusCode).toBe(202);
    expect((await post({ url: 'http://10.0.0.1/r.jpg' })).json().code).toBe('url_refused');
  });

  it('hears a test, and what is no upload of a picture, and does nothing', async () => {
    const test = await post({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'reviews' });
    expect([test.statusCode, test.json().job_ids]).toEqual([200, []]);
    const nothing = await post({
      Records: [
        record('gone.jpg', {}, 'reviews', 'ObjectRemoved:Delete'),
        record('folder/'),
        record('empty.jpg', { size: 0 }),
        record('heroshot/jobs/job_01kb2x4v9e8x7m6y5z4w3q2r1t/1/a.jpg'),
      ],
    });
    expect([nothing.statusCode, nothing.json()]).toMatchObject([200, { job_ids: [], ignored: 4 }]);
  });

  it.each<[string, number, string, object]>([
    ['a bucket that nobody named', 422, 'bucket_refused', { Records: [record('a.jpg', {}, 'secrets')] }],
    ['nothing known', 400, 'validation', { hello: 1 }],
    ['a record without an object', 400, 'validation', { Records: [{ s3: { bucket: { name: 'reviews' } } }] }],
    ['a broken key', 400, 'validation', { Records: [record('%zz.jpg')] }],
    ['a record that is null', 400, 'validation', { Records: [null] }],
    ['too many records', 413, 'too_large', { Records: Array.from({ length: 1001 }, () => record('a.jpg')) }],
  ])('refuses %s', async (_, status, code, body) => {
    const answer = await post(body);
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code]);
  });
});
