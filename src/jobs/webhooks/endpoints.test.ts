import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../id.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { Endpoints, MOST_ENDPOINTS, OVERLAP_MS } from './endpoints.js';
import { newSecret } from './secret.js';

const url = 'https://shop.example/hooks';
const code = (expected: string) => expect.objectContaining({ code: expected });

describe.each(await testStores())('endpoints on $name', ({ make }) => {
  let test: TestStore;
  let endpoints: Endpoints;
  let now = 1_700_000_000_000;
  beforeAll(async () => {
    test = await make();
    endpoints = new Endpoints(test.store.db, {}, () => now);
  });
  afterAll(() => test.remove());
  const made = async (more = {}) => endpoints.create({ keyId: newId('key'), url, ...more });

  it('are kept as they were asked for, and hide their secret', async () => {
    const keyId = newId('key');
    const { endpoint, secret } = await made({ keyId, description: 'Lager', events: ['job.failed'] });
    expect(endpoint).toEqual({
      id: expect.stringMatching(/^whe_/),
      keyId,
      url,
      description: 'Lager',
      events: ['job.failed'],
      enabled: true,
      disabledReason: null,
      failingSince: null,
      oldSecretExpiresAt: null,
      createdAt: now,
    });
    expect(await endpoints.get(endpoint.id)).toEqual(endpoint);
    expect(await endpoints.secret(endpoint.id)).toBe(secret);
    expect(JSON.stringify(endpoint)).not.toContain(secret);
  });

  it('take a secret that is brought, if it is one', async () => {
    const secret = newSecret();
    expect((await made({ secret })).secret).toBe(secret);
    await expect(made({ secret: 'whsec_short' })).rejects.toEqual(code('bad_option'));
  });

  it('are refused at addresses that are not reached, also when they are changed', async () => {
    await expect(made({ url: 'http://shop.example/' })).rejects.toEqual(code('webhook_url_refused'));
    await expect(made({ url: 'https://127.1/' })).rejects.toEqual(code('webhook_url_refused'));
    const { endpoint } = await made();
    const change = { url: 'https://[::ffff:7f00:1]/' };
    await expect(endpoints.update(endpoint.id, change)).rejects.toEqual(code('webhook_url_refused'));
    expect((await endpoints.get(endpoint.id))?.url).toBe(url);
  });

  it('refuse event types that do not exist', async () => {
    await expect(made({ events: ['job.exploded'] })).rejects.toEqual(code('bad_option'));
    await expect(made({ events: ['webhook.test'] })).rejects.toEqual(code('bad_option'));
  });

  it('change in what is named, and in nothing else', async () => {
    const { endpoint, secret } = await made({ description: 'old', events: ['job.failed'] });
    expect(await endpoints.update(endpoint.id, { description: 'new' })).toEqual({
      ...endpoint,
      description: 'new',
    });
    expect(await endpoints.update(endpoint.id, { events: [], enabled: false })).toMatchObject({
      events: [],
      enabled: false,
      disabledReason: null,
      description: 'new',
    });
    expect(await endpoints.update(endpoint.id, {})).toMatchObject({ enabled: false, description: 'new' });
    expect(await endpoints.secret(endpoint.id)).toBe(secret);
    expect(await endpoints.update(newId('whe'), { enabled: true })).toBeUndefined();
  });

  it('forget why they were disabled when they are enabled', async () => {
    const { endpoint } = await made();
    await test.store.db
      .updateTable('webhook_endpoint')
      .set({ enabled: 0, disabled_reason: 'failing', failing_since: 5 })
      .where('id', '=', endpoint.id)
      .execute();
    expect(await endpoints.get(endpoint.id)).toMatchObject({ disabledReason: 'failing', failingSince: 5 });
    expect(await endpoints.update(endpoint.id, { enabled: true })).toEqual(endpoint);
  });

  it('are listed newest first, by pages, for one key or for all', async () => {
    const keyId = newId('key');
    const ids: string[] = [];
    for (let i = 0; i < 3; i++, now++) ids.unshift((await made({ keyId })).endpoint.id);
    await made();
    const all = await endpoints.list({ keyId, limit: 10 });
    expect(all.map(({ id }) => id)).toEqual(ids);
    const rest = await endpoints.list({ keyId, after: ids[0], limit: 1 });
    expect(rest.map(({ id }) => id)).toEqual([ids[1]]);
    expect((await endpoints.list({ limit: 100 })).length).toBeGreaterThan(3);
  });

  it('of open mode are listed apart', async () => {
    const { endpoint } = await made({ keyId: null });
    expect(await endpoints.list({ keyId: null, limit: 10 })).toEqual([endpoint]);
  });

  it('are so many for a key and no more', async () => {
    const keyId = newId('key');
    for (let i = 0; i < MOST_ENDPOINTS; i++) await made({ keyId });
    await expect(made({ keyId })).rejects.toEqual(code('too_many_endpoints'));
    await expect(made()).resolves.toBeDefined();
  });

  it('are removed once', async () => {
    const { endpoint } = await made();
    expect(await endpoints.remove(endpoint.id)).toBe(true);
    expect(await endpoints.remove(endpoint.id)).toBe(false);
    expect(await endpoints.get(endpoint.id)).toBeUndefined();
  });

  it('get a new secret, and keep the old one for a day unless it is to stop now', async () => {
    const { endpoint, secret } = await made();
    const rotated = await endpoints.rotateSecret(endpoint.id);
    expect(rotated?.secret).not.toBe(secret);
    expect(rotated?.endpoint.oldSecretExpiresAt).toBe(now + OVERLAP_MS);
    expect(await endpoints.secret(endpoint.id)).toBe(rotated?.secret);
    const stopped = await endpoints.rotateSecret(endpoint.id, { overlapMs: 0 });
    expect(stopped?.endpoint.oldSecretExpiresAt).toBeNull();
    expect(await endpoints.rotateSecret(newId('whe'))).toBeUndefined();
  });
});
