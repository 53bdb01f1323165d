import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../id.js';
import { openStore } from '../store/open-store.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { LEASE_MS } from './claims.js';
import { SCHEDULE_S } from './schedule.js';
import { MOST_AT_ONCE, MOST_PER_ENDPOINT } from './sender.js';
import { FAILING_MS } from './settlement.js';
import { Driver } from './testing/driver.js';
import { completedBatch, failedJob } from './testing/happenings.js';
import { type Receiver, receiver } from './testing/receiver.js';

const HOUR = 3600_000;
const PATIENCE = 20_000;

describe.each(await testStores())('the sender on $name', ({ make }) => {
  let test: TestStore;
  let driver: Driver;
  let shop: Receiver;
  let keyId: string;
  let endpointId: string;
  let secret: string;
  const open: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    test = await make();
  });
  afterAll(() => test.remove());
  beforeEach(async () => {
    driver = new Driver(test.store);
    shop = await receiver();
    keyId = newId('key');
    const made = await driver.endpoints.create({ keyId, url: shop.url });
    ({ secret } = made);
    endpointId = made.endpoint.id;
  });
  afterEach(async () => {
    await Promise.all([driver.close(), shop.close(), ...open.splice(0).map((one) => one.close())]);
    await test.store.db.deleteFrom('webhook_delivery').execute();
  });
  const delivery = async () => (await driver.deliveries.list({ endpointId, limit: 1 }))[0];
  const endpoint = () => driver.endpoints.get(endpointId);
  const waits = async () => ((await delivery()).nextAt ?? 0) - driver.now;
  const another = async () => {
    const one = await receiver();
    open.push(one);
    return one;
  };

  it('delivers what happened, signed, and writes it down', async () => {
    const job = await failedJob(test.store, { keyId });
    await driver.pass();
    const [{ headers, body }] = shop.got;
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: 'job.failed',
      data: { id: job },
    });
    const sent = await delivery();
    expect(headers['webhook-id']).toBe(sent.eventId);
    expect(sent).toMatchObject({
      state: 'delivered',
      nextAt: null,
      finishedAt: driver.now,
      attempts: [{ attempt: 1, at: driver.now, status: 200, error: null }],
    });
    expect(driver.ends).toMatchObject([
      { outcome: 'delivered', endpointId, deliveryId: sent.id, status: 200, error: null },
    ]);
    await driver.after(48 * HOUR);
    expect(shop.got).toHaveLength(1);
  });

  it('tries again by the schedule and no earlier, with the same id and bytes, ten times', async () => {
    shop.react = 500;
    await failedJob(test.store, { keyId });
    await driver.pass();
    for (const [i, seconds] of SCHEDULE_S.slice(1).entries()) {
      expect(await waits()).toBe(seconds * 1000);
      await driver.after(seconds * 1000 - 1);
      expect(shop.got).toHaveLength(i + 1);
      await driver.after(1);
      expect(shop.got).toHaveLength(i + 2);
    }
    const { state, nextAt, attempts } = await delivery();
    expect([state, nextAt, attempts.length]).toEqual(['failed', null, 10]);
    expect(new Set(shop.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(shop.got.map(({ body }) => body)).size).toBe(1);
    expect(new Set(shop.got.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10);
    expect(driver.ends.map(({ outcome }) => outcome)).toEqual([...Array(9).fill('retry'), 'failed']);
    await driver.after(100 * HOUR);
    expect(shop.got).toHaveLength(10);
    expect((await endpoint())?.enabled).toBe(true);
  });

  it('draws the waits', async () => {
    shop.react = 500;
    driver.share = 0;
    await failedJob(test.store, { keyId });
    await driver.pass();
    expect(await waits()).toBe(4000);
  });

  it.each([429, 503])(
    'waits as long as a %i with Retry-After says, and no shorter than by the schedule',
    async (status) => {
      const asked = (seconds: string) => {
        shop.react = (_request, response) => response.writeHead(status, { 'retry-after': seconds }).end();
      };
      driver.share = 0;
      asked('3600');
      await failedJob(test.store, { keyId });
      await driver.pass();
      expect(await waits()).toBe(HOUR);
      asked('1');
      await driver.after(HOUR);
      expect(await waits()).toBe(300_000 * 0.8);
      asked('99999999');
      await driver.after(300_000);
      expect(await waits()).toBe(24 * HOUR);
      asked(new Date(Date.now() + 6 * HOUR).toUTCString());
      driver.now = Date.now() + 48 * HOUR;
      await driver.pass();
      expect(await waits()).toBe(7200_000 * 0.8);
    },
  );

  it('does not follow a redirect: it is a failure like any other', async () => {
    const elsewhere = await another();
    shop.react = (_request, response) => response.writeHead(307, { location: elsewhere.url }).end();
    await failedJob(test.store, { keyId });
    await driver.pass();
    expect(await delivery()).toMatchObject({ state: 'pending', attempts: [{ status: 307, error: null }] });
    expect(elsewhere.got).toEqual([]);
  });

  it('410 disables the endpoint and fails what waits for it', async () => {
    shop.react = 500;
    await failedJob(test.store, { keyId });
    await driver.pass();
    shop.react = 410;
    await failedJob(test.store, { keyId });
    await driver.pass();
    expect(await endpoint()).toMatchObject({ enabled: false, disabledReason: 'gone' });
    const states = (await driver.deliveries.list({ endpointId, limit: 10 })).map(({ state }) => state);
    expect(states).toEqual(['failed', 'failed']);
    await failedJob(test.store, { keyId });
    await driver.after(48 * HOUR);
    expect(shop.got).toHaveLength(2);
  });

  it('an endpoint that failed at everything for five days is disabled with the delivery that is given up then', async () => {
    shop.react = 500;
    const began = driver.now;
    for (let day = 0; day < 3; day++) {
      await failedJob(test.store, { keyId });
      await driver.pass();
      for (let hour = 0; hour < 24; hour++) await driver.after(HOUR);
    }
    expect(await endpoint()).toMatchObject({ enabled: true, failingSince: began });
    for (let hour = 0; hour < 72; hour++) await driver.after(HOUR);
    expect(driver.now - began).toBeGreaterThan(FAILING_MS);
    expect(await endpoint()).toMatchObject({ enabled: false, disabledReason: 'failing' });
  });

  it('one success in between keeps the endpoint', async () => {
    shop.react = 500;
    await failedJob(test.store, { keyId });
    await driver.pass();
    expect((await endpoint())?.failingSince).toBe(driver.now);
    for (let hour = 0; hour < 50; hour++) await driver.after(HOUR);
    shop.react = 200;
    await driver.after(48 * HOUR);
    expect(await endpoint()).toMatchObject({ enabled: true, failingSince: null });
    shop.react = 500;
    await failedJob(test.store, { keyId });
    for (let hour = 0; hour < 90; hour++) await driver.after(HOUR);
    expect(await endpoint()).toMatchObject({ enabled: true });
  });

  it('a delivery is sent by one of several senders', async () => {
    // Two connections to one SQLite file would block each other in one process; see the test of processes.
    const others = test.store.kind === 'sqlite' ? test.store : await openStore(test.where);
    const drivers = [driver, ...[1, 2, 3].map((i) => new Driver(i % 2 ? others : test.store))];
    await completedBatch(test.store, keyId, 60);
    while (await driver.fanOut.round());
    for (const one of drivers) one.now = driver.now;
    for (let round = 0; round < 20; round++)
      await Promise.all(drivers.map((one) => one.sender.fill().then(() => one.sender.idle())));
    expect(shop.got).toHaveLength(61);
    expect(new Set(shop.got.map(({ headers }) => headers['webhook-id'])).size).toBe(61);
    expect(drivers.flatMap(({ ends }) => ends)).toHaveLength(61);
    expect(drivers.flatMap(({ faults }) => faults)).toEqual([]);
    for (const one of drivers.slice(1)) await one.close();
    if (others !== test.store) await others.close();
  });

  it('a delivery whose sender died comes again when its lease is over', async () => {
    await failedJob(test.store, { keyId });
    await driver.fanOut.round();
    expect(await driver.claims.take(endpointId, 10)).toHaveLength(1);
    await driver.after(LEASE_MS - 1);
    expect(shop.got).toHaveLength(0);
    await driver.after(1);
    expect(await delivery()).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] });
  });

  it('a late failure is written down and changes nothing for whoever has the delivery now', async () => {
    await failedJob(test.store, { keyId });
    await driver.fanOut.round();
    const [late] = await driver.claims.take(endpointId, 1);
    driver.now += LEASE_MS;
    const [held] = await driver.claims.take(endpointId, 1);
    const failure = { status: 500, error: null, askedMs: 0, at: driver.now, milliseconds: 1 };
    await driver.settlement.settle(late, failure);
    expect(await delivery()).toMatchObject({
      state: 'pending',
      nextAt: held.lease,
      attempts: [{ status: 500 }],
    });
    await driver.settlement.settle(held, { ...failure, status: 200 });
    expect(await delivery()).toMatchObject({
      state: 'delivered',
      attempts: [{ attempt: 1 }, { attempt: 2 }],
    });
    await driver.settlement.settle(late, failure);
    expect(await delivery()).toMatchObject({ state: 'delivered' });
  });

  it('a success counts, also where its endpoint was disabled while it was under way', async () => {
    await failedJob(test.store, { keyId });
    await driver.fanOut.round();
    const [claim] = await driver.claims.take(endpointId, 1);
    await driver.endpoints.update(endpointId, { enabled: false });
    const attempt = { status: 204, error: null, askedMs: 0, at: driver.now, milliseconds: 1 };
    expect(await driver.settlement.settle(claim, attempt)).toBe('delivered');
    expect(await delivery()).toMatchObject({ state: 'delivered', attempts: [{ status: 204 }] });
  });

  it('an attempt that ends after its endpoint was removed leaves nothing', async () => {
    await failedJob(test.store, { keyId });
    await driver.fanOut.round();
    const [claim] = await driver.claims.take(endpointId, 1);
    await driver.endpoints.remove(endpointId);
    const attempt = { status: 500, error: null, askedMs: 0, at: driver.now, milliseconds: 1 };
    await driver.settlement.settle(claim, attempt);
    const log = await test.store.db
      .selectFrom('webhook_attempt')
      .selectAll()
      .where('delivery_id', '=', claim.row.id);
    expect(await log.execute()).toEqual([]);
  });

  it('what waits for an endpoint that was disabled meanwhile fails without an attempt', async () => {
    await failedJob(test.store, { keyId });
    await driver.fanOut.round();
    await test.store.db
      .updateTable('webhook_endpoint')
      .set({ enabled: 0 })
      .where('id', '=', endpointId)
      .execute();
    await driver.pass();
    expect(await delivery()).toMatchObject({ state: 'failed', attempts: [] });
    expect(shop.got).toEqual([]);
  });

  it('disabling an endpoint by hand fails what waits for it', async () => {
    await failedJob(test.store, { keyId });
    await driver.fanOut.round();
    await driver.endpoints.update(endpointId, { enabled: false });
    expect(await delivery()).toMatchObject({ state: 'failed', nextAt: null });
  });

  it('an endpoint that hangs does not keep the others waiting', async () => {
    shop.react = () => {};
    const other = await another();
    const quick = newId('key');
    await driver.endpoints.create({ keyId: quick, url: other.url });
    await completedBatch(test.store, keyId, 40);
    await completedBatch(test.store, quick, 40);
    while (await driver.fanOut.round());
    for (const end = Date.now() + PATIENCE; other.got.length < 41 && Date.now() < end; ) {
      await driver.sender.fill();
      await new Promise(setImmediate);
    }
    expect(other.got).toHaveLength(41);
    expect(shop.got).toHaveLength(MOST_PER_ENDPOINT);
    expect(other.busiest).toBeLessThanOrEqual(MOST_PER_ENDPOINT);
    shop.react = 200;
    await driver.sender.stop(0);
  });

  it('an endpoint that fails is asked one thing at a time', async () => {
    shop.react = 500;
    await completedBatch(test.store, keyId, 12);
    await driver.pass();
    expect(shop.busiest).toBeLessThanOrEqual(MOST_PER_ENDPOINT);
    const before = shop.got.length;
    let busy = 0;
    let busiest = 0;
    shop.react = (_request, response) => {
      busiest = Math.max(busiest, ++busy);
      setImmediate(() => {
        busy--;
        response.writeHead(500).end();
      });
    };
    await driver.after(10_000);
    expect([shop.got.length - before, busiest]).toEqual([13, 1]);
  });

  it('sends no more than so many at the same time, and gives every endpoint its turn', async () => {
    const hanging = await another();
    hanging.react = () => {};
    const count = MOST_AT_ONCE / MOST_PER_ENDPOINT + 3;
    const many = newId('key');
    for (let i = 0; i < count; i++)
      await driver.endpoints.create({ keyId: many, url: `${hanging.url}/${i}` });
    await completedBatch(test.store, many, 10);
    while (await driver.fanOut.round());
    await driver.sender.fill();
    await driver.sender.fill();
    await vi.waitFor(() => expect(hanging.got).toHaveLength(MOST_AT_ONCE), PATIENCE);
    await driver.sender.stop(0);
    expect(hanging.busiest).toBe(MOST_AT_ONCE);
    const next = new Driver(test.store);
    next.now = driver.now;
    hanging.react = 200;
    await next.pass();
    expect(next.ends.filter(({ outcome }) => outcome === 'delivered')).toHaveLength(count * 11);
    await next.close();
  });

  it('stopping waits for what is under way', async () => {
    let answer = () => {};
    shop.react = (_request, response) => {
      answer = () => response.writeHead(200).end();
    };
    await failedJob(test.store, { keyId });
    await driver.fanOut.round();
    await driver.sender.fill();
    await vi.waitFor(() => expect(shop.got).toHaveLength(1), PATIENCE);
    const stopping = driver.sender.stop(5000);
    answer();
    await stopping;
    expect(await delivery()).toMatchObject({ state: 'delivered' });
  });

  it('stopping cuts off what takes too long, gives it back, and it does not count', async () => {
    shop.react = () => {};
    await failedJob(test.store, { keyId });
    await driver.fanOut.round();
    await driver.sender.fill();
    await vi.waitFor(() => expect(shop.got).toHaveLength(1), PATIENCE);
    await driver.sender.stop(0);
    expect(await delivery()).toMatchObject({ state: 'pending', nextAt: driver.now, attempts: [] });
    shop.react = 200;
    const next = new Driver(test.store);
    next.now = driver.now;
    await next.pass();
    expect(await delivery()).toMatchObject({ state: 'delivered', attempts: [{ attempt: 1 }] });
    await next.close();
  });

  it('a secret that was rotated signs beside the new one until its time is over', async () => {
    const rotated = await driver.endpoints.rotateSecret(endpointId, { overlapMs: 60_000 });
    const verified = (by: string, i: number) => new Webhook(by).verify(shop.got[i].body, shop.got[i].headers);
    await failedJob(test.store, { keyId });
    await driver.pass();
    expect(verified(secret, 0)).toEqual(verified(rotated?.secret ?? '', 0));
    await failedJob(test.store, { keyId });
    await driver.after(60_000);
    expect(verified(rotated?.secret ?? '', 1)).toMatchObject({ type: 'job.failed' });
    expect(() => verified(secret, 1)).toThrow('No matching signature');
  });

  it('a fault of the database is told, and the delivery comes again', async () => {
    await failedJob(test.store, { keyId });
    await driver.fanOut.round();
    const settle = vi.spyOn(driver.settlement, 'settle').mockRejectedValueOnce(new Error('no database'));
    await expect(driver.pass()).rejects.toThrow('no database');
    settle.mockRestore();
    driver.faults.splice(0);
    await driver.after(LEASE_MS);
    expect(await delivery()).toMatchObject({ state: 'delivered' });
    expect(shop.got).toHaveLength(2);
  });
});
