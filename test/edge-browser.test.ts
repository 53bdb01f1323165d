import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedAddress, srcset } from '../src/edge/snippets/srcset.js';
import { productScene } from '../src/engine/testing/pictures.js';
import { browserStarts, openBrowser } from '../src/page/testing/chromium.js';
import { edgeKeys } from '../src/service/edge/keys.js';
import { type RunningService, startService } from './running-service.js';

/** A picture as it came to the browser. */
interface Came {
  url: string;
  type: string;
  width: number;
  height: number;
  how: string | null;
}

const SIZES = { width: 400, height: 320 };
const WIDTHS = [200, 400, 800, 1200];

describe.skipIf(!(await browserStarts()))('a shop’s page in a browser', () => {
  let folder: string;
  let service: RunningService;
  let browser: Browser;
  let shop: Server;
  let html = '';
  let headers: Record<string, string> = {};
  let sign: (path: string) => string;
  let set: (path: string) => string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-edge-shop-'));
    const scene = sharp(productScene(SIZES.width, SIZES.height), { raw: { ...SIZES, channels: 3 } });
    await writeFile(join(folder, 'bag.jpg'), await scene.jpeg({ quality: 90 }).toBuffer());
    [service, browser] = await Promise.all([
      startService(['--open', '--no-worker', '--edge', folder, '--precision', 'float32']),
      openBrowser(),
    ]);
    const [pair] = await edgeKeys({}, service.data);
    const signing = { base: `${service.url}/edge`, pair };
    set = (path) => srcset(path, WIDTHS, signing);
    sign = (path) => signedAddress(path, signing);
    shop = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html);
    }).listen(0, '127.0.0.1');
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
    shop?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Open the page as a device does, and tell what pictures came. */
  async function shown(device: {
    dpr?: number;
    viewport?: number;
    mobile?: boolean;
    saving?: boolean;
    after?: string;
  }): Promise<{ came: Came[]; said: unknown }> {
    const { dpr = 1, viewport = 1000, mobile = false, saving = false, after = '0' } = device;
    const context = await browser.newContext({
      deviceScaleFactor: dpr,
      viewport: { width: viewport, height: 700 },
      isMobile: mobile,
    });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setDataSaverOverride', { dataSaverEnabled: saving });
    const coming: Promise<Came>[] = [];
    page.on('response', (response) => {
      if (!response.url().startsWith(service.url)) return;
      const told = async (): Promise<Came> => {
        const { width = 0, height = 0 } = await sharp(await response.body()).metadata();
        const { 'content-type': type = '', 'x-heroshot-picture': how = null } = await response.allHeaders();
        return { url: response.url(), type, width, height, how };
      };
      coming.push(told());
    });
    await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/`, { waitUntil: 'load' });
    const said = await page.evaluate(after);
    const came = await Promise.all(coming);
    await context.close();
    return { came, said };
  }

  it.each([
    [{ dpr: 1 }, 400, 'plain'],
    [{ dpr: 2 }, 800, 'enhanced'],
    [{ dpr: 3 }, 1200, 'enhanced'],
    [{ dpr: 2, viewport: 380 }, 800, 'enhanced'],
    // Who saves data gets the source's pixels at most, whatever the page asks for.
    [{ dpr: 3, saving: true }, 400, 'plain'],
  ])('with a srcset, %o loads %i pixels, %s', async (device, width, how) => {
    headers = {};
    html = `<!doctype html><img srcset="${set('/plain/local:///bag.jpg')}" sizes="400px" width="400" height="320" alt="bag">`;
    const { came } = await shown(device);
    expect(came).toHaveLength(1);
    expect(came[0]).toMatchObject({ width, height: Math.round(width * 0.8), how });
    expect(came[0].type).toMatch(/^image\/(webp|jpeg|avif)$/);
  });

  it('takes the format that a <source> names, and what the browser accepts where none is named', async () => {
    const of = (format: string) => sign(`/rs:fill:300:300/f:${format}/plain/local:///bag.jpg`);
    headers = {};
    html = `<!doctype html><picture><source type="image/avif" srcset="${of('avif')}"><img src="${of('jpg')}"></picture>`;
    const { came } = await shown({});
    expect(came).toMatchObject([{ type: 'image/avif', width: 300, height: 300 }]);
  });

  it.each([
    [{ dpr: 1 }, { width: 400 }],
    [{ dpr: 2 }, { width: 800 }],
    [{ dpr: 2, viewport: 1920 }, { width: 1600 }],
    [{ dpr: 2, viewport: 390, mobile: true }, { width: 800 }],
    [{ dpr: 2, viewport: 1920, saving: true }, { width: 400 }],
  ])('whose address gives no size gets its own by Client Hints: %o, %o', async (device, expected) => {
    headers = {
      'accept-ch': 'Sec-CH-DPR, Sec-CH-Viewport-Width',
      'permissions-policy': `ch-dpr=("${service.url}"), ch-viewport-width=("${service.url}"), ch-ua-mobile=("${service.url}")`,
    };
    html = `<!doctype html><img src="${sign('/q:81/plain/local:///bag.jpg')}" width="400" height="320" alt="bag">`;
    const { came } = await shown(device);
    expect(came).toMatchObject([expected]);
  });

  it('may read pictures into a canvas, also where it isolates itself', async () => {
    headers = {
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    };
    const url = sign('/rs:fill:64:64/f:png/plain/local:///bag.jpg');
    html = `<!doctype html><img id="plain" src="${url}"><img id="read" crossorigin="anonymous" src="${url}">`;
    const { said } = await shown({
      after: `(() => {
        const [plain, read] = ['plain', 'read'].map((id) => document.getElementById(id));
        const canvas = document.createElement('canvas');
        const context = canvas.getContext('2d');
        context.drawImage(read, 0, 0);
        return [crossOriginIsolated, plain.naturalWidth > 0, context.getImageData(0, 0, 1, 1).data[3]];
      })()`,
    });
    expect(said).toEqual([true, true, 255]);
  });
});
