import { createReadStream } from 'node:fs';
import { createBrotliDecompress } from 'node:zlib';
import type { FastifyPluginAsync } from 'fastify';
import { type PackedFile, packedFiles } from './files.js';

/** How the component's files are served. */
export interface HeroImgPluginOptions {
  /** What was built; the package's own by default. */
  folder?: string;
}

/** Where the plugin is mounted unless somebody wants it elsewhere; the number changes when markup of before would not do any more. */
export const HERO_IMG_PREFIX = '/hero-img/v1';

/**
 * The worker's own policy: this folder's scripts, WebAssembly, and pictures from wherever the page shows them. A page that is isolated from other
 * origins starts no worker that isn't.
 */
const HEADERS = {
  'access-control-allow-origin': '*',
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src * data: blob:",
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  vary: 'accept-encoding',
};

const BY_THE_HOUR = 'public, max-age=3600, stale-while-revalidate=604800';
const FOR_GOOD = 'public, max-age=31536000, immutable';

/**
 * `<hero-img>` and what it loads when it is needed: the worker, the weights, onnxruntime-web. Public, for any page of any origin; but browsers start workers
 * from the page's own origin only, so mount it there.
 *
 * @example await app.register(heroImgPlugin, { prefix: HERO_IMG_PREFIX });
 */
export const heroImgPlugin: FastifyPluginAsync<HeroImgPluginOptions> = async (app, { folder }) => {
  const files = await packedFiles(folder);
  if (files.size === 0) return app.log.warn('the component <hero-img> was not built');
  for (const [address, file] of files)
    app.route({
      method: 'GET',
      url: `/${address}`,
      config: { scope: 'public' } as object,
      schema: { hide: true } as object,
      handler: (request, reply) => {
        const packed = takesBrotli(String(request.headers['accept-encoding'] ?? ''));
        const etag = packed ? file.etag : `${file.etag.slice(0, -1)}-plain"`;
        reply.headers({ ...HEADERS, etag, 'cache-control': file.lasting ? FOR_GOOD : BY_THE_HOUR });
        if (request.headers['if-none-match'] === etag) return reply.code(304).send();
        if (packed) reply.header('content-encoding', 'br');
        return reply.type(file.type).send(bytes(file, packed));
      },
    });
};

/** RFC 9110, 12.5.3: named, and not with a quality of nothing. */
const takesBrotli = (header: string) =>
  header.split(',').some((part) => /^\s*br\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(part));

function bytes({ path }: PackedFile, packed: boolean) {
  const file = createReadStream(path);
  return packed ? file : file.pipe(createBrotliDecompress());
}
