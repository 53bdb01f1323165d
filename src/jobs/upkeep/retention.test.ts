import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BlobStore } from '../blobs/blob-store.js';
import { diskBlobs } from '../blobs/disk.js';
import { itemId, newId } from '../id.js';
import type { Job } from '../job.js';
import type { Store } from '../store/open-store.js';
import { newBatch, newJob, newOutput } from '../testing/rows.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { OWNER_KEY } from './ownership.js';
import { Retention, type RetentionOptions } from './retention.js';

const DAY = 24 * 3600_000;
const NOW = Date.now();
const nothing = { jobs: 0, batches: 0, events: 0, orphans: 0, unfinished: 0 };

describe.each(await testStores())('retention on $name', ({ make }) => {
  let test: TestStore;
  let store: Store;
  let folder: string;
  let blobs: BlobStore;
  let errors: unknown[];
  beforeEach(async () => {
    test = await make();
    ({ store } = test);
    folder = await mkdtemp(join(tmpdir(), 'heroshot-kept-'));
    blobs = diskBlobs(folder);
    errors = [];
  });
  afterEach(async () => {
    await test.remove();
    await rm(folder, { recursive: true, force: true });
  });
  const retention = (more: Partial<RetentionOptions> = {}) =>
    new Retention({ store, blobs, node: 'a', keepDays: 7, onError: (error) => errors.push(error), ...more });
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of blobs.list('')) if (key !== OWNER_KEY) found.push(key);
    return found;
  };

  /** A job that ended at a time, with its files. */
  async function ended(at: number, { bytes = 10, id = newId('job', at), batchId = '' } = {}) {
    const input = `jobs/${id}/input`;
    const output = newOutput({ blob: `jobs/${id}/1/bag.jpg`, bytes });
    await store.jobs.add([newJob({ id, ...(batchId && { batchId, ordinal: 1 }) })], at);
    const job = (await store.jobs.claim(id, 'w', at)) as Job;
    await blobs.write(input, Buffer.from('in'));
    await blobs.write(output.blob, Buffer.from('out'));
    const hold = { id, worker: 'w', attempt: job.attempts };
    await store.jobs.succeed(hold, { outputs: [output], verdict: 'pass', report: {} }, at);
    return id;
  }
  const filesOf = (...ids: string[]) =>
    ids.flatMap((id) => [`jobs/${id}/1/bag.jpg`, `jobs/${id}/input`]).sort();

  it('forgets what has been over for long enough, files and rows, and nothing else', async () => {
    const old = await ended(NOW - 8 * DAY);
    const young = await ended(NOW - 6 * DAY);
    const open = newId('job', NOW - 30 * DAY);
    await store.jobs.add([newJob({ id: open })], NOW - 30 * DAY);
    await blobs.write(`jobs/${open}/input`, Buffer.from('in'));
    expect(await retention().runOnce(NOW)).toMatchObject({ jobs: 1, batches: 0 });
    expect(await store.jobs.known([old, young, open])).toEqual(new Set([young, open]));
    expect(await keys()).toEqual([...filesOf(young), `jobs/${open}/input`].sort());
    expect(await retention().runOnce(NOW)).toMatchObject(nothing);
    expect(errors).toEqual([]);
  });

  it('forgets many, page by page', async () => {
    const at = NOW - 8 * DAY;
    const error = { code: 'empty_cell', message: 'row' };
    await store.jobs.add(
      Array.from({ length: 250 }, () => newJob({ error })),
      at,
    );
    expect(await retention().runOnce(NOW)).toMatchObject({ jobs: 250 });
  });

  it('keeps everything where it is told to', async () => {
    await ended(NOW - 4000 * DAY);
    expect(await retention({ keepDays: Infinity }).runOnce(NOW)).toMatchObject(nothing);
    expect(errors).toEqual([]);
  });

  it('forgets a batch with its last job, and not before all of it was over for long enough', async () => {
    const batch = newBatch();
    await store.batches.add(batch, NOW - 9 * DAY);
    await store.batches.claim(batch.id, 'w', NOW - 9 * DAY);
    await blobs.write(`batches/${batch.id}/input`, Buffer.from('zip'));
    const id = await ended(NOW - 9 * DAY, { id: itemId(batch.id, 1), batchId: batch.id });
    expect(await retention().runOnce(NOW)).toMatchObject(nothing);
    await store.batches.endReading({ id: batch.id, worker: 'w', attempt: 1 }, undefined, NOW - 6 * DAY);
    expect(await retention().runOnce(NOW)).toMatchObject(nothing);
    expect(await retention().runOnce(NOW + 2 * DAY)).toMatchObject({ jobs: 1, batches: 1 });
    expect(await store.jobs.known([id])).toEqual(new Set());
    expect(await store.batches.known([batch.id])).toEqual(new Set());
    expect(await keys()).toEqual([]);
  });

  it('goes on where it was killed between files and rows', async () => {
    const id = await ended(NOW - 8 * DAY);
    vi.spyOn(store.jobs, 'remove').mockRejectedValueOnce(new Error('killed'));
    await retention().runOnce(NOW);
    expect(errors).toMatchObject([{ message: 'killed' }]);
    expect(await keys()).toEqual([]);
    expect(await store.jobs.known([id])).toEqual(new Set([id]));
    expect(await retention().runOnce(NOW)).toMatchObject({ jobs: 1 });
    expect(await store.jobs.known([id])).toEqual(new Set());
  });

  it('keeps the rows of files that it could not remove, and removes the others', async () => {
    const ids = [await ended(NOW - 9 * DAY), await ended(NOW - 8 * DAY)];
    const removeAll = blobs.removeAll;
    blobs.removeAll = (prefix) =>
      prefix.includes(ids[0]) ? Promise.reject(new Error('denied')) : removeAll(prefix);
    expect(await retention().runOnce(NOW)).toMatchObject({ jobs: 1 });
    expect(errors).toMatchObject([{ message: 'denied' }]);
    expect(await store.jobs.known(ids)).toEqual(new Set([ids[0]]));
    blobs.removeAll = removeAll;
    expect(await retention().runOnce(NOW)).toMatchObject({ jobs: 1 });
    expect(await keys()).toEqual([]);
  });

  it('goes on with the rest where one part fails', async () => {
    await ended(NOW - 2 * 3600_000, { bytes: 500 });
    vi.spyOn(store.jobs, 'over').mockRejectedValueOnce(new Error('database'));
    expect(await retention({ quotaBytes: 100 }).runOnce(NOW)).toMatchObject({ jobs: 1 });
    expect(errors).toMatchObject([{ message: 'database' }]);
  });

  it('trims to the quota, the oldest first, as few as need be', async () => {
    const hour = 3600_000;
    const ids: string[] = [];
    for (const ago of [5, 4, 3, 2]) ids.push(await ended(NOW - ago * hour, { bytes: 100 }));
    const empty = newJob({ error: { code: 'empty_cell', message: 'row' } });
    await store.jobs.add([empty], NOW - 9 * hour);
    const kept = retention({ quotaBytes: 250 });
    expect(await kept.overQuota()).toBe(true);
    expect(await kept.runOnce(NOW)).toMatchObject({ jobs: 2 });
    expect(await store.jobs.known([...ids, empty.id])).toEqual(new Set([...ids.slice(2), empty.id]));
    expect(await keys()).toEqual(filesOf(...ids.slice(2)));
    expect(await kept.overQuota()).toBe(false);
    expect(await kept.runOnce(NOW)).toMatchObject({ jobs: 0 });
  });

  it('leaves over the quota what has only just ended, and refuses more', async () => {
    await ended(NOW - 60_000, { bytes: 500 });
    const kept = retention({ quotaBytes: 100 });
    expect(await kept.runOnce(NOW)).toMatchObject({ jobs: 0 });
    expect(await kept.overQuota()).toBe(true);
    expect(await kept.runOnce(NOW + 3600_000)).toMatchObject({ jobs: 1 });
  });

  it('does not turn in circles where nothing can be removed', async () => {
    await ended(NOW - 3600_000, { bytes: 500 });
    blobs.removeAll = () => Promise.reject(new Error('denied'));
    expect(await retention({ quotaBytes: 100 }).runOnce(NOW)).toMatchObject({ jobs: 0 });
    expect(errors.length).toBeGreaterThan(0);
  });

  it('sums up once for many uploads, and again after a fault', async () => {
    const bytes = vi.spyOn(store.jobs, 'bytes');
    const unlimited = retention();
    expect(await unlimited.overQuota()).toBe(false);
    expect(bytes).not.toHaveBeenCalled();
    const kept = retention({ quotaBytes: 100 });
    bytes.mockRejectedValueOnce(new Error('database'));
    await expect(kept.overQuota()).rejects.toThrow('database');
    expect(await Promise.all([kept.overQuota(), kept.overQuota(), kept.overQuota()])).toEqual([
      false,
      false,
      false,
    ]);
    expect(bytes).toHaveBeenCalledTimes(2);
  });

  it('forgets idempotency keys after a day', async () => {
    const row = { key_id: 'open', fingerprint: 'f', subject_id: null, status: null, body: null };
    await store.db
      .insertInto('idempotency')
      .values([
        { ...row, idempotency_key: 'old', created_at: NOW - DAY - 1 },
        { ...row, idempotency_key: 'young', created_at: NOW - DAY + 1 },
      ])
      .execute();
    await retention().runOnce(NOW);
    const left = await store.db.selectFrom('idempotency').select('idempotency_key').execute();
    expect(left).toEqual([{ idempotency_key: 'young' }]);
  });

  it('forgets old events that are delivered or given up, with their deliveries and attempts', async () => {
    const event = async (ago: number, fannedOut: number, states: string[]) => {
      const created_at = NOW - ago * DAY;
      const id = newId('evt', created_at);
      const links = { key_id: null, job_id: null, batch_id: null };
      await store.db
        .insertInto('event')
        .values({ id, type: 'job.succeeded', ...links, created_at, fanned_out: fannedOut })
        .execute();
      for (const state of states) {
        const delivery = newId('dlv');
        const row = { event_id: id, endpoint_id: 'whe_x', state, attempts: 1, body: '{}', created_at };
        const times = { next_at: null, finished_at: null };
        await store.db
          .insertInto('webhook_delivery')
          .values({ id: delivery, ...row, ...times })
          .execute();
        await store.db
          .insertInto('webhook_attempt')
          .values({ delivery_id: delivery, attempt: 1, at: 1, milliseconds: 1, status: 200, error: null })
          .execute();
      }
      return id;
    };
    await event(8, 1, ['delivered', 'failed']);
    await event(8, 1, []);
    const stays = [
      await event(8, 1, ['delivered', 'pending']),
      await event(8, 0, []),
      await event(6, 1, ['delivered']),
    ];
    expect(await retention().runOnce(NOW)).toMatchObject({ events: 2 });
    const left = await store.db.selectFrom('event').select('id').execute();
    expect(new Set(left.map(({ id }) => id))).toEqual(new Set(stays));
    const counts = ['webhook_delivery', 'webhook_attempt'] as const;
    for (const table of counts)
      expect(await store.db.selectFrom(table).selectAll().execute()).toHaveLength(3);
  });

  it('removes old files that no row knows', async () => {
    const known = await ended(NOW - DAY);
    const [lost, fresh, mixed] = [newId('job'), newId('job'), newId('job')];
    const batch = newBatch();
    await store.batches.add(batch);
    const all = [
      `jobs/${lost}/input`,
      `jobs/${lost}/2/bag.jpg`,
      `jobs/${mixed}/input`,
      `batches/${newId('bat')}/input`,
      `batches/${batch.id}/input`,
      ...filesOf(known),
    ];
    for (const key of [...all, `jobs/${mixed}/1/bag.jpg`, `jobs/${fresh}/input`])
      await blobs.write(key, Buffer.from('x'));
    const old = new Date(NOW - 2 * 3600_000);
    for (const key of all) await utimes(join(folder, key), old, old);
    expect(await retention().runOnce(NOW)).toMatchObject({ orphans: 2, jobs: 0 });
    expect(await keys()).toEqual(
      [
        ...filesOf(known),
        `jobs/${mixed}/1/bag.jpg`,
        `jobs/${mixed}/input`,
        `jobs/${fresh}/input`,
        `batches/${batch.id}/input`,
      ].sort(),
    );
    expect(errors).toEqual([]);
  });

  it('looks for such files now and then only, whichever node does', async () => {
    const list = vi.spyOn(blobs, 'list');
    await retention().runOnce(NOW);
    expect(list).toHaveBeenCalledTimes(2);
    await retention().runOnce(NOW + 1000);
    await retention({ node: 'b' }).runOnce(NOW + 3600_000);
    expect(list).toHaveBeenCalledTimes(2);
    await retention({ node: 'b' }).runOnce(NOW + 7 * 3600_000);
    expect(list).toHaveBeenCalledTimes(4);
  });

  it('does not touch the files of another database', async () => {
    const foreign = `jobs/${newId('job')}/input`;
    await blobs.write(foreign, Buffer.from('x'));
    await blobs.write(OWNER_KEY, Buffer.from('another'));
    await utimes(join(folder, foreign), 0, 0);
    expect(await retention().runOnce(NOW)).toMatchObject({ orphans: 0 });
    expect(errors).toMatchObject([{ code: 'foreign_blobs' }]);
    expect(await keys()).toEqual([foreign]);
  });

  it('is one node’s turn', async () => {
    expect(await retention().runOnce(NOW)).toBeDefined();
    expect(await retention({ node: 'b' }).runOnce(NOW + 1000)).toBeUndefined();
  });

  it('runs in rounds until it is stopped', async () => {
    const id = await ended(NOW - 8 * DAY);
    const kept = retention({ every: 5 });
    kept.start();
    await vi.waitFor(async () => expect(await store.jobs.known([id])).toEqual(new Set()));
    const next = await ended(NOW - 8 * DAY);
    await vi.waitFor(async () => expect(await store.jobs.known([next])).toEqual(new Set()));
    await kept.stop();
    const turns = vi.spyOn(store.turns, 'take');
    await kept.stop();
    expect(turns).not.toHaveBeenCalled();
  });
});
