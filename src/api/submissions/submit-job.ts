import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Job, NewJob } from '../../jobs/job.js';
import { addJobs } from '../../jobs/store/jobs.js';
import { gone, preferredWait } from '../prefer.js';
import { Problem } from '../problem.js';
import type { Job as JobView } from '../schemas/job.js';
import type { Services } from '../services.js';
import { jobView } from '../views/job-view.js';
import { type Prepared, submit, type Told } from './submit.js';

/** A new job, and what makes its request this one. */
export interface PreparedJob {
  job: NewJob;
  asked: unknown;
  discard(): Promise<void>;
}

/**
 * Submit a job, and wait for its end as long as the client prefers.
 *
 * @param waitS seconds that are waited where the client says nothing
 * @returns the job: 200 where it has ended, 202 where it goes on
 */
export async function submitJob<T extends object = never>(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: () => Promise<PreparedJob | Told<T>>,
  waitS = 0,
): Promise<JobView | T> {
  const { publicUrl, maxWaitS } = services.options;
  const submitted = await submit<T>(services, request, reply, async () => {
    const prepared = await prepare();
    return 'told' in prepared ? prepared : jobRows(services, prepared);
  });
  if ('told' in submitted) return submitted.told;
  const { subjectId } = submitted;
  const preferred = preferredWait(request.headers.prefer, maxWaitS);
  const seconds = preferred || (request.headers.prefer === undefined ? waitS : 0);
  const url = `${publicUrl}/v1/jobs/${subjectId}`;
  reply.header('location', url);
  if (preferred > 0) reply.header('preference-applied', `wait=${preferred}`);
  if (seconds > 0) {
    await services.watch.ended(subjectId, seconds * 1000, gone(reply));
    const job = await services.store.jobs.get(subjectId);
    if (!job) throw new Problem('not_found', 'the job has been removed');
    if (isOver(job)) return jobView(job, publicUrl);
    reply.code(202).header('retry-after', '1');
    return jobView(job, publicUrl);
  }
  reply.code(202).header('retry-after', '1');
  return JSON.parse(submitted.body) as JobView;
}

const isOver = ({ state }: Job) => state !== 'queued' && state !== 'running';

function jobRows({ store, options }: Services, { job, asked, discard }: PreparedJob): Prepared {
  const now = Date.now();
  return {
    asked,
    discard,
    subjectId: job.id,
    tickets: [{ id: job.id, priority: job.priority }],
    answer: jobView(born(job, now), options.publicUrl),
    write: (on) => addJobs(on, [job], now),
    isThere: async () => (await store.jobs.known([job.id])).has(job.id),
  };
}

/** A job as its row will be. */
function born(job: NewJob, now: number): Job {
  return {
    batchId: null,
    ordinal: null,
    inputBytes: null,
    ...job,
    error: null,
    state: 'queued',
    attempts: 0,
    worker: null,
    heartbeatAt: null,
    cancelRequested: false,
    progress: 0,
    outputs: [],
    verdict: null,
    report: null,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
  };
}
