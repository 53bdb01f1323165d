import { describe, expect, it } from 'vitest';
import type { Job } from '../job.js';
import { eventBody } from './event-body.js';
import { newJob, OUTPUT } from './testing/happenings.js';

const at = Date.UTC(2026, 4, 1, 12);
const job: Job = {
  ...newJob({ id: 'job_1', name: 'bag ä.jpg' }),
  batchId: 'bat_1',
  ordinal: 3,
  state: 'succeeded',
  inputBytes: 7,
  attempts: 1,
  worker: 'node-7:4242',
  heartbeatAt: null,
  cancelRequested: false,
  progress: 1,
  error: null,
  outputs: [OUTPUT],
  verdict: 'review',
  report: { deltaE00: 0.3 },
  createdAt: at,
  startedAt: at + 1000,
  finishedAt: at + 2000,
};
const event = { type: 'job.succeeded', createdAt: at + 2000, jobId: 'job_1', batchId: 'bat_1' } as const;
const url = 'https://pictures.example';
const bodyOf = (more: Partial<Job> = {}) => JSON.parse(eventBody(event, { job: { ...job, ...more } }, url));

describe('bodies', () => {
  it('say what happened, when, and to what', () => {
    expect(bodyOf()).toEqual({
      type: 'job.succeeded',
      timestamp: '2026-05-01T12:00:02.000Z',
      data: {
        id: 'job_1',
        batch_id: 'bat_1',
        ordinal: 3,
        state: 'succeeded',
        name: 'bag ä.jpg',
        metadata: { sku: 'BAG-1' },
        verdict: 'review',
        error: null,
        outputs: [
          {
            name: 'bag ä.jpg',
            for: 'amazon-main',
            format: 'jpeg',
            bytes: 10,
            width: 2000,
            height: 1500,
            sha256: 'ff',
            audit: 'pass',
            url: 'https://pictures.example/v1/jobs/job_1/outputs/bag%20%C3%A4.jpg',
          },
        ],
        created_at: '2026-05-01T12:00:00.000Z',
        started_at: '2026-05-01T12:00:01.000Z',
        finished_at: '2026-05-01T12:00:02.000Z',
        url: 'https://pictures.example/v1/jobs/job_1',
      },
    });
  });

  it('tell nothing of where files lie and which machine was at work', () => {
    const text = eventBody(event, { job }, url);
    for (const secret of ['jobs/secret', 'node-7', 'deltaE00']) expect(text).not.toContain(secret);
  });

  it('tell what was wrong with the picture, and of a fault of ours only that there was one', () => {
    const error = { code: 'corrupt_image', message: 'bag.jpg is cut off' };
    expect(bodyOf({ error }).data.error).toEqual({ ...error, hint: expect.stringContaining('damaged') });
    for (const code of ['internal', 'not_writable', 'disk_full', 'store_unreachable', 'a_code_of_tomorrow']) {
      const ours = bodyOf({ error: { code, message: 'cannot write /srv/secret' } }).data.error;
      expect(ours).toMatchObject({ code, message: 'something went wrong on the server' });
    }
  });

  it('of a batch tell its counts', () => {
    const counts = { total: 5, queued: 0, running: 0, succeeded: 3, failed: 1, cancelled: 1, review: 2 };
    const batch = {
      id: 'bat_1',
      keyId: null,
      state: 'completed',
      priority: 'bulk',
      work: job.work,
      source: { blob: 'batches/secret/list', name: 'list.csv', kind: 'file' },
      metadata: { season: 'summer' },
      error: null,
      createdAt: at,
      finishedAt: at + 1000,
    } as const;
    const happened = { type: 'batch.completed', createdAt: at, jobId: null, batchId: 'bat_1' } as const;
    expect(JSON.parse(eventBody(happened, { batch, counts }, url)).data).toEqual({
      id: 'bat_1',
      state: 'completed',
      metadata: { season: 'summer' },
      counts,
      error: null,
      created_at: '2026-05-01T12:00:00.000Z',
      finished_at: '2026-05-01T12:00:01.000Z',
      url: 'https://pictures.example/v1/batches/bat_1',
    });
  });

  it('of what was removed meanwhile still tell what happened to it', () => {
    expect(JSON.parse(eventBody(event, undefined, url)).data).toEqual({
      id: 'job_1',
      batch_id: 'bat_1',
      state: 'succeeded',
    });
  });

  it('are small enough for receivers: under 20 kB for a job with every marketplace', () => {
    const outputs = Array.from({ length: 18 }, (_, i) => ({
      ...OUTPUT,
      name: `${'a'.repeat(80)}-${i}.jpg`,
      sha256: 'f'.repeat(64),
    }));
    expect(Buffer.byteLength(eventBody(event, { job: { ...job, outputs } }, url))).toBeLessThan(20_000);
  });
});
