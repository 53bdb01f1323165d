import type { FastifyRequest } from 'fastify';
import { safeName } from '../../catalog/file-name.js';
import { checkUrl } from '../../catalog/remote/checked-url.js';
import { newId } from '../../jobs/id.js';
import type { JobSource, Work } from '../../jobs/job.js';
import { callerOf } from '../auth/caller.js';
import { estimate } from '../limits/estimate.js';
import { formBody, jsonBody } from '../openapi/bodies.js';
import { photoOf } from '../placement-work.js';
import { type DryRun, DryRunSchema, type Job, JobSchema } from '../schemas/job.js';
import { oneOfSchemas } from '../schemas/one-of.js';
import {
  type ImageOptions,
  ImageOptionsSchema,
  type ImageRequest,
  ImageRequestSchema,
} from '../schemas/submission.js';
import type { Services } from '../services.js';
import { nameInPath } from '../source-name.js';
import type { Told } from '../submissions/submit.js';
import { type PreparedJob, submitJob } from '../submissions/submit-job.js';
import { uploadedPicture } from '../submissions/uploaded-picture.js';
import { treatmentOf, treatmentRecipe } from '../treatment-work.js';
import type { ReceivedPicture } from '../uploads/picture.js';
import { checked } from '../validation.js';
import type { ApiRoutes } from './routes.js';

export const images: ApiRoutes = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/v1/images',
    config: {
      scope: 'submit',
      form: true,
      body: {
        ...formBody(ImageOptionsSchema, 'The picture.', { photo: 'The photo that `place` lays it on.' }),
        ...jsonBody(ImageRequestSchema),
      },
    },
    schema: {
      operationId: 'submitImage',
      tags: ['jobs'],
      summary: 'Submit a picture',
      description:
        'An upload (field `file`) or an address. Answers 202 with the job; with `Prefer: wait=10` 200 with the finished job where it ends in that time; with `dry_run` 200 with what would be done.',
      response: { 200: oneOfSchemas([JobSchema, DryRunSchema]), 202: JobSchema },
    },
    handler: async (request, reply): Promise<Job | DryRun> => {
      await services.gate.admit('interactive');
      return submitJob<DryRun>(services, request, reply, () => prepare(services, request));
    },
  });
};

/** What is known of a picture that is being submitted. */
interface Image {
  options: ImageOptions;
  source: JobSource;
  name: string;
  upload: ReceivedPicture | null;
  /** Key of the photo that it is laid on, where that was uploaded. */
  photo?: string;
  asked: unknown;
  discard(): Promise<void>;
}

async function prepare(services: Services, request: FastifyRequest): Promise<PreparedJob | Told<DryRun>> {
  const id = newId('job');
  const image = request.isMultipart()
    ? await uploaded(services, request, id)
    : addressed(services, request.body);
  try {
    const { options, upload, source, discard } = image;
    const { metadata = {}, priority = 'interactive' } = options;
    const name = options.name === undefined ? image.name : safeName(options.name);
    const treatment = treatmentOf(options);
    const recipe = treatmentRecipe(treatment, services.options);
    const photo = photoOf(treatment, services.options.allowPrivate, image.photo);
    if (options.dry_run) {
      const input = upload && { format: upload.format, bytes: upload.bytes, sha256: upload.sha256 };
      const told: DryRun = {
        object: 'dry_run',
        recipe: { name: recipe.name, steps: recipe.steps.map((step) => ({ ...step })) },
        name,
        input,
        estimate: await estimate(services.store.db, priority),
      };
      return { told, discard };
    }
    if (priority === 'bulk') await services.gate.admit('bulk');
    const work: Work = { kind: 'recipe', recipe, ...(photo ? { photo } : {}) };
    const { keyId } = callerOf(request);
    const size = upload ? { inputBytes: upload.bytes } : {};
    return {
      job: { id, keyId, priority, name, work, source, metadata, ...size },
      asked: image.asked,
      discard,
    };
  } catch (error) {
    await image.discard();
    throw error;
  }
}

async function uploaded(services: Services, request: FastifyRequest, id: string): Promise<Image> {
  const { options, picture, name, key, second, discard } = await uploadedPicture<ImageOptions>(
    services,
    request,
    ImageOptionsSchema,
    id,
    'photo',
  );
  const asked = { file: picture.sha256, name, options, ...(second ? { photo: second.picture.sha256 } : {}) };
  const photo = second ? { photo: second.key } : {};
  return { options, upload: picture, name, source: { kind: 'blob', key }, ...photo, asked, discard };
}

/** @throws {HeroshotError} `url_refused` */
function addressed({ options: { allowPrivate } }: Services, body: unknown): Image {
  const asked: ImageRequest = checked(ImageRequestSchema, body);
  const { source_url, ...options } = asked;
  const url = checkUrl(source_url, { allowPrivate });
  return {
    options,
    upload: null,
    source: { kind: 'url', url: url.href },
    name: nameInPath(url.pathname),
    asked,
    discard: async () => {},
  };
}
