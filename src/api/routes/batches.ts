import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { BATCH_STATES, type Batch as BatchRow } from '../../jobs/batch.js';
import { isId } from '../../jobs/id.js';
import { JOB_STATES, type Job as JobRow, VERDICTS } from '../../jobs/job.js';
import { callerOf, ownOnly, sees } from '../auth/caller.js';
import { formBody, jsonBody } from '../openapi/bodies.js';
import { Problem } from '../problem.js';
import {
  type Batch,
  type BatchList,
  BatchListSchema,
  BatchOptionsSchema,
  BatchRequestSchema,
  BatchSchema,
} from '../schemas/batch.js';
import { type JobList, JobListSchema } from '../schemas/job.js';
import { oneOf } from '../schemas/one-of.js';
import { PAGING } from '../schemas/paging.js';
import type { Services } from '../services.js';
import { submitBatch } from '../submissions/submit-batch.js';
import { batchView } from '../views/batch-view.js';
import { jobView } from '../views/job-view.js';
import { page, placeAfter } from '../views/page.js';
import { pollAfter } from '../views/poll-after.js';
import { resultsCsv } from '../views/results-csv.js';
import { countsOf } from '../waiting/batch-counts.js';
import type { ApiRoutes } from './routes.js';

/** Bytes of a list in JSON. */
const LIST_BYTES = 8 * 2 ** 20;
/** Jobs that are read at a time for a table. */
const ROWS = 200;

export const BATCH_ID = Type.Object({ id: Type.String({ examples: ['bat_01kb2x4v9e8x7m6y5z4w3q2r1t'] }) });

export const batches: ApiRoutes = async (app, { services }) => {
  const { store } = services;
  const { publicUrl } = services.options;

  app.route({
    method: 'POST',
    url: '/v1/batches',
    bodyLimit: LIST_BYTES,
    config: {
      scope: 'submit',
      form: true,
      body: {
        ...formBody(BatchOptionsSchema, 'A CSV with addresses, a ZIP of pictures, or a list of addresses.'),
        ...jsonBody(BatchRequestSchema),
      },
    },
    schema: {
      operationId: 'submitBatch',
      tags: ['batches'],
      summary: 'Submit many pictures',
      description:
        'A file (field `file`), or a list of addresses. Its jobs appear while it is read; one that is wrong fails by itself.',
      response: { 202: BatchSchema },
    },
    handler: async (request, reply): Promise<Batch> => {
      await services.gate.admit('bulk');
      return submitBatch(services, request, reply);
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/batches',
    config: { scope: 'read' },
    schema: {
      operationId: 'listBatches',
      tags: ['batches'],
      summary: 'Batches, newest first',
      querystring: Type.Object(
        { ...PAGING, state: Type.Optional(oneOf(BATCH_STATES)) },
        { additionalProperties: false },
      ),
      response: { 200: BatchListSchema },
    },
    handler: async (request, reply): Promise<BatchList> => {
      const { limit = 20, after, state } = request.query;
      const rows = await store.batches.list({
        ...ownOnly(callerOf(request)),
        ...placeAfter('bat', after),
        ...(state ? { state } : {}),
        limit: limit + 1,
      });
      const ids = rows.map(({ id }) => id);
      const counts = await countsOf(store.db, ids);
      const path = `${publicUrl}/v1/batches`;
      return page(reply, path, { limit, state }, rows, (row) =>
        batchView(row, counts.get(row.id) as never, publicUrl),
      );
    },
  });

  const viewOf = async (batch: BatchRow): Promise<Batch> =>
    batchView(batch, await store.batches.counts(batch.id), publicUrl);

  app.route({
    method: 'GET',
    url: '/v1/batches/:id',
    config: { scope: 'read' },
    schema: {
      operationId: 'getBatch',
      tags: ['batches'],
      summary: 'A batch and how far it is',
      params: BATCH_ID,
      response: { 200: BatchSchema },
    },
    handler: async (request, reply): Promise<Batch> => {
      const batch = await batchOf(services, request, request.params.id);
      if (!batch.finishedAt) reply.header('retry-after', pollAfter(batch.createdAt));
      return viewOf(batch);
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/batches/:id/jobs',
    config: { scope: 'read' },
    schema: {
      operationId: 'listBatchJobs',
      tags: ['batches'],
      summary: 'A batch’s jobs, in its order',
      params: BATCH_ID,
      querystring: Type.Object(
        { ...PAGING, state: Type.Optional(oneOf(JOB_STATES)), verdict: Type.Optional(oneOf(VERDICTS)) },
        { additionalProperties: false },
      ),
      response: { 200: JobListSchema },
    },
    handler: async (request, reply): Promise<JobList> => {
      const { limit = 20, after, state, verdict } = request.query;
      const { id: batchId } = await batchOf(services, request, request.params.id);
      const rows = await store.jobs.list({
        batchId,
        oldestFirst: true,
        ...placeAfter('job', after),
        ...(state ? { state } : {}),
        ...(verdict ? { verdict } : {}),
        limit: limit + 1,
      });
      const path = `${publicUrl}/v1/batches/${batchId}/jobs`;
      return page(reply, path, { limit, state, verdict }, rows, (row) => jobView(row, publicUrl));
    },
  });

  app.route({
    method: 'POST',
    url: '/v1/batches/:id/cancel',
    config: { scope: 'submit' },
    schema: {
      operationId: 'cancelBatch',
      tags: ['batches'],
      summary: 'Stop a batch and its jobs',
      params: BATCH_ID,
      response: { 200: BatchSchema },
    },
    handler: async (request): Promise<Batch> => {
      const batch = await batchOf(services, request, request.params.id);
      if (!(await store.batches.cancel(batch.id)))
        throw new Problem('already_over', `the batch is ${batch.state}`);
      const waited = await store.jobs.cancel({ batchId: batch.id });
      await services.dispatcher.remove([batch.id, ...waited]).catch(() => {
        // A worker that gets an id finds it cancelled.
      });
      return viewOf(await batchOf(services, request, batch.id));
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/batches/:id/results.csv',
    config: { scope: 'read' },
    exposeHeadRoute: false,
    schema: {
      operationId: 'getBatchResults',
      tags: ['batches'],
      summary: 'A batch’s jobs as a table',
      description: 'A line for each picture, with its state, its error, and the address of every file.',
      params: BATCH_ID,
      response: { 200: Type.Unsafe<Readable>({ description: 'CSV.', 'x-media-types': ['text/csv'] }) },
    },
    handler: async (request, reply) => {
      const batch = await batchOf(services, request, request.params.id);
      reply.type('text/csv; charset=utf-8');
      reply.header('content-disposition', `attachment; filename="${batch.id}.csv"`);
      return reply.send(Readable.from(resultsCsv(batch, pages(batch.id), publicUrl)));
    },
  });

  async function* pages(batchId: string): AsyncGenerator<JobRow[]> {
    let after: { after?: string } = {};
    for (;;) {
      const rows = await store.jobs.list({ batchId, oldestFirst: true, limit: ROWS, ...after });
      const last = rows.at(-1);
      if (!last) return;
      yield rows;
      after = { after: last.id };
    }
  }
};

/**
 * A batch that the caller may see.
 *
 * @throws {Problem} `not_found`, also for another key's
 */
export async function batchOf({ store }: Services, request: FastifyRequest, id: string): Promise<BatchRow> {
  const batch = isId('bat', id) ? await store.batches.get(id) : undefined;
  if (!batch || !sees(callerOf(request), batch.keyId))
    throw new Problem('not_found', 'there is no such batch');
  return batch;
}
