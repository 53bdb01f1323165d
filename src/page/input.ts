import type { FastifyPluginAsync } from 'fastify';
import { callerOf, sees } from '../api/auth/caller.js';
import { disposition } from '../api/files/disposition.js';
import { Problem } from '../api/problem.js';
import { type SourceFormat, sniff } from '../engine/decode/sniff.js';
import { HeroshotError } from '../engine/errors.js';
import type { BlobStore } from '../jobs/blobs/blob-store.js';
import { isId } from '../jobs/id.js';
import type { JobSource } from '../jobs/job.js';
import { readSource, type SourceTools } from '../jobs/reading/source.js';
import type { Store } from '../jobs/store/open-store.js';

/** What the route reads from. */
export interface InputOptions {
  store: Store;
  blobs: BlobStore;
  /** Fetches what lies at addresses once more, as carefully as the first time. */
  fetcher: SourceTools['fetcher'];
  /** Bytes of one picture; 64 MiB by default. */
  maxBytes?: number;
}

/**
 * `GET /v1/jobs/:id/input`: the picture that was handed in, for the comparison with what became of it. One at an address is fetched
 * once more; one in a bucket of others is not there.
 */
export const input: FastifyPluginAsync<InputOptions> = async (
  app,
  { store, blobs, fetcher, maxBytes = 64 * 2 ** 20 },
) => {
  app.route<{ Params: { id: string } }>({
    method: 'GET',
    url: '/v1/jobs/:id/input',
    exposeHeadRoute: false,
    config: { scope: 'read' },
    schema: {
      operationId: 'downloadInput',
      tags: ['jobs'],
      summary: 'The picture that was handed in',
      response: { 200: { description: 'The file.', 'x-media-types': ['image/*'] } },
    } as object,
    handler: async (request, reply) => {
      const { id } = request.params;
      const job = isId('job', id) ? await store.jobs.get(id) : undefined;
      if (!job || !sees(callerOf(request), job.keyId)) throw new Problem('not_found', 'there is no such job');
      const bytes = await kept(() => bytesOf(job.source, { blobs, fetcher, maxBytes }));
      reply.headers({
        'cache-control': 'private, max-age=31536000, immutable',
        vary: 'authorization',
        'content-disposition': disposition('inline', job.name),
        'content-security-policy': "default-src 'none'; sandbox",
      });
      return reply.type(MIME[sniff(bytes)]).send(bytes);
    },
  });
};

const MIME: Record<SourceFormat, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  tiff: 'image/tiff',
  gif: 'image/gif',
};

/** @throws {Problem} `not_found` for a picture that lies elsewhere */
async function bytesOf(source: JobSource, tools: SourceTools): Promise<Uint8Array> {
  if (source.kind !== 'object') return readSource(source, tools);
  throw new Problem('not_found', 'the picture lies in a bucket; it is not kept here');
}

/** @throws {Problem} `gone` */
async function kept<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof HeroshotError && error.code === 'file_not_found')
      throw new Problem('gone', 'the picture has been removed');
    throw error;
  }
}
