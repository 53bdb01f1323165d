import type { FastifyRequest } from 'fastify';
import { safeName } from '../../catalog/file-name.js';
import { newId } from '../../jobs/id.js';
import { marketplacesOf } from '../../marketplaces/marketplaces.js';
import { callerOf } from '../auth/caller.js';
import { formBody } from '../openapi/bodies.js';
import { Problem } from '../problem.js';
import { type Audit, type AuditOptions, AuditOptionsSchema, AuditSchema } from '../schemas/audit.js';
import { type Job, JobSchema } from '../schemas/job.js';
import type { Services } from '../services.js';
import { type PreparedJob, submitJob } from '../submissions/submit-job.js';
import { uploadedPicture } from '../submissions/uploaded-picture.js';
import { jobOf } from './jobs.js';
import type { ApiRoutes } from './routes.js';

/** Seconds that an audit is waited for: it takes less than one. */
const WAIT_S = 10;

export const audits: ApiRoutes = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/v1/audits',
    config: {
      scope: 'submit',
      form: true,
      body: formBody(AuditOptionsSchema, 'The finished file.'),
    },
    schema: {
      operationId: 'submitAudit',
      tags: ['audits'],
      summary: 'Hold a finished file against marketplaces’ rules',
      description:
        'Nothing is changed. Answers 200 with the audit where it is done within 10 seconds (`Prefer: wait` says another time), else 202 with its job.',
      response: { 200: AuditSchema, 202: JobSchema },
    },
    handler: async (request, reply): Promise<Audit | Job> => {
      if (!request.isMultipart()) throw new Problem('unsupported_media_type', 'a form with a file is needed');
      await services.gate.admit('interactive');
      const wait = Math.min(WAIT_S, services.options.maxWaitS);
      const job = await submitJob(services, request, reply, () => prepare(services, request), wait);
      return reply.statusCode === 202 ? job : auditOf(services, request, job);
    },
  });
};

async function prepare(services: Services, request: FastifyRequest): Promise<PreparedJob> {
  const id = newId('job');
  const upload = await uploadedPicture<AuditOptions>(services, request, AuditOptionsSchema, id);
  const { options, picture, key, discard } = upload;
  const markets = marketplacesOf(options.for.join(',')).map(({ name }) => name);
  return {
    job: {
      id,
      keyId: callerOf(request).keyId,
      priority: 'interactive',
      name: options.name === undefined ? upload.name : safeName(options.name),
      work: { kind: 'audit', for: markets },
      source: { kind: 'blob', key },
      metadata: options.metadata ?? {},
      inputBytes: picture.bytes,
    },
    asked: { file: picture.sha256, name: upload.name, options },
    discard,
  };
}

async function auditOf(services: Services, request: FastifyRequest, job: Job): Promise<Audit> {
  const { report } = await jobOf(services, request, job.id);
  const found = (report as Pick<Audit, 'audits'> | null)?.audits ?? [];
  return {
    object: 'audit',
    id: job.id,
    state: job.state as Audit['state'],
    name: job.name,
    verdict: job.verdict as Audit['verdict'],
    error: job.error,
    audits: found,
    url: job.url,
  };
}
