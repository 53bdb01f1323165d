import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { countingRunner, RECIPE } from '../../catalog/testing/fake-catalog.js';
import { HeroshotError } from '../../engine/errors.js';
import type { RecipeRunner } from '../../recipe/run-recipe.js';
import type { BlobStore } from '../blobs/blob-store.js';
import { diskBlobs } from '../blobs/disk.js';
import { localDispatcher } from '../dispatch/local.js';
import { newId } from '../id.js';
import type { Job } from '../job.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { JobWorker, type WorkerOptions } from './worker.js';

describe.each(await testStores())('a worker on $name', ({ make }) => {
  let test: TestStore;
  let folder: string;
  let blobs: BlobStore;
  beforeAll(async () => {
    test = await make();
    folder = await mkdtemp(join(tmpdir(), 'heroshot-worker-'));
    blobs = diskBlobs(folder);
  });
  afterAll(async () => {
    await test.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const submit = async (text: string) => {
    const id = newId('job');
    const key = `jobs/${id}/input`;
    await blobs.write(key, Buffer.from(text));
    const work = { kind: 'recipe', recipe: RECIPE } as const;
    const rest = { keyId: null, priority: 'interactive', metadata: {} } as const;
    await test.store.jobs.add([{ id, name: 'Tote bag.jpg', work, source: { kind: 'blob', key }, ...rest }]);
    return id;
  };

  const worker = async (runner: RecipeRunner, more: Partial<WorkerOptions> = {}) => {
    const dispatcher = localDispatcher();
    const made = new JobWorker({
      name: newId('req'),
      store: test.store,
      dispatcher,
      blobs,
      runner,
      read: (source) => blobs.read((source as { key: string }).key),
      readBatch: async () => {},
      beatEvery: 30,
      ...more,
    });
    await made.start();
    const give = (id: string) => dispatcher.add([{ id, priority: 'interactive' }]);
    return { worker: made, give, dispatcher };
  };

  const until = (id: string, state: Job['state']) =>
    vi.waitFor(
      async () => {
        const job = (await test.store.jobs.get(id)) as Job;
        expect(job.state).toBe(state);
        return job;
      },
      { timeout: 10_000, interval: 20 },
    );

  const keysOf = async (id: string) => {
    const keys: string[] = [];
    for await (const { key } of blobs.list(`jobs/${id}/`)) keys.push(key.slice(`jobs/${id}/`.length));
    return keys;
  };

  /** A runner that works until its signal fires. */
  const endless = (): RecipeRunner => ({
    run: (_input, _recipe, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        const stop = () => reject(new HeroshotError('cancelled', 'stopped'));
        if (signal?.aborted) stop();
        signal?.addEventListener('abort', stop);
      }),
  });

  it('does a picture, stores its files, and says so', async () => {
    const { worker: at, give } = await worker(countingRunner().runner);
    const id = await submit('shoe');
    await give(id);
    const job = await until(id, 'succeeded');
    expect(job.outputs.map(({ name, blob }) => [name, blob])).toEqual([
      ['Tote bag.png', `jobs/${id}/1/master.png`],
      ['Tote bag-shop.png', `jobs/${id}/1/shop.png`],
    ]);
    expect(Buffer.from(await blobs.read(job.outputs[0].blob)).toString()).toBe('master of shoe');
    await at.stop(1000);
  });

  it('says why a picture failed, and leaves no file of it', async () => {
    const runner: RecipeRunner = {
      run: async () => {
        throw new HeroshotError('corrupt_image', 'it is cut off');
      },
    };
    const { worker: at, give } = await worker(runner);
    const id = await submit('torn');
    await give(id);
    const { error } = await until(id, 'failed');
    expect(error).toEqual({ code: 'corrupt_image', message: 'it is cut off' });
    expect(await keysOf(id)).toEqual(['input']);
    await at.stop(1000);
  });

  it('stops what is cancelled', async () => {
    const { worker: at, give } = await worker(endless());
    const id = await submit('bag');
    await give(id);
    await until(id, 'running');
    await test.store.jobs.cancel({ id });
    await until(id, 'cancelled');
    await at.stop(1000);
  });

  it('throws away what it made of a job that is another worker’s by now', async () => {
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const ends: string[] = [];
    const { runner } = countingRunner(() => gate);
    const onEnd: WorkerOptions['onEnd'] = ({ outcome }) => ends.push(outcome);
    const { worker: at, give } = await worker(runner, { beatEvery: 60_000, onEnd });
    const id = await submit('vase');
    await give(id);
    await until(id, 'running');
    await test.store.jobs.recover(Date.now() + 1000);
    const second = (await test.store.jobs.claim(id, 'another')) as Job;
    go();
    await vi.waitFor(() => expect(ends).toEqual(['lost']));
    expect(await keysOf(id)).toEqual(['input']);
    expect(await test.store.jobs.get(id)).toMatchObject({ state: 'running', worker: 'another' });
    await test.store.jobs.handBack({ id, worker: 'another', attempt: second.attempts });
    await at.stop(1000);
  });

  it('hands back what it can’t finish in time when it is stopped, and another worker does it', async () => {
    const { worker: at, give } = await worker(endless());
    const id = await submit('lamp');
    await give(id);
    await until(id, 'running');
    await at.stop(10);
    expect(await test.store.jobs.get(id)).toMatchObject({ state: 'queued', attempts: 0 });
    const next = await worker(countingRunner().runner);
    await next.give(id);
    await until(id, 'succeeded');
    await next.worker.stop(1000);
  });

  it('tries again where the disk was full, and fails nothing for it', async () => {
    let full = true;
    const { runner } = countingRunner(async () => {
      if (full) throw new HeroshotError('disk_full', 'no space');
    });
    const errors: string[] = [];
    const { worker: at, give } = await worker(runner, { onError: ({ code }) => errors.push(code) });
    const id = await submit('rug');
    await give(id);
    await vi.waitFor(() => expect(errors).toEqual(['disk_full']));
    full = false;
    await until(id, 'succeeded');
    await at.stop(1000);
  });

  it('keeps a job whose end can’t be written at once', async () => {
    let away = 2;
    const jobs = Object.create(test.store.jobs) as typeof test.store.jobs;
    jobs.succeed = async (...args) => {
      if (away-- > 0) throw new HeroshotError('store_unreachable', 'away');
      return test.store.jobs.succeed(...args);
    };
    const { worker: at, give } = await worker(countingRunner().runner, { store: { jobs } });
    const id = await submit('mug');
    await give(id);
    await until(id, 'succeeded');
    await at.stop(1000);
  });
});
