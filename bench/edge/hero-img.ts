/**
 * `npm run bench:hero-img [-- CHROMIUM [PART_OF_A_NAME]]`: what `<hero-img enhance="client">` takes in a browser, and what it saves.
 *
 * A 400×400 JPEG becomes 800×800 with WebAssembly on one thread, with threads, and with WebGPU in software. Each in a fresh page whose files are
 * cached; the median of five. Beside it the bytes of the same picture made by the server.
 */
import { cpus } from 'node:os';
import fastify from 'fastify';
import { createEdge, createEngine, engineEnhancer, HERO_IMG_PREFIX, heroImgPlugin } from 'heroshot';
import { chromium } from 'playwright-core';
import { supplierPicture } from './pictures.js';

const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const SOFTWARE_GPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
const CASES = [
  { name: 'WebAssembly, 1 thread', device: 'wasm', isolated: false, runs: 5 },
  { name: 'WebAssembly, threads', device: 'wasm', isolated: true, runs: 5 },
  { name: 'WebGPU in software (SwiftShader)', device: 'webgpu', isolated: false, runs: 1 },
] as const;

interface Made {
  condition: object;
  threads: number;
  timings: { decode: number; start: number; enhance: number; encode: number };
  reason?: string;
}

const source = await supplierPicture(400, 400, 1);
const app = fastify({ forceCloseConnections: true });
await app.register(heroImgPlugin, { prefix: HERO_IMG_PREFIX });
app.get('/bag.jpg', (_request, reply) =>
  reply.header('cache-control', 'max-age=600').type('image/jpeg').send(source),
);
for (const [i, { device, isolated }] of CASES.entries())
  app.get(`/page-${i}`, (_request, reply) => {
    const script = `<script type="module" src="${HERO_IMG_PREFIX}/hero-img.js"></script>`;
    // Two of the same: the second one finds everything loaded.
    const picture = `<hero-img enhance="client" device="${device}" patience="1000000"><img src="/bag.jpg" width="800" height="800" alt=""></hero-img>`;
    return reply
      .headers(isolated ? ISOLATED : {})
      .type('text/html')
      .send(`<!doctype html>${script}${picture}${picture.replaceAll('="800"', '="810"')}`);
  });
const url = await app.listen({ port: 0, host: '127.0.0.1' });

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

console.log(`${cpus().length} × ${cpus()[0].model}; 400×400 to 800×800, milliseconds, medians`);
console.log(
  '| device | start, files cached | condition, network, guard | encode |\n| --- | ---: | ---: | ---: |',
);
for (const [i, { name, runs }] of CASES.entries()) {
  if (!name.includes(process.argv[3] ?? '')) continue;
  const browser = await chromium.launch({
    executablePath: process.argv[2] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...SOFTWARE_GPU],
  });
  const context = await browser.newContext({ viewport: { width: 1000, height: 1800 } });
  await context.addInitScript({
    content: `window.said = []; for (const name of ['enhanced', 'plain'])
      document.addEventListener('heroshot:' + name, ({ detail }) => window.said.push(detail));`,
  });
  const all: Made[][] = [];
  // The first visit fills the cache.
  for (let run = 0; run <= runs; run++) {
    const page = await context.newPage();
    await page.goto(`${url}/page-${i}`);
    await page.waitForFunction('window.said.length === 2', undefined, { timeout: 600_000 });
    const said = await page.evaluate<Made[]>('window.said');
    if (run > 0 || runs === 1) all.push(said);
    await page.close();
    if (runs === 1) break;
  }
  await browser.close();
  const failed = all.flat().find(({ reason }) => reason);
  if (failed) console.log(`| ${name} | ${failed.reason} | | |`);
  else {
    const [start, enhance, encode] = [
      all.map(([first]) => first.timings.start),
      all.map(([, second]) => second.timings.enhance),
      all.map(([, second]) => second.timings.encode),
    ].map((values) => Math.round(median(values)));
    console.log(`| ${name} (${all[0][0].threads}) | ${start} | ${enhance} | ${encode} |`);
  }
}

const engine = createEngine({ precision: 'float32' });
const edge = createEdge({
  signatures: { keys: [], allowUnsafe: true },
  sources: { folder: 'examples' },
  enhancer: engineEnhancer(engine),
  patience: 60_000,
});
console.log('\nBytes: the 2× picture from the server, and the plain one that is downloaded in its place.');
for (const format of ['jpg', 'webp', 'avif']) {
  const sizes = await Promise.all(
    [1200, 600].map(async (width) => {
      const how = width === 600 ? 'enhance:off' : 'enhance:2';
      return (
        (await edge.answer(`/unsafe/w:${width}/${how}/plain/leather.jpg@${format}`, {})).body?.length ?? 0
      );
    }),
  );
  const [large, small] = sizes;
  console.log(`${format}: ${large} - ${small} = ${large - small} bytes saved a picture`);
}
await edge.close();
await engine.close();
await app.close();
