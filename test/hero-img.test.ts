import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engineEnhancer } from '../src/edge/enhancer/engine-enhancer.js';
import { ISOLATED, openShop, type Shop, STRICT } from '../src/edge/hero-img/testing/shop.js';
import { createEdge, type EdgeServer } from '../src/edge/server/edge-server.js';
import { createEngine, type Engine } from '../src/engine/engine.js';
import { productScene } from '../src/engine/testing/pictures.js';
import { browserStarts, openBrowser } from '../src/page/testing/chromium.js';
import { type Visit, visit } from '../src/page/testing/visit.js';

/** What the component said, gathered before any script of the page runs. */
const LISTEN = `
  window.said = [];
  window.shifted = 0;
  for (const name of ['enhanced', 'plain'])
    document.addEventListener('heroshot:' + name, (event) =>
      window.said.push({ name, id: event.target.id, ...event.detail }));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** WebGPU in software, and WebGL for straight alpha. */
const SOFTWARE_GPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** A runtime of 14 MB is compiled for each visit, on whatever processor is left. */
const WAIT = { timeout: 50_000 };

interface Said {
  name: 'enhanced' | 'plain';
  id: string;
  reason?: string;
  message?: string;
  width: number;
  height: number;
  device: string;
  threads: number;
  condition: { compression: number; noise: number; blur: number };
}

const scene = (width: number, height: number) =>
  sharp(productScene(width, height), { raw: { width, height, channels: 3 } });

async function withAlpha(width: number, height: number): Promise<Buffer> {
  const alpha = Buffer.from(
    Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      const edge = width / 2.5 - Math.hypot(x - width / 2, y - height / 2);
      return Math.max(0, Math.min(255, edge * 40 + 128));
    }),
  );
  return scene(width, height)
    .joinChannel(alpha, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

const PICTURES: Record<string, () => Promise<Buffer>> = {
  'odd.jpg': () => scene(97, 61).jpeg({ quality: 75 }).toBuffer(),
  'strong.jpg': () => scene(160, 120).jpeg({ quality: 40 }).toBuffer(),
  'soft.jpg': () => scene(200, 150).blur(1.2).jpeg({ quality: 92 }).toBuffer(),
  'tiles.jpg': () => scene(420, 333).jpeg({ quality: 85, chromaSubsampling: '4:4:4' }).toBuffer(),
  'grey.jpg': () => scene(120, 90).toColourspace('b-w').jpeg({ quality: 80 }).toBuffer(),
  'upright.jpg': () =>
    scene(80, 120)
      .withExif({ IFD0: { Orientation: '6' } })
      .jpeg()
      .toBuffer(),
  'clean.png': () => scene(64, 64).png().toBuffer(),
  'small.webp': () => scene(90, 60).webp({ quality: 80 }).toBuffer(),
  'alpha.png': () => withAlpha(101, 83),
};

const gpuStarts = await (async () => {
  if (!(await browserStarts())) return false;
  const browser = await openBrowser(SOFTWARE_GPU);
  const page = await browser.newPage();
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: 'x' }));
  // WebGPU is for secure addresses alone.
  await page.goto('http://127.0.0.1/');
  const there = await page.evaluate<boolean>('navigator.gpu?.requestAdapter().then((one) => !!one) ?? false');
  await browser.close();
  if (!there) console.warn('\n!!! WebGPU DOES NOT START HERE: ITS TESTS OF <hero-img> ARE SKIPPED !!!\n');
  return there;
})();

describe.skipIf(!(await browserStarts()))('<hero-img> in a browser', () => {
  let folder: string;
  let shop: Shop;
  let browser: Browser;
  let engine: Engine;
  let edge: EdgeServer;
  const visits: Visit[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-hero-img-'));
    engine = createEngine({ threads: 2, precision: 'float32' });
    const signatures = { keys: [], allowUnsafe: true };
    const enhancer = engineEnhancer(engine);
    edge = createEdge({ signatures, sources: { folder }, enhancer, patience: 60_000 });
    [shop, browser] = await Promise.all([openShop(edge), openBrowser(SOFTWARE_GPU)]);
    for (const [name, draw] of Object.entries(PICTURES)) {
      const bytes = await draw();
      await writeFile(join(folder, name), bytes);
      shop.file(name, `image/${(name.split('.')[1] ?? '').replace('jpg', 'jpeg')}`, bytes);
    }
  });
  afterEach(async () => {
    for (const { context, wrongs } of visits.splice(0)) {
      await context.close();
      expect(wrongs).toEqual([]);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await edge?.close();
    await engine?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(url: string, options: BrowserContextOptions = {}, script = ''): Promise<Page> {
    const made = await visit(browser, 'about:blank', options);
    made.context.setDefaultTimeout(60_000);
    visits.push({ ...made, wrongs: watched(made.page) });
    await made.context.addInitScript({ content: LISTEN + script });
    await made.page.goto(url);
    return made.page;
  }

  /** Requests to other hosts, words of the policy, faults of scripts. */
  function watched(page: Page): string[] {
    const wrongs: string[] = [];
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (/^https?:$/.test(protocol) && origin !== shop.url) wrongs.push(request.url());
    });
    page.on('pageerror', (error) => wrongs.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) wrongs.push(message.text());
    });
    return wrongs;
  }

  /** What the component says next, of the element with an id. */
  const said = async (page: Page, id = 'one', count = 1): Promise<Said> => {
    // Not waitForFunction, which a strict policy forbids.
    const times = `window.said.filter(({ id }) => id === ${JSON.stringify(id)}).length`;
    await expect.poll(() => page.evaluate<number>(times).catch(() => 0), WAIT).toBeGreaterThanOrEqual(count);
    return page.evaluate<Said>(`window.said.filter(({ id }) => id === ${JSON.stringify(id)})[${count - 1}]`);
  };
  const img = (name: string, more = '') => `<img src="/${name}" alt="A bag" style="width: 900px" ${more}>`;
  const hero = (name: string, attributes = 'device="wasm" patience="600000"') =>
    `<hero-img id="one" enhance="client" ${attributes}>${img(name)}</hero-img>`;
  const inPage = (page: Page, read: string) =>
    page.evaluate<string>(`(({ currentSrc }) => ${read})(document.querySelector('#one img'))`);
  const isPlain = async (page: Page, name: string) =>
    expect(await inPage(page, 'currentSrc')).toBe(`${shop.url}/${name}`);

  /** The pixels of what is shown. */
  async function shown(page: Page): Promise<Buffer> {
    const base64 = await inPage(
      page,
      `fetch(currentSrc).then((answer) => answer.arrayBuffer())
        .then((bytes) => btoa(Array.from(new Uint8Array(bytes), (one) => String.fromCharCode(one)).join('')))`,
    );
    return Buffer.from(base64, 'base64');
  }

  const over = (bytes: Uint8Array, background: string) =>
    sharp(bytes).flatten({ background }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });

  /** Largest difference, 0..255, of two pictures as they are seen on white and on black. */
  async function farthest(one: Uint8Array, other: Uint8Array): Promise<number> {
    let most = 0;
    for (const background of ['#fff', '#000']) {
      const [a, b] = await Promise.all([over(one, background), over(other, background)]);
      expect([a.info.width, a.info.height, a.info.channels]).toEqual([
        b.info.width,
        b.info.height,
        b.info.channels,
      ]);
      for (let i = 0; i < a.data.length; i++) most = Math.max(most, Math.abs(a.data[i] - b.data[i]));
    }
    return most;
  }

  async function serverMade(name: string): Promise<Uint8Array> {
    const { width = 0, height = 0, orientation = 1 } = await sharp(join(folder, name)).metadata();
    const across = 2 * (orientation < 5 ? width : height);
    const answer = await edge.answer(`/unsafe/w:${across}/enhance:2/plain/${name}@png`, {});
    expect([answer.status, answer.headers['x-heroshot-picture']]).toEqual([200, 'enhanced']);
    return answer.body as Uint8Array;
  }

  describe('shows what the server would make', () => {
    it.each(Object.keys(PICTURES))('within 1 of 255: %s', async (name) => {
      const page = await open(shop.page(hero(name)));
      const { name: event, device, condition } = await said(page);
      expect([event, device]).toEqual(['enhanced', 'wasm']);
      expect(await farthest(await shown(page), await serverMade(name))).toBeLessThanOrEqual(1);
      const whole = await engine.enhance(join(folder, name), { scale: 2, tier: 'edge', format: 'png' });
      const { compression = -1, noise = -1, blur = -1 } = whole.report.condition ?? {};
      for (const [key, value] of Object.entries({ compression, noise, blur }))
        expect(Math.abs(condition[key as keyof typeof condition] - value), key).toBeLessThanOrEqual(0.002);
    });

    it('with threads, where the page is isolated', async () => {
      const page = await open(shop.page(hero('tiles.jpg'), ISOLATED));
      const { threads } = await said(page);
      expect(await page.evaluate('self.crossOriginIsolated')).toBe(true);
      const cores = await page.evaluate<number>('navigator.hardwareConcurrency');
      expect(threads).toBe(cores <= 2 ? cores : Math.min(4, cores - 1));
      expect(await farthest(await shown(page), await serverMade('tiles.jpg'))).toBeLessThanOrEqual(1);
    });

    it.skipIf(!gpuStarts)('with WebGPU', { timeout: 180_000 }, async () => {
      const page = await open(shop.page(hero('odd.jpg', 'device="webgpu" patience="600000"')));
      await expect.poll(() => page.evaluate('window.said.length'), { timeout: 170_000 }).toBe(1);
      const { name, device, message } = await said(page);
      expect([name, device, message]).toEqual(['enhanced', 'webgpu', undefined]);
      expect(await farthest(await shown(page), await serverMade('odd.jpg'))).toBeLessThanOrEqual(1);
    });

    it('told the damage by the page, it asks for no estimate', async () => {
      const before = shop.asked.length;
      const page = await open(
        shop.page(hero('odd.jpg', 'device="wasm" patience="600000" condition="0.25,0.1,0"')),
      );
      expect((await said(page)).condition).toEqual({ compression: 0.25, noise: 0.1, blur: 0 });
      expect(shop.asked.slice(before).filter((url) => url.includes('estimate'))).toEqual([]);
    });
  });

  describe('works', () => {
    it('only on what is in sight', async () => {
      const below = hero('odd.jpg').replace('id="one"', 'id="below"');
      const page = await open(shop.page(`${hero('clean.png')}<div style="height: 4000px"></div>${below}`));
      expect((await said(page)).name).toBe('enhanced');
      expect(await page.getAttribute('#below', 'state')).toBe(null);
      await page.evaluate("document.querySelector('#below').scrollIntoView()");
      expect((await said(page, 'below')).name).toBe('enhanced');
    });

    it('only where the screen can show more pixels, and loads nothing where it can’t', async () => {
      const before = shop.asked.length;
      const page = await open(
        shop.page('<hero-img id="one" enhance="client"><img src="/tiles.jpg" alt="A bag"></hero-img>'),
      );
      expect((await said(page)).reason).toBe('enough');
      expect(shop.asked.slice(before).filter((url) => /runtime|onnx/.test(url))).toEqual([]);
      // A denser screen shows more of the same.
      const dense = await open(
        shop.page(
          '<hero-img id="one" enhance="client" device="wasm" patience="600000"><img src="/odd.jpg" alt="A bag"></hero-img>',
        ),
        { deviceScaleFactor: 2 },
      );
      expect(await said(dense)).toMatchObject({ name: 'enhanced', width: 194, height: 122 });
      expect(await inPage(dense, '[currentSrc.slice(0, 5), document.images[0].width].join()')).toBe(
        'blob:,97',
      );
    });

    it('not on a device that is too slow: measured once, remembered', async () => {
      const url = shop.page(hero('odd.jpg', 'device="wasm" patience="0.01"'));
      const page = await open(url);
      expect((await said(page)).reason).toBe('slow');
      await isPlain(page, 'odd.jpg');
      const remembered = JSON.parse(await page.evaluate<string>("localStorage['heroshot:device']"));
      expect(remembered).toMatchObject({ device: 'wasm', threads: 1, pace: expect.any(Number) });
      const before = shop.asked.length;
      await page.reload();
      expect((await said(page)).reason).toBe('slow');
      expect(shop.asked.slice(before).filter((asked) => /worker|runtime|onnx/.test(asked))).toEqual([]);
      // Of another version nothing is known.
      await page.evaluate(
        "localStorage['heroshot:device'] = localStorage['heroshot:device'].replace('version\":\"', '$&x')",
      );
      await page.reload();
      expect((await said(page)).reason).toBe('slow');
      const { version } = JSON.parse(await page.evaluate<string>("localStorage['heroshot:device']"));
      expect(version).toBe(remembered.version);
    });

    it('anew when the page chooses another picture, and takes its own out when it leaves', async () => {
      const page = await open(shop.page(hero('clean.png')));
      await said(page);
      await page.evaluate("document.querySelector('#one img').src = '/odd.jpg'");
      expect(await said(page, 'one', 2)).toMatchObject({ name: 'enhanced', width: 194 });
      const gone = await page.evaluate<string[]>(`(async () => {
        const host = document.querySelector('#one');
        const image = host.querySelector('img');
        const { currentSrc } = image;
        host.remove();
        await new Promise((resolve) => setTimeout(resolve, 0));
        return [image.getAttribute('src'), String(image.getAttribute('srcset')), String(host.getAttribute('state')),
          await fetch(currentSrc).then(() => 'there', () => 'given up')];
      })()`);
      expect(gone).toEqual(['/odd.jpg', 'null', 'null', 'given up']);
    });

    it('for a constrained connection, which downloads the original and sees twice its pixels', async () => {
      const saves =
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '3g' } });";
      const held = shop.page(hero('odd.jpg', 'device="wasm" patience="600000" constrained="cached"'));
      const before = shop.asked.length;
      const page = await open(held, {}, saves);
      expect((await said(page)).reason).toBe('constrained');
      expect(shop.asked.slice(before).filter((url) => /wasm/.test(url))).toEqual([]);
      await isPlain(page, 'odd.jpg');
      await page.goto(shop.page(hero('odd.jpg')));
      expect(await said(page)).toMatchObject({ name: 'enhanced', width: 194, height: 122 });
      const pictures = shop.asked.slice(before).filter((url) => /\.(jpg|png|webp)|\/edge\//.test(url));
      expect(new Set(pictures)).toEqual(new Set(['/odd.jpg']));
      // From now on the runtime is here.
      await page.goto(held);
      expect((await said(page)).name).toBe('enhanced');
    });
  });

  describe('leaves the plain picture', () => {
    it.each([
      ['weights', /edge-x2.*onnx/],
      ['estimator', /estimate.*onnx/],
      ['runtime', /\.wasm/],
      ['runtime’s module', /\.mjs/],
      ['worker', /worker-/],
    ])('where the %s can’t be had, and tries again on the next page', async (_what, pattern) => {
      const mend = shop.breaks(pattern);
      const page = await open(shop.page(hero('clean.png')));
      const { reason, message } = await said(page);
      expect([reason, typeof message]).toEqual(['failed', 'string']);
      await isPlain(page, 'clean.png');
      mend();
      await page.reload();
      expect((await said(page)).name).toBe('enhanced');
    });

    it('where weights are not those of the registry', async () => {
      const page = await open('about:blank');
      await page.route(/edge-x2.*onnx/, async (route) => {
        const answer = await route.fetch();
        const body = await answer.body();
        body[body.length - 900] ^= 1;
        await route.fulfill({
          response: answer,
          body,
          headers: { 'content-type': 'application/octet-stream' },
        });
      });
      await page.goto(shop.page(hero('clean.png')));
      expect((await said(page)).reason).toBe('failed');
      await isPlain(page, 'clean.png');
    });

    it('where it is an animation, or no picture that is enhanced', async () => {
      const two = await Promise.all(
        ['#00f', '#f00'].map((background) =>
          sharp({ create: { width: 40, height: 40, channels: 3, background } })
            .png()
            .toBuffer(),
        ),
      );
      const frames = await sharp(two, { join: { animated: true } })
        .webp()
        .toBuffer();
      shop.file('moves.webp', 'image/webp', frames);
      shop.file(
        'drawn.svg',
        'image/svg+xml',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      );
      for (const name of ['moves.webp', 'drawn.svg']) {
        const page = await open(shop.page(hero(name)));
        expect((await said(page)).reason, name).toBe('unsupported');
        await isPlain(page, name);
      }
    });

    it('where the page’s policy takes no blob: pictures, and says so', async () => {
      const policy = STRICT['content-security-policy']
        .replace(' blob:', '')
        .replace("default-src 'none';", "default-src 'none'; style-src 'unsafe-inline';");
      const made = await open(shop.page(hero('clean.png'), { 'content-security-policy': policy }));
      expect((await said(made)).message).toContain('img-src blob:');
      await isPlain(made, 'clean.png');
      // The browser complains, as it must.
      const { wrongs } = visits[0];
      expect(wrongs.splice(0).every((line) => /img-src/.test(line))).toBe(true);
    });

    it('without JavaScript', async () => {
      const page = await open(shop.page(hero('odd.jpg')), { javaScriptEnabled: false });
      expect(await page.getByRole('img', { name: 'A bag' }).boundingBox()).toMatchObject({ width: 900 });
    });
  });

  describe('in a page', () => {
    it('moves nothing, whether the picture has a size or not', async () => {
      const page = await open(
        shop.page(
          `<p>above</p><hero-img id="one" enhance="client" device="wasm" patience="600000" placeholder="/odd.jpg">
            <img src="/clean.png" alt="A bag" width="300" height="300"></hero-img><p>between</p>
          <hero-img id="two" enhance="client" device="wasm" patience="600000"><img alt="A bag" sizes="200px"
            srcset="/clean.png 64w"></hero-img>
          <hero-img id="three" enhance="client" device="wasm" patience="600000"><picture><source srcset="/odd.jpg"><img
            src="/clean.png" alt="A bag"></picture></hero-img><p id="last">below</p>`,
        ),
        { deviceScaleFactor: 3 },
      );
      const places = () =>
        page.evaluate<string>(
          "JSON.stringify([...document.querySelectorAll('img, p')].map((one) => one.getBoundingClientRect()))",
        );
      await page.waitForFunction('[...document.images].every(({ complete }) => complete)');
      await page.evaluate('window.shifted = 0');
      const before = await places();
      for (const id of ['one', 'two', 'three']) expect((await said(page, id)).name).toBe('enhanced');
      await page.waitForFunction(
        "[...document.images].every(({ currentSrc }) => currentSrc.startsWith('blob:'))",
      );
      expect(await places()).toBe(before);
      expect(await page.evaluate('window.shifted')).toBe(0);
    });

    it('keeps to a strict policy, and asks no other host', async () => {
      const page = await open(
        shop.page(
          `<hero-img id="one" enhance="client" device="wasm" patience="600000" placeholder="/odd.jpg" src="/clean.png"
            alt="A bag" width="300" height="300"></hero-img>`,
          STRICT,
        ),
      );
      expect((await said(page)).name).toBe('enhanced');
      expect(visits[0].wrongs).toEqual([]);
    });

    it('hands an img’s attributes on, and follows them', async () => {
      const page = await open(
        shop.page(
          `<hero-img id="one" src="/odd.jpg" srcset="/odd.jpg 97w, /tiles.jpg 420w" sizes="400px" alt="A red bag" width="97" height="61"
            loading="lazy" decoding="async" fetchpriority="high"></hero-img>`,
        ),
      );
      await page.waitForFunction("document.images[0]?.currentSrc.endsWith('tiles.jpg')");
      expect(await page.getByRole('img', { name: 'A red bag' }).count()).toBe(1);
      const attributes = await inPage(
        page,
        'JSON.stringify(Object.fromEntries([...document.images[0].attributes].map(({ name, value }) => [name, value])))',
      );
      expect(JSON.parse(attributes)).toEqual({
        ...{ src: '/odd.jpg', srcset: '/odd.jpg 97w, /tiles.jpg 420w', sizes: '400px', alt: 'A red bag' },
        ...{ width: '97', height: '61', loading: 'lazy', decoding: 'async', fetchpriority: 'high' },
      });
      await page.evaluate("document.querySelector('#one').setAttribute('alt', 'A blue bag')");
      expect(await page.getByRole('img', { name: 'A blue bag' }).count()).toBe(1);
    });

    it.each(['no-preference', 'reduce'] as const)(
      'blurs up while the picture is on its way (motion: %s)',
      async (reducedMotion) => {
        const page = await open('about:blank', { reducedMotion });
        let arrive = () => {};
        const late = new Promise<void>((resolve) => {
          arrive = resolve;
        });
        await page.route('**/tiles.jpg', async (route) => {
          await late;
          await route.continue();
        });
        await page.addInitScript({
          content: `const animate = Element.prototype.animate; window.animated = 0;
          Element.prototype.animate = function (...how) { window.animated++; return animate.apply(this, how); };`,
        });
        const url = shop.page(
          '<hero-img id="one" placeholder="/clean.png" src="/tiles.jpg" alt="A bag" width="420" height="333"></hero-img>',
        );
        await page.goto(url, { waitUntil: 'commit' });
        const style = (name: string) => page.evaluate<string>(`document.images[0].style.${name}`);
        await expect.poll(() => style('filter').catch(() => '')).toBe('blur(12px)');
        expect(await style('background')).toContain('clean.png');
        arrive();
        await page.waitForFunction('document.images[0].complete && document.images[0].naturalWidth > 0');
        await expect.poll(() => style('cssText')).toBe('');
        expect(await page.evaluate('window.animated')).toBe(reducedMotion === 'reduce' ? 0 : 1);
        expect(await page.evaluate('window.shifted')).toBe(0);
      },
    );
  });
});

describe('what is built of <hero-img>', () => {
  const PUBLIC = new URL('../dist/edge/hero-img/public/', import.meta.url);
  const unpacked = async (name: string) => brotliDecompressSync(await readFile(new URL(name, PUBLIC)));

  it('begins with a few kilobytes, and its weights have at most 300', async () => {
    const names = await readdir(PUBLIC);
    expect(gzipSync(await unpacked('hero-img.js.br')).length).toBeLessThan(4000);
    const [worker] = names.filter((name) => name.startsWith('worker-'));
    expect(gzipSync(await unpacked(worker)).length).toBeLessThan(16_000);
    const weights = names.filter((name) => name.includes('.onnx'));
    expect(weights).toHaveLength(2);
    let sent = 0;
    for (const name of weights) {
      sent += (await readFile(new URL(name, PUBLIC))).length;
      if (name.startsWith('edge-x2')) expect((await unpacked(name)).length).toBeLessThanOrEqual(300_000);
    }
    expect(sent).toBeLessThanOrEqual(300_000);
  });

  it('is what bundlers import too', async () => {
    const found = import.meta.resolve?.('heroshot/hero-img') ?? '';
    const entry = await readFile(
      found ? fileURLToPath(found) : new URL('../built/hero-img.js', PUBLIC),
      'utf8',
    );
    expect(entry).toBe((await unpacked('hero-img.js.br')).toString());
    expect(entry).not.toMatch(/\bnew Function\b|\beval\(|innerHTML|https?:/);
  });
});
