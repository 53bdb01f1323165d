import { Readable } from 'node:stream';
import Type from 'typebox';
import { HeroshotError } from '../../engine/errors.js';
import type { ByteRange } from '../../jobs/blobs/blob-store.js';
import { mediaType } from '../../jobs/media-type.js';
import { disposition } from '../files/disposition.js';
import { isKnown, wantedRange } from '../files/range.js';
import { Problem } from '../problem.js';
import { jobOf } from './jobs.js';
import type { ApiRoutes } from './routes.js';

/** A result never changes; only its submitter may keep it. */
const CACHE = 'private, max-age=31536000, immutable';

const FileSchema = Type.Unsafe<Readable>({
  description: 'The file.',
  'x-media-types': ['image/*', 'video/*'],
});

export const outputs: ApiRoutes = async (app, { services }) => {
  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/outputs/:name',
    config: { scope: 'read' },
    schema: {
      operationId: 'downloadOutput',
      tags: ['jobs'],
      summary: 'A file that a job made',
      description: 'Takes one `Range`, `If-Range` and `If-None-Match`; the entity tag is the file’s SHA-256.',
      params: Type.Object({ id: Type.String(), name: Type.String({ description: 'As `outputs[].name`.' }) }),
      querystring: Type.Object(
        { download: Type.Optional(Type.Boolean({ description: 'Offer it for saving.' })) },
        { additionalProperties: false },
      ),
      response: {
        200: FileSchema,
        206: FileSchema,
        304: Type.Unsafe<undefined>({ description: 'It is the file that you have.' }),
      },
    },
    handler: async (request, reply) => {
      const { id, name } = request.params;
      const job = await jobOf(services, request, id);
      const output = job.outputs.find((one) => one.name === name);
      if (!output) throw new Problem('not_found', 'the job has no such file');
      const etag = `"${output.sha256}"`;
      reply.headers({
        etag,
        'cache-control': CACHE,
        'accept-ranges': 'bytes',
        vary: 'authorization',
        'content-disposition': disposition(request.query.download ? 'attachment' : 'inline', output.name),
        'content-security-policy': "default-src 'none'; sandbox",
      });
      if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send(undefined);
      const range = wantedRange(request.headers, output.bytes, etag);
      if (range === 'none')
        throw new Problem('range_not_satisfiable', `the file has ${output.bytes} bytes`, {
          headers: { 'content-range': `bytes */${output.bytes}` },
        });
      const part = range === 'whole' ? undefined : range;
      reply.type(mediaType(output.format));
      if (part) {
        reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${output.bytes}`);
        reply.header('content-length', part.end - part.start + 1);
      } else reply.header('content-length', output.bytes);
      // The headers say everything; an empty stream keeps them as they are.
      if (request.method === 'HEAD') return reply.send(Readable.from([]));
      return reply.send(await opened(output.blob, part));
    },
  });

  async function opened(blob: string, range: ByteRange | undefined): Promise<Readable> {
    try {
      return await services.blobs.stream(blob, range);
    } catch (error) {
      if (error instanceof HeroshotError && error.code === 'file_not_found')
        throw new Problem('gone', 'the file has been removed');
      throw error;
    }
  }
};
