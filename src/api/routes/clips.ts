import type { FastifyRequest } from 'fastify';
import { safeName } from '../../catalog/file-name.js';
import { checkUrl } from '../../catalog/remote/checked-url.js';
import { clipSize, clipTargets } from '../../compose/clip/sizes.js';
import type { ClipWork } from '../../jobs/clip/clip-work.js';
import { newId } from '../../jobs/id.js';
import { type ClipOptions, checkClip } from '../../recipe/clip/options.js';
import { callerOf } from '../auth/caller.js';
import { jsonBody } from '../openapi/bodies.js';
import { Problem } from '../problem.js';
import { type ClipRequest, ClipRequestSchema } from '../schemas/clip.js';
import { type Job, JobSchema } from '../schemas/job.js';
import type { Services } from '../services.js';
import { nameInPath } from '../source-name.js';
import { type PreparedJob, submitJob } from '../submissions/submit-job.js';
import { checked, invalid } from '../validation.js';
import { jobOf } from './jobs.js';
import type { ApiRoutes } from './routes.js';

export const clips: ApiRoutes = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/v1/clips',
    config: { scope: 'submit', body: jsonBody(ClipRequestSchema) },
    schema: {
      operationId: 'submitClip',
      tags: ['jobs'],
      summary: 'Make a video of pictures',
      description:
        'Of finished jobs or of pictures at addresses. Answers 202 with a job; its files are a video and a poster for each size.',
      response: { 200: JobSchema, 202: JobSchema },
    },
    handler: async (request, reply): Promise<Job> => {
      await services.gate.admit('interactive');
      return submitJob(services, request, reply, () => prepare(services, request));
    },
  });
};

async function prepare(services: Services, request: FastifyRequest): Promise<PreparedJob> {
  const asked: ClipRequest = checked(ClipRequestSchema, request.body);
  const { stills: wanted, for: targets, size, name, metadata = {}, ...rest } = asked;
  if (targets && size) throw invalid([{ pointer: '/size', detail: 'does not go with `for`' }]);
  const sizes = targets ? clipTargets(targets) : [clipSize(size ?? '1080x1920')];
  const options: ClipOptions = { ...rest, sizes };
  checkClip(options, wanted.length);
  const stills: ClipWork['stills'] = [];
  for (const [i, still] of wanted.entries()) stills.push(await stillOf(services, request, still, i));
  const [first] = stills;
  return {
    job: {
      id: newId('job'),
      keyId: callerOf(request).keyId,
      priority: 'interactive',
      name: name === undefined ? `${first.name.replace(/\.[a-z0-9]{1,5}$/i, '')}-clip` : safeName(name),
      work: { kind: 'clip', options, stills },
      source: first.source,
      metadata,
    },
    asked,
    discard: async () => {},
  };
}

async function stillOf(
  services: Services,
  request: FastifyRequest,
  still: ClipRequest['stills'][number],
  i: number,
): Promise<ClipWork['stills'][number]> {
  if ('source_url' in still) {
    const url = checkUrl(still.source_url, { allowPrivate: services.options.allowPrivate });
    const name = still.name === undefined ? nameInPath(url.pathname) : safeName(still.name);
    return { name, source: { kind: 'url', url: url.href } };
  }
  const pointer = `/stills/${i}`;
  // Jobs of other keys are not found.
  const job = await jobOf(services, request, still.job).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'not_found')
      throw invalid([{ pointer: `${pointer}/job`, detail: 'is no job of yours' }]);
    throw error;
  });
  if (job.state !== 'succeeded')
    throw invalid([{ pointer: `${pointer}/job`, detail: `is ${job.state}; it must have succeeded` }]);
  const output = job.outputs.find((one) => (still.output ? one.name === still.output : one.for === 'master'));
  if (!output || output.format === 'mp4' || output.format === 'webm')
    throw invalid([{ pointer: `${pointer}/output`, detail: 'is no picture of that job' }]);
  return { name: output.name, source: { kind: 'blob', key: output.blob } };
}
