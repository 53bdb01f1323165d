/** A page with <hero-img>: `node examples/hero-img.js`, then http://127.0.0.1:8090/. */
import { createHash } from 'node:crypto';
import fastify from 'fastify';
import {
  answerUnreadable,
  createEdge,
  edgePlugin,
  HERO_IMG_PREFIX,
  heroImgPlugin,
  remoteEnhancer,
} from '../dist/index.js';

const enhancer = remoteEnhancer({ engine: { precision: 'float32' } });
const edge = createEdge({
  // For a page on one's own machine. A shop signs its addresses: docs/edge.md.
  signatures: { keys: [], allowUnsafe: true },
  sources: { folder: new URL('.', import.meta.url).pathname },
  enhancer,
  patience: 30_000,
});

const HEIGHTS = { label: 800, leather: 600, weave: 600, garment: 800, glass: 800 };
const small = (name) => `/edge/unsafe/w:300/enhance:off/plain/${name}.jpg@png`;
const tiny = (name) => `/edge/unsafe/w:16/plain/${name}.jpg@webp`;
const style =
  'body { font: 16px system-ui; margin: 2rem } figure { display: inline-block; margin: 0 1rem 1rem 0 }';
const figure = (caption, picture) => `<figure>${picture}<figcaption>${caption}</figcaption></figure>`;
const img = (name, height) =>
  `<img src="${small(name)}" width="600" height="${height}" alt="Example: ${name}" loading="lazy">`;
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>&lt;hero-img&gt;</title>
<style>${style}</style>
<script type="module" src="${HERO_IMG_PREFIX}/hero-img.js"></script>
${Object.entries(HEIGHTS)
  .map(
    ([name, height]) =>
      figure('300 pixels, as the browser enlarges them', img(name, height)) +
      figure(
        'the same 300 pixels, enhanced in this browser',
        `<hero-img enhance="client" placeholder="${tiny(name)}">${img(name, height)}</hero-img>`,
      ),
  )
  .join('<br>\n')}
</html>`;
const hash = createHash('sha256').update(style).digest('base64');

const app = fastify({ frameworkErrors: answerUnreadable });
await app.register(heroImgPlugin, { prefix: HERO_IMG_PREFIX });
await app.register(edgePlugin, { prefix: '/edge', edge });
app.get('/', (_request, reply) =>
  reply
    .headers({
      'content-security-policy': `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'sha256-${hash}'; worker-src 'self'; connect-src 'self'; img-src 'self' blob:`,
      // Isolated from other origins, it has threads.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    })
    .type('text/html')
    .send(page),
);
const address = await app.listen({ port: Number(process.env.PORT ?? 8090), host: '127.0.0.1' });
console.log(address);
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await app.close();
    await edge.close();
    await enhancer.close();
  });
