import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECIPE } from '../../catalog/testing/fake-catalog.js';
import { newId } from '../id.js';
import type { Job, NewJob } from '../job.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { createMetrics, type Metrics } from './metrics.js';
import { FiguresReader } from './store-figures.js';
import { type Family, parseExposition } from './testing/exposition.js';

const read = async (metrics: Metrics) => parseExposition(await metrics.text());
const value = (family: Family | undefined, labels: Record<string, string> = {}, name?: string) =>
  family?.samples.find(
    (sample) =>
      (name === undefined || sample.name === name) &&
      Object.entries(labels).every(([key, text]) => sample.labels[key] === text),
  )?.value;

const nothing = { inputBytes: 0, outputBytes: 0, verdict: null, report: null };
const away = async () => {
  throw new Error('connect ECONNREFUSED');
};
const empty = { counts: away, queue: away, finishedSince: away };
const alone = () => createMetrics({ jobs: empty as never });

describe.each(await testStores())('metrics of the store on $name', ({ make }) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await make();
  });
  afterAll(() => test.remove());

  it('tell of all jobs: states, queue, pace', async () => {
    const { jobs } = test.store;
    const now = Date.now();
    const add = async (createdAt: number) => {
      const work = { kind: 'recipe', recipe: RECIPE } as const;
      const source = { kind: 'blob', key: 'x' } as const;
      const rest = { keyId: null, priority: 'bulk', name: 'a.jpg', metadata: {} } as const;
      const job: NewJob = { id: newId('job'), work, source, ...rest };
      await jobs.add([job], createdAt);
      return job.id;
    };
    const finish = async (at: number) => {
      const { id, attempts } = (await jobs.claim(await add(at), 'w')) as Job;
      await jobs.succeed(
        { id, worker: 'w', attempt: attempts },
        { outputs: [], verdict: 'pass', report: {} },
        at,
      );
    };
    await add(now - 90_000);
    await add(now - 10_000);
    for (const ago of [1000, 120_000, 1_800_000, 7_200_000]) await finish(now - ago);
    const families = await read(createMetrics(test.store));
    expect(value(families.get('heroshot_store_up'))).toBe(1);
    const states = families.get('heroshot_jobs')?.samples.map(({ labels, value }) => [labels.state, value]);
    expect(Object.fromEntries(states ?? [])).toEqual({
      queued: 2,
      running: 0,
      succeeded: 4,
      failed: 0,
      cancelled: 0,
    });
    expect(value(families.get('heroshot_queue_waiting'))).toBe(2);
    const age = value(families.get('heroshot_queue_oldest_age_seconds'));
    expect(age).toBeGreaterThanOrEqual(90);
    expect(age).toBeLessThan(120);
    expect(value(families.get('heroshot_images_per_hour'), { window: '1h' })).toBe(3);
    expect(value(families.get('heroshot_images_per_hour'), { window: '5m' })).toBe(24);
  });
});

