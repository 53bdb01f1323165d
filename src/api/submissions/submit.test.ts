import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestStore, testStores } from '../../jobs/testing/stores.js';
import { type TestApi, testApi } from '../testing/api.js';
import { fakeWorker } from '../testing/fake-worker.js';
import { form, jpeg } from '../testing/form.js';

describe.each(await testStores())('Idempotency-Key on $name', ({ make }) => {
  let stored: TestStore;
  let api: TestApi;
  let auth: { authorization: string };
  beforeAll(async () => {
    stored = await make();
    api = await testApi({ store: stored.store });
    auth = await api.as();
  });
  afterAll(async () => {
    await api.close();
    await stored.remove();
  });
  let count = 0;
  const newKey = () => `key ${count++}`;
  const jobs = async () => (await api.context.store.jobs.list({ limit: 1000 })).length;
  const post = (key: string, payload: object, more: Record<string, string> = {}) =>
    api.app.inject({
      method: 'POST',
      url: '/v1/images',
      payload,
      headers: { authorization: auth.authorization, 'idempotency-key': key, ...more },
    });
  const upload = (key: string, file: Buffer, scale = '2') => {
    const { payload, headers } = form([
      ['file', { file, name: 'a.jpg' }],
      ['scale', scale],
    ]);
    return post(key, payload, headers);
  };
  const address = { source_url: 'https://a.example/x', metadata: { a: '1', b: '2' } };

  it('makes one job of a request that is sent again, whatever the order of its words', async () => {
    const key = newKey();
    const before = await jobs();
    const first = await post(key, address);
    const again = await post(key, { metadata: { b: '2', a: '1' }, source_url: address.source_url });
    expect([first.statusCode, again.statusCode]).toEqual([202, 202]);
    expect(again.body).toBe(first.body);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.headers.location).toBe(first.headers.location);
    expect(await jobs()).toBe(before + 1);
  });

  it('makes one job of an upload that is sent again, and keeps its bytes once', async () => {
    const key = newKey();
    const first = await upload(key, jpeg());
    const again = await upload(key, jpeg());
    expect(again.json().id).toBe(first.json().id);
    const kept: string[] = [];
    for await (const blob of api.context.blobs.list('jobs/')) kept.push(blob.key);
    expect(kept).toContain(`jobs/${first.json().id}/input`);
    expect(kept).toHaveLength(
      new Set(
        (await api.context.store.jobs.list({ limit: 1000 })).flatMap(({ id, source }) =>
          source.kind === 'blob' ? id : [],
        ),
      ).size,
    );
  });

  it.each([
    ['other bytes', () => upload('used', jpeg(6000))],
    ['other options', () => upload('used', jpeg(), '4')],
    ['another kind of request', () => post('used', address)],
  ])('refuses %s with a used key', async (_, send) => {
    await upload('used', jpeg());
    const before = await jobs();
    const answer = await send();
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'idempotency_mismatch']);
    expect(await jobs()).toBe(before);
  });

  it('answers one of many requests at the same time, and the others wait or get its answer', async () => {
    const key = newKey();
    const before = await jobs();
    const all = await Promise.all(Array.from({ length: 10 }, () => post(key, address)));
    for (const answer of all) expect([202, 409]).toContain(answer.statusCode);
    const busy = all.find(({ statusCode }) => statusCode === 409);
    if (busy)
      expect([busy.json().code, busy.headers['retry-after']]).toEqual(['idempotency_in_progress', '2']);
    expect(await jobs()).toBe(before + 1);
    expect((await post(key, address)).headers['idempotent-replayed']).toBe('true');
  });

  it('is free again after a request that was refused', async () => {
    const key = newKey();
    expect((await post(key, { source_url: 'file:///x' })).statusCode).toBe(422);
    expect((await post(key, address)).statusCode).toBe(202);
  });

  it('is free again after a dry run', async () => {
    const key = newKey();
    expect((await post(key, { ...address, dry_run: true })).json().object).toBe('dry_run');
    expect((await post(key, address)).statusCode).toBe(202);
  });

  it('waits for the first one’s job where the client prefers it', async () => {
    const key = newKey();
    const first = await post(key, address);
    const worker = await fakeWorker(api.context);
    await vi.waitFor(async () =>
      expect((await api.context.store.jobs.get(first.json().id))?.state).toBe('succeeded'),
    );
    const again = await post(key, address, { prefer: 'wait=5' });
    await worker.close();
    expect([again.statusCode, again.json().id, again.json().state]).toEqual([
      200,
      first.json().id,
      'succeeded',
    ]);
  });

  it.each(['', 'x'.repeat(256), 'ä'])('refuses the key %j', async (key) => {
    const answer = await post(key, address);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'bad_request']);
  });

  it('removes the upload where the database fails, and the key is free', async () => {
    const key = newKey();
    const transaction = vi.spyOn(stored.store.db, 'transaction').mockImplementation(() => {
      throw new Error('the disk is gone');
    });
    const before = await jobs();
    const failed = await upload(key, jpeg(7000));
    transaction.mockRestore();
    expect([failed.statusCode, failed.json().code]).toEqual([500, 'internal']);
    expect(failed.body).not.toContain('disk');
    expect((await upload(key, jpeg(7000))).statusCode).toBe(202);
    expect(await jobs()).toBe(before + 1);
  });
});
