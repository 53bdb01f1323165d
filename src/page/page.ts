import { fileURLToPath } from 'node:url';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type BuiltFile, builtFiles, type Coding } from './built-files.js';
import { SECURITY_HEADERS } from './headers.js';
import { PAGE_PATHS } from './paths.js';

/** How the page is served. */
export interface PageOptions {
  /** What was built; the package's own by default. */
  folder?: string;
}

const FOLDER = fileURLToPath(new URL('./public/', import.meta.url));

/**
 * The page at `/`: built files under their own addresses, hashed ones for good, and the page itself under the addresses that it
 * knows. Nobody needs a key for them; what it shows comes over the REST API, with one.
 */
export const page: FastifyPluginAsync<PageOptions> = async (app, { folder = FOLDER }) => {
  const files = await builtFiles(folder);
  const index = files.get('/index.html');
  if (!index) {
    app.log.warn('the page was not built: there is only the REST API');
    return;
  }
  files.delete('/index.html');
  const serve = (url: string, file: BuiltFile) =>
    app.route({
      method: 'GET',
      url,
      config: { scope: 'public' },
      schema: { hide: true } as object,
      handler: (request, reply) => send(request, reply, file),
    });
  for (const url of PAGE_PATHS) serve(url, index);
  for (const [url, file] of files) serve(url, file);
};

async function send(request: FastifyRequest, reply: FastifyReply, file: BuiltFile): Promise<unknown> {
  const coding = file.text ? codingFor(request.headers['accept-encoding']) : 'identity';
  const etag = coding === 'identity' ? file.etag : `${file.etag.slice(0, -1)}-${coding}"`;
  reply.headers({
    ...SECURITY_HEADERS,
    etag,
    'cache-control': file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(file.text ? { vary: 'accept-encoding' } : {}),
  });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  if (coding !== 'identity') reply.header('content-encoding', coding);
  return reply.type(file.type).send(await file.in(coding));
}

/** The best coding that a client takes (RFC 9110, section 12.5.3). */
function codingFor(header: string | string[] | undefined): Coding {
  const taken = new Set(
    String(header ?? '')
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
      .map((part) => part.split(';')[0]?.trim()),
  );
  if (taken.has('br')) return 'br';
  return taken.has('gzip') ? 'gzip' : 'identity';
}