describe('metrics', () => {
  it('tell of jobs that ended, with their stages in seconds', async () => {
    const metrics = alone();
    const report = { timings: { decode: 20, network: 1500, total: 2000 }, later: { compose: 40, total: 50 } };
    const made = { verdict: 'review', report, inputBytes: 1000, outputBytes: 5000 };
    metrics.observeJob({ outcome: 'succeeded', seconds: 2.1, ...made });
    metrics.observeJob({
      ...nothing,
      outcome: 'failed',
      seconds: 0.05,
      error: { code: 'corrupt_image' },
      inputBytes: 24,
    });
    metrics.observeStage('encode', 0.3);
    const families = await read(metrics);
    const ended = families.get('heroshot_jobs_ended_total');
    expect(value(ended, { outcome: 'succeeded', verdict: 'review', code: 'none' })).toBe(1);
    expect(value(ended, { outcome: 'failed', verdict: 'none', code: 'corrupt_image' })).toBe(1);
    expect(value(families.get('heroshot_input_bytes_total'))).toBe(1024);
    expect(value(families.get('heroshot_output_bytes_total'))).toBe(5000);
    const stages = families.get('heroshot_stage_duration_seconds');
    const sums = stages?.samples
      .filter(({ name }) => name.endsWith('_sum'))
      .map((one) => [one.labels.stage, one.value]);
    expect(Object.fromEntries(sums ?? [])).toEqual({
      decode: 0.02,
      network: 1.5,
      compose: 0.04,
      encode: 0.3,
    });
    const jobs = families.get('heroshot_job_duration_seconds');
    expect(value(jobs, { outcome: 'succeeded', le: '2' }, 'heroshot_job_duration_seconds_bucket')).toBe(0);
    expect(value(jobs, { outcome: 'succeeded', le: '4' }, 'heroshot_job_duration_seconds_bucket')).toBe(1);
  });

  it('tell of requests by route and class, and of webhooks', async () => {
    const metrics = alone();
    metrics.http({ method: 'GET', route: '/v1/jobs/:id', status: 404, seconds: 0.01 });
    metrics.webhook('delivered');
    metrics.webhook('retried');
    const families = await read(metrics);
    const name = 'heroshot_http_request_duration_seconds_count';
    const labels = { method: 'GET', route: '/v1/jobs/:id', status: '4xx' };
    expect(value(families.get('heroshot_http_request_duration_seconds'), labels, name)).toBe(1);
    expect(value(families.get('heroshot_webhook_deliveries_total'), { outcome: 'retried' })).toBe(1);
  });

  it('have no end of neither values nor series, whatever they are told', async () => {
    const metrics = alone();
    for (let i = 0; i < 1000; i++) {
      metrics.observeJob({
        ...nothing,
        outcome: `o${i}`,
        seconds: 1,
        verdict: `v${i}`,
        error: { code: `c${i}` },
      });
      metrics.observeStage(`s${i}`, 1);
      metrics.http({ method: `M${i}`, route: `/v1/jobs/${i}"\n`, status: i, seconds: 1 });
      metrics.webhook(`w${i}` as never);
    }
    const families = await read(metrics);
    expect(value(families.get('heroshot_jobs_ended_total'))).toBe(1000);
    expect(families.get('heroshot_jobs_ended_total')?.samples[0].labels).toEqual({
      ...{ outcome: 'other', verdict: 'other', code: 'other' },
    });
    let series = 0;
    for (const { samples } of families.values()) series += samples.length;
    expect(series).toBeLessThan(25_000);
  });

  it('keep to the rules of Prometheus for names and units', async () => {
    const metrics = alone();
    metrics.observeJob({ ...nothing, outcome: 'failed', seconds: 1 });
    metrics.observeStage('decode', 1);
    metrics.http({ method: 'GET', route: '/healthz', status: 200, seconds: 1 });
    const families = await read(metrics);
    const ours = [...families].filter(([name]) => name.startsWith('heroshot_'));
    expect(ours.length).toBeGreaterThan(11);
    for (const [name, { type, help, samples }] of ours) {
      expect(name).toMatch(/^heroshot_[a-z]+(_[a-z]+)*$/);
      expect(name.endsWith('_total'), name).toBe(type === 'counter');
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
      expect(name).not.toMatch(/_(ms|milliseconds|minutes|kb|mb|percent)(_|$)/);
      expect(help.length).toBeGreaterThan(10);
      if (type !== 'histogram') continue;
      const counts = samples.filter((one) => one.name.endsWith('_bucket')).map((one) => one.value);
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
      expect(samples.find(({ labels }) => labels.le === '+Inf')?.value).toBe(1);
    }
    for (const name of [
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_seconds',
      'process_cpu_seconds_total',
    ])
      expect([...families.keys()]).toContain(name);
    expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('are told also where the database is away or says nothing, without its figures', async () => {
    for (const jobs of [empty, { ...empty, counts: () => new Promise(() => {}) }]) {
      const metrics = createMetrics({ jobs: jobs as never }, new FiguresReader(jobs as never, 5000, 20));
      metrics.observeStage('decode', 1);
      const families = await read(metrics);
      expect(value(families.get('heroshot_store_up'))).toBe(0);
      for (const name of ['heroshot_jobs', 'heroshot_queue_waiting', 'heroshot_images_per_hour'])
        expect(families.get(name)?.samples).toEqual([]);
      expect(families.get('heroshot_stage_duration_seconds')?.samples.length).toBeGreaterThan(1);
    }
  });

  it('ask the database once, however many scrape, and again when the figures are old', async () => {
    let asked = 0;
    const jobs = {
      counts: async () => ({ queued: ++asked, running: 0, succeeded: 0, failed: 0, cancelled: 0 }),
      queue: async () => ({ waiting: 0, oldest: null }),
      finishedSince: async () => 0,
    };
    const reader = new FiguresReader(jobs);
    const all = await Promise.all(Array.from({ length: 10 }, () => reader.read()));
    expect(all.map((figures) => figures?.states.queued)).toEqual(Array(10).fill(1));
    expect((await reader.read())?.states.queued).toBe(1);
    const impatient = new FiguresReader(jobs, 0);
    await impatient.read();
    expect((await impatient.read())?.states.queued).toBe(3);
  });
});
