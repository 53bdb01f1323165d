import { createHash } from 'node:crypto';
import { checkUrl } from '../../catalog/remote/checked-url.js';
import { newId } from '../../jobs/id.js';
import type { JobSource, NewJob } from '../../jobs/job.js';
import { onceOnly } from '../../jobs/store/idempotency.js';
import { addJobs } from '../../jobs/store/jobs.js';
import { askedRecipe } from '../../recipe/asked.js';
import { workflow } from '../../recipe/recipes.js';
import { callerOf } from '../auth/caller.js';
import { readUploadEvent, type UploadEvent } from '../hooks/upload-event.js';
import { jsonBody } from '../openapi/bodies.js';
import { Problem } from '../problem.js';
import { type HookAnswer, HookAnswerSchema, HookEventSchema, HookQuerySchema } from '../schemas/hook.js';
import type { Services } from '../services.js';
import { nameInPath } from '../source-name.js';
import type { ApiRoutes } from './routes.js';

/** A picture that an event names; `mark` tells it from others, and is absent where nothing does. */
interface Named {
  source: JobSource;
  name: string;
  mark?: string;
}

export const hooks: ApiRoutes = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/v1/hooks/upload',
    config: { scope: 'submit', body: jsonBody(HookEventSchema) },
    schema: {
      operationId: 'uploadHook',
      tags: ['hooks'],
      summary: 'Enhance on upload',
      description:
        'For a bucket’s notifications, or a shop’s own. Only buckets that the service was told of are taken. An event that comes again makes no new jobs.',
      querystring: HookQuerySchema,
      response: { 200: HookAnswerSchema, 202: HookAnswerSchema },
    },
    handler: async (request, reply): Promise<HookAnswer> => {
      const event = readUploadEvent(request.body);
      const ignored = event.kind === 'objects' ? event.ignored : 0;
      const pictures = namedPictures(services, event);
      if (pictures.length === 0) return { object: 'hook', job_ids: [], ignored };
      await services.gate.admit('bulk');
      const { keyId } = callerOf(request);
      const named = workflow(request.query.recipe ?? 'reviews');
      const jobs = pictures.map(({ source, name, mark }) => ({
        mark,
        job: {
          id: newId('job'),
          keyId,
          priority: 'bulk',
          name,
          work: { kind: 'recipe', recipe: askedRecipe({}, named) },
          source,
          metadata: {},
        } satisfies NewJob,
      }));
      const owner = `hook:${keyId ?? 'open'}`;
      const { ids, added } = await services.store.db.transaction().execute(async (on) => {
        const found: string[] = [];
        const fresh: NewJob[] = [];
        for (const { job, mark } of jobs) {
          const key = hash([named.name, mark]);
          const { subjectId, first } = mark
            ? await onceOnly(on, owner, key, job.id)
            : { subjectId: job.id, first: true };
          found.push(subjectId);
          if (first) fresh.push(job);
        }
        if (fresh.length > 0) await addJobs(on, fresh, Date.now());
        return { ids: found, added: fresh };
      });
      const tickets = added.map(({ id, priority }) => ({ id, priority }));
      await services.dispatcher.add(tickets).catch((error: unknown) => {
        // The rows are written: the reconciler brings them to the queue when it is back.
        request.log.warn({ err: error }, 'the queue did not take an id');
      });
      reply.code(202);
      return { object: 'hook', job_ids: ids, ignored };
    },
  });
};

/** @throws {Problem} `bucket_refused`; {HeroshotError} `url_refused` */
function namedPictures({ options }: Services, event: UploadEvent): Named[] {
  if (event.kind === 'test') return [];
  if (event.kind === 'url') {
    const url = checkUrl(event.url, { allowPrivate: options.allowPrivate });
    return [{ source: { kind: 'url', url: url.href }, name: nameInPath(url.pathname) }];
  }
  return event.objects.map(({ bucket, key, versionId, mark }) => {
    if (!options.hookBuckets.includes(bucket))
      throw new Problem('bucket_refused', `the service was not told of the bucket ${bucket}`);
    const source: JobSource = { kind: 'object', bucket, key, ...(versionId ? { versionId } : {}) };
    return {
      source,
      name: nameInPath(encodeURIComponent(key).replaceAll('%2F', '/')),
      mark: hash([bucket, key, mark]),
    };
  });
}

const hash = (parts: unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
