import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStore, testStores } from '../testing/stores.js';
import { CLAIM_MS, IdempotencyStore, KEPT_MS, onceOnly, storeAnswer } from './idempotency.js';
import { openStore } from './open-store.js';

const answer = { fingerprint: 'f', subjectId: 'job_1', status: 202, body: '{"a":1}' };

describe.each(await testStores())('idempotency keys on $name', ({ make }) => {
  let test: TestStore;
  let keys: IdempotencyStore;
  beforeAll(async () => {
    test = await make();
    keys = new IdempotencyStore(test.store.db);
  });
  afterAll(() => test.remove());
  let count = 0;
  const claimed = async (key: string, now?: number) => {
    const got = await keys.claim('k', key, now);
    if (!('claim' in got)) throw new Error(JSON.stringify(got));
    return got.claim;
  };
  const finish = (claim: Awaited<ReturnType<typeof claimed>>, now?: number) =>
    test.store.db.transaction().execute((on) => storeAnswer(on, claim, answer, now));

  it('give the answer again, for the same submitter alone', async () => {
    const key = `a${count++}`;
    expect(await finish(await claimed(key))).toBe(true);
    expect(await keys.claim('k', key)).toEqual({ stored: answer });
    expect(await keys.claim('other', key)).toHaveProperty('claim');
  });

  it('are one request’s of many at the same time, in two processes', async () => {
    const key = `a${count++}`;
    const second = await openStore(test.where);
    const others = new IdempotencyStore(second.db);
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, i) => (i % 2 ? keys : others).claim('k', key)),
    );
    expect(all.filter((one) => 'claim' in one)).toHaveLength(1);
    expect(all.filter((one) => 'busy' in one)).toHaveLength(7);
    await second.close();
  });

  it('are free again when nothing was done', async () => {
    const key = `a${count++}`;
    await keys.release(await claimed(key));
    expect(await keys.claim('k', key)).toHaveProperty('claim');
  });

  it('are taken over from a request that died, whose late answer does not count', async () => {
    const key = `a${count++}`;
    const dead = await claimed(key, 1000);
    await keys.renew(dead, 5000);
    expect(await keys.claim('k', key, 5000 + CLAIM_MS)).toEqual({ busy: true });
    const heir = await claimed(key, 5001 + CLAIM_MS);
    expect(await finish(dead)).toBe(false);
    await keys.release(dead);
    expect(await finish(heir)).toBe(true);
  });

  it('are kept for a day', async () => {
    const key = `a${count++}`;
    await finish(await claimed(key, 0), 1000);
    expect(await keys.claim('k', key, 1000 + KEPT_MS)).toEqual({ stored: answer });
    expect(await keys.claim('k', key, 1001 + KEPT_MS)).toHaveProperty('claim');
    await keys.forget(2002 + 2 * KEPT_MS);
    expect(await keys.claim('k', key, 1002)).toHaveProperty('claim');
  });

  it('let a piece of work be done once', async () => {
    const key = `a${count++}`;
    const run = (id: string) => test.store.db.transaction().execute((on) => onceOnly(on, 'hook', key, id));
    const all = await Promise.all(['x', 'y', 'z'].map(run));
    expect(all.filter(({ first }) => first)).toHaveLength(1);
    expect(new Set(all.map(({ subjectId }) => subjectId)).size).toBe(1);
  });
});
