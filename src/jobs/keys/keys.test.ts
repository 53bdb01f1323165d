import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStores } from '../testing/stores.js';
import { KEY_CACHE_MS, Keys } from './keys.js';

describe.each(await testStores())('keys on $name', ({ make }) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await make();
  });
  afterAll(() => test.remove());

  it('tells the secret once and keeps only its hash', async () => {
    const keys = new Keys(test.store.db);
    const { key, secret } = await keys.create({ name: 'shop' });
    expect(secret).toMatch(/^hs_[A-Za-z0-9_-]{43}$/);
    expect(key).toMatchObject({ name: 'shop', scopes: ['submit', 'read'], rateLimit: null });
    const rows = await test.store.db.selectFrom('api_key').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret.slice(7));
    expect(await keys.verify(secret)).toMatchObject({ id: key.id });
  });

  it.each(['', 'hs_', 'hs_x', `hs_${'a'.repeat(43)}`, `xx_${'a'.repeat(43)}`, `hs_${'a'.repeat(43)}\n`])(
    'knows nobody by %j',
    async (secret) => {
      expect(await new Keys(test.store.db).verify(secret)).toBeUndefined();
    },
  );

  it('ends a revoked key at once here, and within seconds in other processes', async () => {
    const [here, elsewhere] = [new Keys(test.store.db), new Keys(test.store.db)];
    const { key, secret } = await here.create({ name: 'old' });
    const now = Date.now();
    await elsewhere.verify(secret, now);
    expect(await here.revoke(key.id)).toBe(true);
    expect(await here.revoke(key.id)).toBe(false);
    expect(await here.verify(secret)).toBeUndefined();
    expect(await elsewhere.verify(secret, now + KEY_CACHE_MS + 1)).toBeUndefined();
  });

  it('writes the last use down, at most once a minute', async () => {
    const keys = new Keys(test.store.db);
    const { key, secret } = await keys.create({ name: 'busy', rateLimit: 5 });
    const used = async () => (await keys.list()).find(({ id }) => id === key.id)?.lastUsedAt;
    await keys.verify(secret, 100_000);
    await keys.verify(secret, 130_000);
    expect(await used()).toBe(100_000);
    await keys.verify(secret, 160_001);
    expect(await used()).toBe(160_001);
  });
});
