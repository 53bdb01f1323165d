import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../id.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { LEASE_MS } from './claims.js';
import { Driver } from './testing/driver.js';
import { completedBatch } from './testing/happenings.js';

describe.each(await testStores())('claims on $name', ({ make }) => {
  let test: TestStore;
  let driver: Driver;
  let endpointId: string;
  beforeAll(async () => {
    test = await make();
  });
  beforeEach(async () => {
    await test.store.db.deleteFrom('webhook_delivery').execute();
    driver = new Driver(test.store);
    const keyId = newId('key');
    const url = 'https://shop.example/hooks';
    endpointId = (await driver.endpoints.create({ keyId, url })).endpoint.id;
    await completedBatch(test.store, keyId, 40);
    while (await driver.fanOut.round());
  });
  afterAll(() => test.remove());

  it('take no more than they ask for, however the database goes about it', async () => {
    for (const [take, taken] of [
      [1, 1],
      [4, 4],
      [30, 30],
      [30, 6],
      [30, 0],
    ])
      expect(await driver.claims.take(endpointId, take)).toHaveLength(taken);
  });

  it('take what is another’s when its lease is over, and not before', async () => {
    await driver.claims.take(endpointId, 41);
    driver.now += LEASE_MS - 1;
    expect(await driver.claims.take(endpointId, 41)).toEqual([]);
    expect(await driver.claims.due()).toEqual([]);
    driver.now += 1;
    expect(await driver.claims.due()).toEqual([{ endpointId, failing: false }]);
    expect(await driver.claims.take(endpointId, 41)).toHaveLength(41);
  });

  it('at the same time take each delivery once', async () => {
    const takes = await Promise.all(Array.from({ length: 12 }, () => driver.claims.take(endpointId, 4)));
    for (const take of takes) expect(take.length).toBeLessThanOrEqual(4);
    // What two wanted at the same moment may be left to the next.
    const rest = await driver.claims.take(endpointId, 41);
    const ids = [...takes.flat(), ...rest].map(({ row }) => row.id);
    expect(ids).toHaveLength(41);
    expect(new Set(ids).size).toBe(41);
  });

  it('of which one is given back: it is due at once, unless somebody else has it', async () => {
    const [claim] = await driver.claims.take(endpointId, 1);
    await driver.claims.handBack(claim);
    const [again] = await driver.claims.take(endpointId, 1);
    expect(again.row.id).toBe(claim.row.id);
    driver.now += LEASE_MS;
    const held = await driver.claims.take(endpointId, 41);
    await driver.claims.handBack(again);
    expect(await driver.claims.take(endpointId, 41)).toEqual([]);
    expect(held).toHaveLength(41);
  });
});
