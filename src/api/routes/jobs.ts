import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { isId } from '../../jobs/id.js';
import { JOB_STATES, type Job as JobRow, VERDICTS } from '../../jobs/job.js';
import { callerOf, ownOnly, sees } from '../auth/caller.js';
import { gone, preferredWait } from '../prefer.js';
import { Problem } from '../problem.js';
import { type Job, type JobList, JobListSchema, JobSchema } from '../schemas/job.js';
import { oneOf } from '../schemas/one-of.js';
import { PAGING } from '../schemas/paging.js';
import type { Services } from '../services.js';
import { jobView } from '../views/job-view.js';
import { page, placeAfter } from '../views/page.js';
import { pollAfter } from '../views/poll-after.js';
import type { ApiRoutes } from './routes.js';

export const JOB_ID = Type.Object({ id: Type.String({ examples: ['job_01kb2x4v9e8x7m6y5z4w3q2r1t'] }) });

export const jobs: ApiRoutes = async (app, { services }) => {
  const { store, options } = services;

  app.route({
    method: 'GET',
    url: '/v1/jobs',
    config: { scope: 'read' },
    schema: {
      operationId: 'listJobs',
      tags: ['jobs'],
      summary: 'Jobs, newest first',
      querystring: Type.Object(
        { ...PAGING, state: Type.Optional(oneOf(JOB_STATES)), verdict: Type.Optional(oneOf(VERDICTS)) },
        { additionalProperties: false },
      ),
      response: { 200: JobListSchema },
    },
    handler: async (request, reply): Promise<JobList> => {
      const { limit = 20, after, state, verdict } = request.query;
      const rows = await store.jobs.list({
        ...ownOnly(callerOf(request)),
        ...placeAfter('job', after),
        ...(state ? { state } : {}),
        ...(verdict ? { verdict } : {}),
        limit: limit + 1,
      });
      const path = `${options.publicUrl}/v1/jobs`;
      return page(reply, path, { limit, state, verdict }, rows, (row) => jobView(row, options.publicUrl));
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/jobs/:id',
    config: { scope: 'read' },
    schema: {
      operationId: 'getJob',
      tags: ['jobs'],
      summary: 'A job',
      description:
        'While it is open, `Retry-After` says when to ask again. `Prefer: wait=10` waits for its end.',
      params: JOB_ID,
      response: { 200: JobSchema },
    },
    handler: async (request, reply): Promise<Job> => {
      const job = await waitedFor(services, request, reply);
      if (!job.finishedAt) reply.header('retry-after', pollAfter(job.createdAt));
      return jobView(job, options.publicUrl);
    },
  });

  for (const [method, url, operationId] of [
    ['POST', '/v1/jobs/:id/cancel', 'cancelJob'],
    ['DELETE', '/v1/jobs/:id', 'deleteJob'],
  ] as const)
    app.route({
      method,
      url,
      config: { scope: 'submit' },
      schema: {
        operationId,
        tags: ['jobs'],
        summary: 'Stop a job',
        description:
          'One that waits is cancelled at once; one at work stops at its next sign of life, and `cancel_requested` is true until then.',
        params: JOB_ID,
        response: { 200: JobSchema },
      },
      handler: async (request): Promise<Job> => {
        const job = await jobOf(services, request, request.params.id);
        if (job.finishedAt) throw new Problem('already_over', `the job has ${job.state}`);
        const waited = await store.jobs.cancel({ id: job.id });
        await services.dispatcher.remove(waited).catch(() => {
          // A worker that gets the id finds the job cancelled.
        });
        return jobView((await store.jobs.get(job.id)) ?? job, options.publicUrl);
      },
    });

  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/report',
    config: { scope: 'read' },
    schema: {
      operationId: 'getReport',
      tags: ['jobs'],
      summary: 'What was done and how faithful it is',
      description: 'The recipe’s report (docs/report.md), or the audits of an audit job.',
      params: JOB_ID,
      response: { 200: Type.Unsafe<object>({ title: 'Report', type: ['object', 'array'] }) },
    },
    handler: async (request): Promise<object> => {
      const job = await jobOf(services, request, request.params.id);
      if (job.report) return job.report as object;
      if (job.finishedAt) throw new Problem('not_found', `the job has ${job.state}: there is no report`);
      throw new Problem('not_finished', 'there is no report before the job has ended', {
        headers: { 'retry-after': pollAfter(job.createdAt) },
      });
    },
  });
};

/**
 * A job that the caller may see.
 *
 * @throws {Problem} `not_found`, also for another key's
 */
export async function jobOf({ store }: Services, request: FastifyRequest, id: string): Promise<JobRow> {
  const job = isId('job', id) ? await store.jobs.get(id) : undefined;
  if (!job || !sees(callerOf(request), job.keyId)) throw new Problem('not_found', 'there is no such job');
  return job;
}

async function waitedFor(
  services: Services,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
): Promise<JobRow> {
  const job = await jobOf(services, request, request.params.id);
  const seconds = preferredWait(request.headers.prefer, services.options.maxWaitS);
  if (job.finishedAt || seconds === 0) return job;
  reply.header('preference-applied', `wait=${seconds}`);
  await services.watch.ended(job.id, seconds * 1000, gone(reply));
  return jobOf(services, request, job.id);
}
