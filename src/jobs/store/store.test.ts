import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemId, newId } from '../id.js';
import type { Job, NewJob } from '../job.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { openStore, type Store } from './open-store.js';

const recipe = { name: 'enhance', steps: [{ step: 'enhance' }] } as const;
const newJob = (more: Partial<NewJob> = {}): NewJob => ({
  id: newId('job'),
  keyId: null,
  priority: 'interactive',
  name: 'bag.jpg',
  work: { kind: 'recipe', recipe },
  source: { kind: 'blob', key: 'x/input' },
  metadata: { sku: 'ä' },
  ...more,
});
const output = {
  name: 'bag.jpg',
  for: 'master',
  blob: 'x/1/bag.jpg',
  format: 'jpeg',
  bytes: 10,
  width: 2,
  height: 2,
  sha256: 'ff',
} as const;
const made = { outputs: [output], verdict: 'pass', report: { deltaE00: 0.3 } };
const holdOf = ({ id, attempts }: Job, worker = 'w') => ({ id, worker, attempt: attempts });

describe.each(await testStores())('the store on $name', ({ make }) => {
  let test: TestStore;
  let store: Store;
  beforeAll(async () => {
    test = await make();
    ({ store } = test);
  });
  afterAll(() => test.remove());
  const added = async (more: Partial<NewJob> = {}) => {
    const job = newJob(more);
    await store.jobs.add([job]);
    return job.id;
  };
  const claimed = async (id: string, worker = 'w', now?: number) =>
    (await store.jobs.claim(id, worker, now)) as Job;
  const events = async (id: string) =>
    (await store.events.toFanOut(1000)).filter((event) => (event.jobId ?? event.batchId) === id);

  it('keeps what it was given', async () => {
    const id = await added({ inputBytes: 7, batchId: 'bat_x', ordinal: 3 });
    expect(await store.jobs.get(id)).toMatchObject({
      state: 'queued',
      name: 'bag.jpg',
      metadata: { sku: 'ä' },
      inputBytes: 7,
      ordinal: 3,
      outputs: [],
      error: null,
    });
    expect(await store.jobs.get('job_nothing')).toBeUndefined();
  });

  it('takes a job down once, however often it is added', async () => {
    const job = newJob();
    await store.jobs.add([job]);
    await claimed(job.id);
    await store.jobs.add([job]);
    expect((await store.jobs.get(job.id))?.state).toBe('running');
  });

  it('gives a job to one worker of many', async () => {
    const id = await added();
    const others = await openStore(test.where);
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, i) => (i % 2 ? store : others).jobs.claim(id, `w${i}`)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    await others.close();
  });

  it('ends a job for the worker that holds it, once, with one event', async () => {
    const id = await added();
    const hold = holdOf(await claimed(id));
    expect(await store.jobs.succeed({ ...hold, worker: 'other' }, made)).toBe(false);
    expect(await store.jobs.succeed({ ...hold, attempt: 2 }, made)).toBe(false);
    expect(await store.jobs.succeed(hold, made)).toBe(true);
    expect(await store.jobs.fail(hold, { code: 'internal', message: 'late' })).toBe(false);
    expect(await store.jobs.get(id)).toMatchObject({
      state: 'succeeded',
      outputs: made.outputs,
      report: made.report,
      progress: 1,
      error: null,
    });
    expect(await events(id)).toMatchObject([{ type: 'job.succeeded', jobId: id }]);
  });

  it('gives the job of a silent worker to another, and its late word does not count', async () => {
    const id = await added();
    const first = holdOf(await claimed(id, 'w', 1000));
    await store.jobs.beat(first, 0.2, 2000);
    expect(await store.jobs.recover(2000)).toEqual([]);
    expect((await store.jobs.recover(2001)).map((job) => job.id)).toEqual([id]);
    const second = await claimed(id, 'v');
    expect(second.attempts).toBe(2);
    expect(await store.jobs.beat(first, 0.9)).toBe('lost');
    expect(await store.jobs.succeed(first, made)).toBe(false);
    expect(await store.jobs.succeed(holdOf(second, 'v'), made)).toBe(true);
  });

  it('gives a picture up that three workers died at', async () => {
    const id = await added();
    for (let attempt = 1; attempt <= 3; attempt++) {
      expect((await claimed(id, 'w', 1000)).attempts).toBe(attempt);
      await store.jobs.recover(2000);
    }
    expect(await store.jobs.get(id)).toMatchObject({ state: 'failed', error: { code: 'gave_up' } });
    expect(await events(id)).toMatchObject([{ type: 'job.failed' }]);
  });

  it('does not count an attempt that was handed back', async () => {
    const id = await added();
    expect(await store.jobs.handBack(holdOf(await claimed(id)))).toBe(true);
    expect(await store.jobs.get(id)).toMatchObject({ state: 'queued', attempts: 0 });
  });

  it('cancels what waits at once, and tells the worker of what is at work', async () => {
    const [waits, works] = [await added(), await added()];
    const hold = holdOf(await claimed(works));
    expect(await store.jobs.cancel({ id: waits })).toEqual([waits]);
    expect(await store.jobs.cancel({ id: works })).toEqual([]);
    expect(await store.jobs.beat(hold, 0.5)).toBe('cancel');
    expect(await store.jobs.stopped(hold)).toBe(true);
    for (const id of [waits, works]) {
      expect((await store.jobs.get(id))?.state).toBe('cancelled');
      expect(await events(id)).toMatchObject([{ type: 'job.cancelled' }]);
    }
    expect(await store.jobs.cancel({ id: waits })).toEqual([]);
  });

  it('cancels what was to be cancelled when its worker died', async () => {
    const id = await added();
    await claimed(id, 'w', 1000);
    await store.jobs.cancel({ id });
    await store.jobs.recover(2000);
    expect((await store.jobs.get(id))?.state).toBe('cancelled');
  });

  it('lists newest first, by pages', async () => {
    const keyId = newId('key');
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await added({ keyId, id: newId('job', 5000 + i) }));
    const first = await store.jobs.list({ keyId, limit: 3 });
    expect(first.map((job) => job.id)).toEqual(ids.slice(2).reverse());
    const rest = await store.jobs.list({ keyId, limit: 3, after: first[2].id });
    expect(rest.map((job) => job.id)).toEqual(ids.slice(0, 2).reverse());
  });

  it('ends a batch with its last job, once, also where two end at the same moment', async () => {
    const id = newId('bat');
    const work = { kind: 'recipe', recipe } as const;
    const source = { blob: 'b/list', name: 'list.csv', kind: 'file' } as const;
    await store.batches.add({ id, keyId: null, priority: 'bulk', work, source, metadata: {} });
    const hold = { id, worker: 'w', attempt: 1 };
    expect((await store.batches.claim(id, 'w'))?.attempt).toBe(1);
    expect(await store.batches.claim(id, 'v')).toBeUndefined();
    const jobs = [1, 2, 3].map((ordinal) => newJob({ id: itemId(id, ordinal), batchId: id, ordinal }));
    const unreadable = {
      ...newJob({ id: itemId(id, 4), batchId: id, ordinal: 4 }),
      error: { code: 'empty_cell', message: 'row 4' },
    };
    expect(await store.batches.addItems(hold, [...jobs, unreadable])).toBe(true);
    await store.batches.endReading(hold);
    const holds = await Promise.all(jobs.map(async (job) => holdOf(await claimed(job.id))));
    await Promise.all(holds.map((one) => store.jobs.succeed(one, { ...made, verdict: 'review' })));
    expect((await store.batches.get(id))?.state).toBe('completed');
    expect(await store.batches.counts(id)).toMatchObject({ succeeded: 3, failed: 1, total: 4, review: 3 });
    expect(await events(id)).toHaveLength(1);
  });

  it('reads a batch again whose reader died, and adds nothing twice', async () => {
    const id = newId('bat');
    const source = { blob: 'b/list', name: 'list.csv', kind: 'file' } as const;
    const work = { kind: 'recipe', recipe } as const;
    await store.batches.add({ id, keyId: null, priority: 'bulk', work, source, metadata: {} });
    await store.batches.claim(id, 'w', 1000);
    const jobs = [1, 2].map((ordinal) => newJob({ id: itemId(id, ordinal), batchId: id, ordinal }));
    const first = { id, worker: 'w', attempt: 1 };
    await store.batches.addItems(first, jobs.slice(0, 1), 1000);
    expect((await store.batches.recover(2000)).map((batch) => batch.id)).toContain(id);
    await store.batches.claim(id, 'v');
    expect(await store.batches.addItems(first, jobs)).toBe(false);
    const second = { id, worker: 'v', attempt: 2 };
    expect(await store.batches.addItems(second, jobs)).toBe(true);
    expect((await store.batches.counts(id)).total).toBe(2);
    expect(await store.batches.cancel(id)).toBe(true);
    expect(await store.jobs.cancel({ batchId: id })).toHaveLength(2);
    expect(await store.batches.addItems(second, jobs)).toBe(false);
  });

  it('takes and cancels thousands at a time', async () => {
    const id = newId('bat');
    const work = { kind: 'recipe', recipe } as const;
    const source = { blob: 'b/list', name: 'list.csv', kind: 'file' } as const;
    await store.batches.add({ id, keyId: null, priority: 'bulk', work, source, metadata: {} });
    const jobs = Array.from({ length: 6000 }, (_, i) =>
      newJob({ id: itemId(id, i + 1), batchId: id, ordinal: i + 1 }),
    );
    await store.jobs.add(jobs);
    expect(await store.batches.cancel(id)).toBe(true);
    expect(await store.jobs.cancel({ batchId: id })).toHaveLength(6000);
    expect(await store.batches.counts(id)).toMatchObject({ cancelled: 6000, total: 6000 });
  });

  it('keeps what is over of a batch that is not', async () => {
    const id = newId('bat');
    const work = { kind: 'recipe', recipe } as const;
    const source = { blob: 'b/list', name: 'list.csv', kind: 'file' } as const;
    await store.batches.add({ id, keyId: null, priority: 'bulk', work, source, metadata: {} });
    const job = newJob({ id: itemId(id, 1), batchId: id, ordinal: 1 });
    await store.jobs.add([job]);
    await store.jobs.cancel({ id: job.id }, 500);
    expect(await store.jobs.over(501, 10)).toEqual([]);
    await store.batches.cancel(id, 600);
    expect(await store.jobs.over(601, 10)).toEqual([job.id]);
    await store.jobs.remove([job.id]);
  });

  it('gives a turn to one node at a time', async () => {
    expect(await store.turns.take('sweep', 'a', 1000, 0)).toBe(true);
    expect(await store.turns.take('sweep', 'b', 1000, 500)).toBe(false);
    expect(await store.turns.take('sweep', 'a', 1000, 500)).toBe(true);
    expect(await store.turns.take('sweep', 'b', 1000, 1500)).toBe(true);
  });

  it('forgets what is old', async () => {
    const id = await added();
    await store.jobs.cancel({ id }, 1000);
    expect(await store.jobs.over(1001, 10)).toEqual([id]);
    await store.jobs.remove([id]);
    expect(await store.jobs.known([id])).toEqual(new Set());
  });

  it('opens again with everything in it', async () => {
    const id = await added();
    const again = await openStore(test.where);
    expect((await again.jobs.get(id))?.id).toBe(id);
    await again.check();
    await again.close();
  });
});
