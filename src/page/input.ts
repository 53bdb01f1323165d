import type { FastifyPluginAsync } from 'fastify';
import { callerOf, sees } from '../api/auth/caller.js';
import { disposition } from '../api/files/disposition.js';
import { Problem } from '../api/problem.js';
import { type SourceFormat, sniff } from '../engine/decode/sniff.js';
import { HeroshotError } from '../engine/errors.js';
import type { BlobStore } from '../jobs/blobs/blob-store.js';
import { isId } from '../jobs/id.js';
import type { JobSource } from '../jobs/job.js';
import { readArchiveEntry } from '../jobs/reading/archive.js';
import { readBlob } from '../jobs/reading/blob-bytes.js';
import type { Store } from '../jobs/store/open-store.js';

/** What the route reads from. */
export interface InputOptions {
  store: Store;
  blobs: BlobStore;
  /** Bytes of one picture; 64 MiB by default. */
  maxBytes?: number;
}

/**
 * `GET /v1/jobs/:id/input`: the picture that was handed in, for the comparison with what became of it. Pictures at addresses
 * are not fetched a second time, so theirs are not there.
 */
export const input: FastifyPluginAsync<InputOptions> = async (
  app,
  { store, blobs, maxBytes = 64 * 2 ** 20 },
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
      const bytes = await kept(() => bytesOf(job.source, blobs, maxBytes));
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
async function bytesOf(source: JobSource, blobs: BlobStore, maxBytes: number): Promise<Uint8Array> {
  if (source.kind === 'blob') return readBlob(blobs, source.key, maxBytes);
  if (source.kind === 'archive' && 'entry' in source.place)
    return readArchiveEntry(blobs, source.key, source.place.entry, { maxBytes });
  throw new Problem('not_found', 'the picture lies elsewhere; it is not kept here');
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
