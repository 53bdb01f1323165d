import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../id.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { KEPT_ATTEMPTS } from './settlement.js';
import { KEPT_MS, sweep } from './sweep.js';
import { Driver } from './testing/driver.js';
import { failedJob } from './testing/happenings.js';
import { type Receiver, receiver } from './testing/receiver.js';

const HOUR = 3600_000;

describe.each(await testStores())('deliveries on $name', ({ make }) => {
  let test: TestStore;
  let driver: Driver;
  let shop: Receiver;
  let keyId: string;
  let endpointId: string;
  beforeAll(async () => {
    test = await make();
    driver = new Driver(test.store);
    shop = await receiver();
  });
  beforeEach(async () => {
    shop.react = 200;
    shop.got.splice(0);
    keyId = newId('key');
    endpointId = (await driver.endpoints.create({ keyId, url: shop.url, events: ['job.failed'] })).endpoint
      .id;
  });
  afterAll(async () => {
    await driver.close();
    await shop.close();
    await test.remove();
  });
  const newest = async () => (await driver.deliveries.list({ endpointId, limit: 1 }))[0];

  it('are listed newest first, by pages, by endpoint, event and state, with their attempts', async () => {
    const other = (await driver.endpoints.create({ keyId, url: shop.url })).endpoint.id;
    for (const status of [200, 500, 200]) {
      shop.react = status;
      await failedJob(test.store, { keyId });
      await driver.pass();
    }
    const all = await driver.deliveries.list({ endpointId, limit: 10 });
    expect(all.map(({ state }) => state)).toEqual(['delivered', 'pending', 'delivered']);
    expect(all.map(({ attempts }) => attempts.map(({ status }) => status))).toEqual([[200], [500], [200]]);
    const rest = await driver.deliveries.list({ endpointId, after: all[0].id, limit: 1 });
    expect(rest).toEqual([all[1]]);
    expect(await driver.deliveries.list({ endpointId, state: 'pending', limit: 10 })).toEqual([all[1]]);
    const ofEvent = await driver.deliveries.list({ eventId: all[0].eventId, limit: 10 });
    expect(ofEvent.map((one) => one.endpointId).sort()).toEqual([endpointId, other].sort());
    expect(await driver.deliveries.get(all[2].id)).toEqual(all[2]);
    expect(await driver.deliveries.get(newId('dlv'))).toBeUndefined();
  });

  it('are sent again by hand, with the same id, every attempt anew, and the log goes on', async () => {
    shop.react = 500;
    await failedJob(test.store, { keyId });
    for (let hour = 0; hour < 90; hour++) await driver.after(HOUR);
    const failed = await newest();
    expect([failed.state, failed.attempts.length]).toEqual(['failed', 10]);
    expect(await driver.deliveries.redeliver(failed.id)).toMatchObject({
      state: 'pending',
      nextAt: driver.now,
      finishedAt: null,
    });
    await driver.pass();
    expect((await newest()).nextAt).toBe(driver.now + 5000);
    shop.react = 200;
    await driver.after(5000);
    const { state, attempts } = await newest();
    expect(state).toBe('delivered');
    expect(attempts.map(({ attempt, status }) => [attempt, status]).slice(9)).toEqual([
      [10, 500],
      [11, 500],
      [12, 200],
    ]);
    const ids = shop.got.map(({ headers }) => headers['webhook-id']);
    expect(ids.filter((id) => id === failed.eventId)).toHaveLength(12);
  });

  it('that were delivered can be sent again too', async () => {
    await failedJob(test.store, { keyId });
    await driver.pass();
    await driver.deliveries.redeliver((await newest()).id);
    await driver.pass();
    expect(shop.got).toHaveLength(2);
    expect(await newest()).toMatchObject({ state: 'delivered', attempts: [{}, {}] });
    expect(await driver.deliveries.redeliver(newId('dlv'))).toBeUndefined();
  });

  it('keep the last attempts, however often they are sent again', async () => {
    await failedJob(test.store, { keyId });
    await driver.pass();
    const { id } = await newest();
    for (let i = 0; i < KEPT_ATTEMPTS + 2; i++) {
      await driver.deliveries.redeliver(id);
      await driver.pass();
    }
    const { attempts } = await newest();
    expect(attempts).toHaveLength(KEPT_ATTEMPTS);
    expect(attempts.at(-1)?.attempt).toBe(KEPT_ATTEMPTS + 3);
  });

  it('can be tried: a test event goes to this endpoint alone, whatever types it asked for', async () => {
    await driver.endpoints.create({ keyId, url: `${shop.url}/other` });
    const delivery = await driver.deliveries.sendTest(endpointId);
    await driver.pass();
    expect(shop.got.map(({ path }) => path)).toEqual(['/hooks']);
    expect(JSON.parse(shop.got[0].body)).toEqual({
      type: 'webhook.test',
      timestamp: new Date(driver.now).toISOString(),
      data: { endpoint_id: endpointId, url: shop.url },
    });
    expect(await newest()).toMatchObject({ id: delivery?.id, type: 'webhook.test', state: 'delivered' });
    expect(await driver.deliveries.sendTest(newId('whe'))).toBeUndefined();
  });

  it('are not sent to an endpoint that is disabled', async () => {
    await failedJob(test.store, { keyId });
    await driver.pass();
    await driver.endpoints.update(endpointId, { enabled: false });
    const disabled = expect.objectContaining({ code: 'endpoint_disabled' });
    await expect(driver.deliveries.sendTest(endpointId)).rejects.toEqual(disabled);
    await expect(driver.deliveries.redeliver((await newest()).id)).rejects.toEqual(disabled);
  });

  it('go with their endpoint', async () => {
    await failedJob(test.store, { keyId });
    await driver.pass();
    const { id } = await newest();
    await driver.endpoints.remove(endpointId);
    expect(await driver.deliveries.get(id)).toBeUndefined();
    const log = test.store.db.selectFrom('webhook_attempt').selectAll().where('delivery_id', '=', id);
    expect(await log.execute()).toEqual([]);
  });

  it('are forgotten after thirty days, with their events, and newer ones are not', async () => {
    await driver.deliveries.sendTest(endpointId);
    await driver.pass();
    const old = await newest();
    const day = 24 * HOUR;
    while (await sweep(test.store.db, driver.now - day));
    expect(await newest()).toEqual(old);
    while (await sweep(test.store.db, driver.now + day));
    for (const table of ['webhook_delivery', 'webhook_attempt', 'event'] as const)
      expect(await test.store.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
    expect(KEPT_MS).toBe(30 * day);
  });

  it('an event that was not brought to anybody yet is not forgotten', async () => {
    await failedJob(test.store, { keyId });
    while (await sweep(test.store.db, driver.now + HOUR));
    expect(await test.store.events.toFanOut(10)).toHaveLength(1);
  });
});
