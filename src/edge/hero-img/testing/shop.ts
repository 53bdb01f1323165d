import fastify, { type FastifyInstance } from 'fastify';
import { answerUnreadable, edgePlugin } from '../../plugin.js';
import type { EdgeServer } from '../../server/edge-server.js';
import { HERO_IMG_PREFIX, heroImgPlugin } from '../plugin.js';

/** A shop with pages of our making, the component and pictures on the fly, on a port of its own. */
export interface Shop {
  url: string;
  /** Addresses that were asked for, in order. */
  asked: string[];
  /** Serve a page; returns its address. */
  page(body: string, headers?: Record<string, string>): string;
  /** Serve a file; returns its path. */
  file(name: string, type: string, bytes: Uint8Array): string;
  /** Answer with 500 what matches, until the returned function is called. */
  breaks(pattern: RegExp): () => void;
  close(): Promise<void>;
}

/** Pages that are isolated from other origins have threads. */
export const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** What a strict page says: nothing inline, nothing from elsewhere. */
export const STRICT = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self' blob:; base-uri 'none'",
};

export async function openShop(edge?: EdgeServer): Promise<Shop> {
  const app: FastifyInstance = fastify({ frameworkErrors: answerUnreadable, forceCloseConnections: true });
  const served = new Map<string, { type: string; bytes: Uint8Array; headers: Record<string, string> }>();
  const broken = new Set<RegExp>();
  const asked: string[] = [];
  app.addHook('onRequest', async (request, reply) => {
    asked.push(request.url);
    if ([...broken].some((pattern) => pattern.test(request.url))) return reply.code(500).send('broken');
  });
  await app.register(heroImgPlugin, { prefix: HERO_IMG_PREFIX });
  if (edge) await app.register(edgePlugin, { prefix: '/edge', edge });
  app.get('/*', (request, reply) => {
    const found = served.get(request.url.split('?')[0]);
    if (!found) return reply.code(404).send('nothing');
    return reply.headers(found.headers).type(found.type).send(Buffer.from(found.bytes));
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  let pages = 0;
  const put = (path: string, type: string, bytes: Uint8Array, headers = {}) => {
    served.set(path, { type, bytes, headers });
    return path;
  };
  return {
    url,
    asked,
    page(body, headers) {
      const script = `<script type="module" src="${HERO_IMG_PREFIX}/hero-img.js"></script>`;
      const html = `<!doctype html><html lang="en"><title>shop</title>${script}<body>${body}</body></html>`;
      return url + put(`/page-${++pages}`, 'text/html; charset=utf-8', Buffer.from(html), headers);
    },
    file: (name, type, bytes) => put(`/${name}`, type, bytes, { 'cache-control': 'max-age=60' }),
    breaks(pattern) {
      broken.add(pattern);
      return () => broken.delete(pattern);
    },
    close: () => app.close(),
  };
}
