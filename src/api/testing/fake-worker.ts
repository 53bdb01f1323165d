import { createHash } from 'node:crypto';
import { readError } from '../../engine/errors.js';
import type { Consumer } from '../../jobs/dispatch/dispatcher.js';
import type { Job } from '../../jobs/job.js';
import type { ApiContext } from '../context.js';

/** Bytes of every result that the fake worker makes. */
export const FAKE_RESULT = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));

/** A worker without an engine: every job succeeds with one file; those named `bad…` fail. */
export async function fakeWorker({ store, blobs, dispatcher }: ApiContext): Promise<Consumer> {
  return dispatcher.consume(2, async (id) => {
    if (!id.startsWith('job_')) return;
    const job = await store.jobs.claim(id, 'fake');
    if (!job) return;
    const hold = { id, worker: 'fake', attempt: job.attempts };
    if (job.name.startsWith('bad')) {
      await store.jobs.fail(hold, { code: 'corrupt_image', message: 'the picture is cut off' });
      return;
    }
    if (job.source.kind === 'blob')
      await blobs.read(job.source.key).catch((e) => Promise.reject(readError(e, id)));
    if (job.work.kind === 'audit') {
      const audits = job.work.for.map((marketplace) => ({ marketplace, verdict: 'pass', findings: [] }));
      await store.jobs.succeed(hold, { outputs: [], verdict: 'pass', report: { audits } });
      return;
    }
    await store.jobs.succeed(hold, await made(job, blobs));
  });
}

async function made(job: Job, blobs: ApiContext['blobs']) {
  const blob = `jobs/${job.id}/${job.attempts}/1`;
  await blobs.write(blob, FAKE_RESULT);
  const output = {
    name: job.name,
    for: 'master',
    blob,
    format: 'jpeg',
    bytes: FAKE_RESULT.length,
    width: 40,
    height: 30,
    sha256: createHash('sha256').update(FAKE_RESULT).digest('hex'),
  } as const;
  return { outputs: [output], verdict: 'pass', report: { version: 1, recipe: 'enhance' } };
}
