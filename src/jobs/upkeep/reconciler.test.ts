import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dispatcher, Ticket } from '../dispatch/dispatcher.js';
import { localDispatcher } from '../dispatch/local.js';
import { newId } from '../id.js';
import type { Store } from '../store/open-store.js';
import { newBatch, newJob } from '../testing/rows.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { Reconciler } from './reconciler.js';

const NOW = 1_800_000_000_000;

/** A dispatcher that counts what it is given. */
function counting(): Dispatcher & { given: Ticket[] } {
  const inner = localDispatcher();
  const given: Ticket[] = [];
  return {
    ...inner,
    given,
    async add(tickets) {
      given.push(...tickets);
      await inner.add(tickets);
    },
  };
}

describe.each(await testStores())('the reconciler on $name', ({ make }) => {
  let test: TestStore;
  let store: Store;
  beforeEach(async () => {
    test = await make();
    ({ store } = test);
  });
  afterEach(() => test.remove());
  const reconciler = (dispatcher: Dispatcher, node = 'a') =>
    new Reconciler({ store, dispatcher, node, blobs });
  /** Prefixes that were removed. */
  const removed: string[] = [];
  const blobs = { removeAll: async (prefix: string) => void removed.push(prefix) };
  const added = async (count: number, priority: Ticket['priority'] = 'bulk') => {
    const jobs = Array.from({ length: count }, (_, i) => newJob({ id: newId('job', NOW + i), priority }));
    await store.jobs.add(jobs);
    return jobs.map(({ id }) => id);
  };

  it('removes what dead workers left of a picture that is given up, and keeps the picture', async () => {
    const [id] = await added(1);
    for (let attempt = 1; attempt <= 3; attempt++) {
      await store.jobs.claim(id, 'w', NOW);
      await reconciler(localDispatcher()).runOnce(NOW + attempt * 1_000_000);
    }
    expect((await store.jobs.get(id))?.error?.code).toBe('gave_up');
    expect(removed.filter((prefix) => prefix.includes(id))).toEqual(
      [1, 2, 3].map((attempt) => `jobs/${id}/${attempt}/`),
    );
  });

  it('hands everything that waits to a dispatcher that has just begun', async () => {
    const ids = await added(3);
    const [urgent] = await added(1, 'interactive');
    const batch = newBatch();
    await store.batches.add(batch);
    await store.jobs.claim(ids[1], 'w', NOW);
    const dispatcher = counting();
    expect(await reconciler(dispatcher).runOnce(NOW)).toEqual({ recovered: 0, added: 4 });
    const waits = [ids[0], ids[2]].map((id) => ({ id, priority: 'bulk' }));
    const all = [...waits, { id: urgent, priority: 'interactive' }, { id: batch.id, priority: 'bulk' }];
    expect(new Set(dispatcher.given)).toEqual(new Set(all));
    expect(await dispatcher.waiting()).toBe(4);
  });

  it('hands on what a silent worker had, and leaves a living one alone', async () => {
    const [dead, alive] = await added(2);
    const batch = newBatch();
    await store.batches.add(batch);
    await store.jobs.claim(dead, 'w', NOW - 31_000);
    await store.jobs.claim(alive, 'v', NOW - 29_000);
    await store.batches.claim(batch.id, 'w', NOW - 31_000);
    const dispatcher = counting();
    expect(await reconciler(dispatcher).runOnce(NOW)).toMatchObject({ recovered: 1 });
    expect(new Set(dispatcher.given.map(({ id }) => id))).toEqual(new Set([dead, batch.id]));
    expect(await store.jobs.get(alive)).toMatchObject({ state: 'running', worker: 'v' });
    expect((await store.batches.claim(batch.id, 'v'))?.attempt).toBe(2);
  });

  it('adds again what the queue lost, and nothing else', async () => {
    const ids = await added(5);
    const dispatcher = counting();
    const upkeep = reconciler(dispatcher);
    await upkeep.runOnce(NOW);
    dispatcher.given.length = 0;
    expect(await upkeep.runOnce(NOW + 10_000)).toEqual({ recovered: 0, added: 0 });
    await dispatcher.remove(ids.slice(0, 2));
    await upkeep.runOnce(NOW + 20_000);
    expect(await dispatcher.waiting()).toBe(5);
    dispatcher.given.length = 0;
    expect(await upkeep.runOnce(NOW + 30_000)).toEqual({ recovered: 0, added: 0 });
    expect(dispatcher.given).toEqual([]);
  });

  it('does not hand thousands over again for a few that may be on their way', async () => {
    const ids = await added(2500);
    const dispatcher = counting();
    const upkeep = reconciler(dispatcher);
    expect(await upkeep.runOnce(NOW)).toEqual({ recovered: 0, added: 2500 });
    const round = async (number: number) => (await upkeep.runOnce(NOW + number * 10_000))?.added;
    // One is missing in one round, and there in the next.
    await dispatcher.remove(ids.slice(0, 1));
    expect(await round(12)).toBe(0);
    await dispatcher.add([{ id: ids[0], priority: 'bulk' }]);
    expect(await round(13)).toBe(0);
    // One stays away: it comes after two rounds, but not every round.
    const fillings: number[] = [];
    for (let number = 14; number < 40; number++) {
      await dispatcher.remove(ids.slice(0, 1));
      if (await round(number)) fillings.push(number);
    }
    expect(fillings).toEqual([15, 25, 35]);
  });

  it('hands thousands over at once where most are lost', async () => {
    await added(2500);
    const dispatcher = counting();
    const upkeep = reconciler(dispatcher);
    await upkeep.runOnce(NOW);
    await dispatcher.close();
    expect((await upkeep.runOnce(NOW + 10_000))?.added).toBe(2500);
    expect(await dispatcher.waiting()).toBe(2500);
  });

  it('adds everything now and then, whatever the counts say', async () => {
    const [lost, kept] = await added(2);
    const dispatcher = counting();
    const upkeep = reconciler(dispatcher);
    await upkeep.runOnce(NOW);
    // What is over already hides what is missing.
    await dispatcher.remove([lost]);
    await dispatcher.add([{ id: newId('job'), priority: 'bulk' }]);
    dispatcher.given.length = 0;
    expect((await upkeep.runOnce(NOW + 590_000))?.added).toBe(0);
    expect((await upkeep.runOnce(NOW + 600_000))?.added).toBe(2);
    expect(dispatcher.given.map(({ id }) => id)).toEqual([lost, kept]);
  });

  it('is one node’s turn, but each fills its own dispatcher when it begins', async () => {
    await added(2);
    const [a, b] = [counting(), counting()];
    const [first, second] = [reconciler(a, 'a'), reconciler(b, 'b')];
    await first.runOnce(NOW);
    expect((await second.runOnce(NOW))?.added).toBe(2);
    expect(await second.runOnce(NOW + 10_000)).toBeUndefined();
    expect(await first.runOnce(NOW + 10_000)).toBeDefined();
    // The first one is gone for longer than its turn.
    expect(await second.runOnce(NOW + 50_000)).toBeDefined();
    expect(await first.runOnce(NOW + 50_000)).toBeUndefined();
  });

  it('is not ended by faults, and makes good what they left', async () => {
    const ids = await added(1500);
    const dispatcher = counting();
    const inner = dispatcher.add;
    let away = true;
    let pages = 0;
    dispatcher.add = (tickets) => {
      if (tickets.length > 0 && away && ++pages === 2) return Promise.reject(new Error('Redis is away'));
      return inner(tickets);
    };
    const errors: string[] = [];
    const upkeep = new Reconciler({
      store,
      dispatcher,
      blobs,
      node: 'a',
      every: 5,
      onError: (error) => errors.push((error as Error).message),
    });
    upkeep.start();
    upkeep.start();
    await vi.waitFor(() => expect(errors).toEqual(['Redis is away']));
    away = false;
    await vi.waitFor(async () => expect(await dispatcher.waiting()).toBe(ids.length), { timeout: 10_000 });
    await upkeep.stop();
    const given = dispatcher.given.length;
    const turns = vi.spyOn(store.turns, 'take');
    await upkeep.stop();
    expect(dispatcher.given.length).toBe(given);
    expect(turns).not.toHaveBeenCalled();
  });

  it('recovers the silent also while the queue is away', async () => {
    const [dead] = await added(1);
    await store.jobs.claim(dead, 'w', NOW - 60_000);
    const dispatcher = counting();
    dispatcher.add = () => Promise.reject(new Error('Redis is away'));
    await expect(reconciler(dispatcher).runOnce(NOW)).rejects.toThrow('Redis is away');
    expect((await store.jobs.get(dead))?.state).toBe('queued');
  });
});
