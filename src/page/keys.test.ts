import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../api/create-api.js';
import type { KeyList, MadeKey } from '../api/schemas/key.js';
import { type TestApi, testApi } from '../api/testing/api.js';
import { Keys } from '../jobs/keys/keys.js';
import { keyRoutes } from './keys.js';

describe('keys over HTTP', () => {
  let api: TestApi;
  let app: ReturnType<typeof createApi>;
  let admin: { authorization: string; keyId: string };
  let shop: { authorization: string; keyId: string };
  const listed = async (headers: object) =>
    (await app.inject({ url: '/v1/keys', headers: { ...headers } })).json() as KeyList;

  beforeAll(async () => {
    api = await testApi();
    admin = await api.as({ name: 'boss', scopes: ['admin'] });
    shop = await api.as({ name: 'shop' });
    app = createApi(api.context);
    app.register(keyRoutes, { keys: new Keys(api.context.store.db) });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await api.close();
  });

  it('are all seen by an administrator, and by any other its own alone, never with a secret', async () => {
    const all = await listed(admin);
    expect(all.data.map(({ name }) => name).sort()).toEqual(['boss', 'shop']);
    expect(all.data.find(({ current }) => current)?.name).toBe('boss');
    expect((await listed(shop)).data.map(({ id }) => id)).toEqual([shop.keyId]);
    expect(JSON.stringify(all)).not.toContain(shop.authorization.slice('Bearer '.length));
  });

  it('are made and ended by an administrator alone', async () => {
    const payload = { name: 'new', scopes: ['read'] };
    const refused = await app.inject({ method: 'POST', url: '/v1/keys', headers: shop, payload });
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'forbidden']);
    const made = await app.inject({ method: 'POST', url: '/v1/keys', headers: admin, payload });
    expect([made.statusCode, made.headers['cache-control']]).toEqual([201, 'no-store']);
    const { id, secret } = made.json() as MadeKey;
    const key = { authorization: `Bearer ${secret}` };
    expect((await listed(key)).data).toMatchObject([{ name: 'new', scopes: ['read'], current: true }]);

    const url = `/v1/keys/${id}`;
    expect((await app.inject({ method: 'DELETE', url, headers: shop })).statusCode).toBe(403);
    expect((await app.inject({ method: 'DELETE', url, headers: admin })).statusCode).toBe(204);
    expect((await listed(admin)).data.find((one) => one.id === id)?.revoked_at).not.toBeNull();
    expect((await app.inject({ method: 'DELETE', url, headers: admin })).json().code).toBe('not_found');
  });

  it('of no name or an unknown scope are refused', async () => {
    for (const payload of [{ name: '' }, { name: 'x', scopes: ['root'] }, {}]) {
      const { statusCode, body } = await app.inject({
        ...{ method: 'POST', url: '/v1/keys', headers: admin, payload },
      });
      expect([payload, statusCode, JSON.parse(body).code]).toEqual([payload, 400, 'validation']);
    }
  });
});
