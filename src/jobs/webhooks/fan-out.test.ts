import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isId, newId } from '../id.js';
import { openStore } from '../store/open-store.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { deliveryId, FanOut } from './fan-out.js';
import { Driver } from './testing/driver.js';
import { completedBatch, failedJob, succeededJob } from './testing/happenings.js';

const url = 'https://shop.example/hooks';

it('delivery ids are ids, the same for the same event and endpoint, in the order of events', () => {
  const [event, endpoint] = [newId('evt', 5000), newId('whe')];
  expect(deliveryId(event, endpoint)).toBe(deliveryId(event, endpoint));
  expect(isId('dlv', deliveryId(event, endpoint))).toBe(true);
  expect(deliveryId(event, newId('whe'))).not.toBe(deliveryId(event, endpoint));
  expect(deliveryId(newId('evt', 4999), endpoint) < deliveryId(event, endpoint)).toBe(true);
});

describe.each(await testStores())('the outbox on $name', ({ make }) => {
  let test: TestStore;
  let driver: Driver;
  beforeAll(async () => {
    test = await make();
    driver = new Driver(test.store);
  });
  afterAll(async () => {
    await driver.close();
    await test.remove();
  });
  const endpoint = async (keyId: string | null, events: string[] = []) =>
    (await driver.endpoints.create({ keyId, url, events: events as never })).endpoint.id;
  const spread = async () => {
    while (await driver.fanOut.round());
    expect(await test.store.events.toFanOut(1)).toEqual([]);
  };
  const deliveriesOf = async (endpointId: string) => {
    const rows = await driver.deliveries.list({ endpointId, limit: 100 });
    return rows.reverse().map(({ type, body }) => [type, JSON.parse(body).data.id]);
  };

  it('brings an event to every endpoint of its key that wants it, with one body', async () => {
    const keyId = newId('key');
    const all = await endpoint(keyId);
    const successes = await endpoint(keyId, ['job.succeeded', 'batch.completed']);
    const failed = await failedJob(test.store, { keyId });
    const succeeded = await succeededJob(test.store, { keyId });
    await spread();
    expect(await deliveriesOf(all)).toHaveLength(2);
    expect(await deliveriesOf(all)).toEqual(
      expect.arrayContaining([
        ['job.failed', failed],
        ['job.succeeded', succeeded],
      ]),
    );
    expect(await deliveriesOf(successes)).toEqual([['job.succeeded', succeeded]]);
    const [{ eventId, body }] = await driver.deliveries.list({ endpointId: successes, limit: 1 });
    const both = await driver.deliveries.list({ eventId, limit: 10 });
    expect(both.map((delivery) => delivery.body)).toEqual([body, body]);
  });

  it('brings no event to another key’s endpoint, nor to one of open mode, nor the other way round', async () => {
    const [mine, theirs] = [newId('key'), newId('key')];
    const [ofMine, ofTheirs, ofNobody] = [await endpoint(mine), await endpoint(theirs), await endpoint(null)];
    const job = await failedJob(test.store, { keyId: mine });
    const open = await failedJob(test.store);
    await spread();
    expect(await deliveriesOf(ofMine)).toEqual([['job.failed', job]]);
    expect(await deliveriesOf(ofTheirs)).toEqual([]);
    expect(await deliveriesOf(ofNobody)).toEqual([['job.failed', open]]);
    await driver.endpoints.remove(ofNobody);
  });

  it('brings nothing to a disabled endpoint, and nothing of the time before it was there', async () => {
    const keyId = newId('key');
    const disabled = await endpoint(keyId);
    await driver.endpoints.update(disabled, { enabled: false });
    await failedJob(test.store, { keyId });
    await spread();
    const late = await endpoint(keyId);
    await driver.endpoints.update(disabled, { enabled: true });
    await spread();
    expect([await deliveriesOf(disabled), await deliveriesOf(late)]).toEqual([[], []]);
  });

  it('tells of a batch with its counts', async () => {
    const keyId = newId('key');
    const id = await endpoint(keyId, ['batch.completed']);
    const batch = await completedBatch(test.store, keyId, 3);
    await spread();
    const [{ body }] = await driver.deliveries.list({ endpointId: id, limit: 10 });
    expect(JSON.parse(body)).toMatchObject({
      type: 'batch.completed',
      data: { id: batch, state: 'completed', counts: { total: 3, failed: 3, succeeded: 0 } },
    });
  });

  it('makes each delivery once, however many are at it', async () => {
    const keyId = newId('key');
    const [a, b] = [await endpoint(keyId), await endpoint(keyId)];
    await completedBatch(test.store, keyId, 30);
    // Two connections to one SQLite file would block each other in one process; see the test of processes.
    const others = test.store.kind === 'sqlite' ? test.store : await openStore(test.where);
    const spreaders = [test.store, others, test.store, others].map((store) => new FanOut(store, url));
    await Promise.all(spreaders.map((fanOut) => fanOut.round()));
    await spread();
    for (const id of [a, b])
      expect(new Set((await deliveriesOf(id)).map(([, about]) => about)).size, id).toBe(31);
    if (others !== test.store) await others.close();
  });

  it('makes no second delivery where an event is spread again', async () => {
    const keyId = newId('key');
    const id = await endpoint(keyId);
    await failedJob(test.store, { keyId });
    await spread();
    await test.store.db.updateTable('event').set({ fanned_out: 0 }).where('key_id', '=', keyId).execute();
    await spread();
    expect(await deliveriesOf(id)).toHaveLength(1);
  });

  it('is emptied of a thousand events that nobody wants at once', async () => {
    const keyId = newId('key');
    const id = await endpoint(keyId, ['batch.completed']);
    await completedBatch(test.store, newId('key'), 500);
    await completedBatch(test.store, keyId, 500);
    expect(await driver.fanOut.round()).toBe(false);
    expect(await test.store.events.toFanOut(1)).toEqual([]);
    expect((await deliveriesOf(id)).map(([type]) => type)).toEqual(['batch.completed']);
  });

  it('is emptied of more events than one round takes', async () => {
    const keyId = newId('key');
    const id = await endpoint(keyId, ['job.failed']);
    await completedBatch(test.store, keyId, 250);
    expect(await driver.fanOut.round()).toBe(true);
    await spread();
    expect(
      (
        await driver.store.db
          .selectFrom('webhook_delivery')
          .select('id')
          .where('endpoint_id', '=', id)
          .execute()
      ).length,
    ).toBe(250);
  });
});
