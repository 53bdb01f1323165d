import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { browserStarts, openBrowser } from '../src/page/testing/chromium.js';
import { Service } from '../src/page/testing/service.js';
import { accessibility, longestTask, type Visit, visit } from '../src/page/testing/visit.js';

const example = (name: string) => fileURLToPath(new URL(`../examples/${name}.jpg`, import.meta.url));
const BROKEN = { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('this is no picture') };
/** What is there once a part of the page has been told what it shows. */
const READY = {
  '/': '.welcome-demo img',
  '/marketplaces': '.choice',
  '/catalogue': '.batch, .empty',
  '/history': '.table, .empty',
  '/settings': '.config-facts',
};
const PATHS = Object.keys(READY) as (keyof typeof READY)[];
const FILES = '[data-testid=files] >> nth=0';
const BUSY = { retry: 2 };
/** 100 ms, and more where others want the processors too: then the clock runs while the page waits for its turn. */
const stretch = () => 100 * Math.max(1, loadavg()[0] / availableParallelism());
const GO = '.panel-go .button-primary';

const drawn = (width: number, height: number, quality = 80): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#b08860' } })
    .composite([
      { input: { create: { width: 40, height: 40, channels: 3, background: '#204060' } }, left: 20, top: 10 },
    ])
    .jpeg({ quality })
    .toBuffer();

async function enhanced(page: Page, names: string[]): Promise<void> {
  await page.setInputFiles(FILES, names.map(example));
  await page.click(GO);
  await page.waitForSelector('.divider-grip', { state: 'attached' });
}

const scrolledAside = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe.skipIf(!(await browserStarts()))('the page in a browser', () => {
  let service: Service;
  let browser: Browser;
  let folder: string;
  const visits: Visit[] = [];
  const open = async (path = '', options: Parameters<typeof visit>[2] = {}) => {
    const made = await visit(browser, service.url + path, options);
    visits.push(made);
    return made.page;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-dropped-'));
    [service, browser] = await Promise.all([
      Service.start(['--open', '--rate-limit', '100000']),
      openBrowser(),
    ]);
  });
  afterEach(async () => {
    for (const { context, wrongs } of visits.splice(0)) {
      await context.close();
      expect(wrongs).toEqual([]);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await service?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows before and after, with the divider, zoom and report, after one press of a button', async () => {
    const page = await open();
    await page.setInputFiles(FILES, [example('label')]);
    await expect.poll(() => page.textContent('.advice')).toContain('4× gets you past Amazon’s zoom minimum');
    await page.click(GO);
    await page.waitForSelector('.divider-grip', { state: 'attached' });
    expect(await page.textContent('.delta-title')).toMatch(/^Colours held: 0\.\d$/);
    expect(await page.textContent('.report')).toContain('600 × 800 → 2,400 × 3,200');

    const slider = page.getByRole('slider', { name: 'Divider between original and result' });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuenow')).toBe('51');
    await page.keyboard.press('Home');
    expect(await slider.getAttribute('aria-valuenow')).toBe('0');
    const box = await page.locator('.stage').boundingBox();
    if (!box) throw new Error('there is no stage');
    await page.mouse.move(box.x + 3, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    expect(await slider.getAttribute('aria-valuenow')).toBe('75');

    await page.locator('.stage').focus();
    for (let step = 0; step < 14; step++) await page.keyboard.press('+');
    expect(await page.textContent('.tools-zoom')).toBe('800 %');
    const places = () =>
      page.evaluate<string[]>(
        "[...document.querySelectorAll('.layer img')].map((one) => one.style.transform)",
      );
    const [before, after] = await places();
    expect(before).toBe(after);
    await page.keyboard.press('ArrowRight');
    const [panned, both] = await places();
    expect(panned).not.toBe(before);
    expect(panned).toBe(both);
    await page.keyboard.press('0');
    expect(await page.getByRole('button', { name: 'Fit' }).getAttribute('aria-pressed')).toBe('true');

    await page.keyboard.down('o');
    expect(await page.locator('.tag-after').count()).toBe(0);
    await page.keyboard.up('o');
    expect(await page.locator('.tag-after').count()).toBe(1);

    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download JPEG' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('label.jpg');
    expect(await sharp(await saved.path()).metadata()).toMatchObject({ width: 2400, height: 3200 });
  });

  it('can be used with the keyboard alone', async () => {
    const page = await open();
    const reach = async (name: RegExp) => {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab');
        const words = await page.evaluate<string>(
          "(document.activeElement?.getAttribute('aria-label') ?? '') + document.activeElement?.textContent",
        );
        if (name.test(words)) return;
      }
      throw new Error(`no Tab leads to ${name}`);
    };
    await reach(/Try the example: glass/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.advice');
    await reach(/^Enhance$/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.divider-grip', { state: 'attached' });
    await reach(/Divider between/);
    await page.keyboard.press('End');
    expect(await page.getAttribute('.divider-grip', 'aria-valuenow')).toBe('100');
  });

  it('says of a broken file what is wrong with it, and does the others', async () => {
    const page = await open();
    await page.setInputFiles(FILES, example('glass'));
    await page.setInputFiles(FILES, BROKEN);
    await page.click(GO);
    await page.click('.strip-choose >> nth=1');
    await expect.poll(() => page.textContent('.stage-fault')).toContain('the bytes are not a JPEG');
    await page.click('.strip-choose >> nth=0');
    await page.waitForSelector('.divider-grip', { state: 'attached' });
  });

  it('goes on by itself after the line was lost', async () => {
    const page = await open();
    await page.setInputFiles(FILES, example('glass'));
    await page.waitForSelector('.advice');
    await page.context().setOffline(true);
    await page.click(GO);
    await expect.poll(() => page.textContent('.lost')).toContain('does not answer');
    await page.context().setOffline(false);
    await page.waitForSelector('.divider-grip', { state: 'attached' });
    expect(await page.isVisible('.lost')).toBe(false);
  });

  it('goes on after the service was killed in the middle of a job, and after it was loaded again', async () => {
    const page = await open();
    await page.setInputFiles(FILES, ['leather', 'weave'].map(example));
    await page.click(GO);
    await page.waitForSelector('.state-running');
    await service.stop('SIGKILL');
    await expect.poll(() => page.textContent('.lost')).toContain('does not answer');
    await service.start();
    await expect.poll(() => page.locator('.mark-pass, .mark-review').count(), { timeout: 40_000 }).toBe(2);
    await page.reload();
    await expect.poll(() => page.locator('.mark-pass, .mark-review').count(), { timeout: 20_000 }).toBe(2);
    await page.waitForSelector('.divider-grip', { state: 'attached' });
  });

  it('takes three hundred files at once without standing still', BUSY, async () => {
    const page = await open();
    const bytes = await drawn(700, 700);
    const files = Array.from({ length: 300 }, (_, index) => join(folder, `p${index}.jpg`));
    await Promise.all(files.map((file) => writeFile(file, bytes)));
    await longestTask(page);
    await page.setInputFiles(FILES, files);
    await page.waitForSelector('.strip-item >> nth=5');
    await page.evaluate("document.querySelector('.strip-list').scrollTo(0, 1e6)");
    const last = page.locator('.strip-item', { hasText: 'p299.jpg' });
    await expect.poll(() => last.locator('.thumb img').count(), { timeout: 30_000 }).toBe(1);
    expect(await page.textContent('.strip-head')).toContain('300 pictures');
    expect(await longestTask(page)).toBeLessThan(stretch());
  });

  it('compares a picture of 24 megapixels without standing still', BUSY, async () => {
    const page = await open();
    const file = join(folder, 'large.jpg');
    await writeFile(file, await drawn(6000, 4000, 60));
    await longestTask(page);
    await page.setInputFiles(FILES, file);
    await expect.poll(() => page.textContent('.advice'), { timeout: 20_000 }).toContain('already large');
    await page.click(GO);
    await page.waitForSelector('.divider-grip', { state: 'attached', timeout: 50_000 });
    const box = await page.locator('.stage').boundingBox();
    if (!box) throw new Error('there is no stage');
    await page.mouse.move(box.x + 200, box.y + 200);
    for (let step = 0; step < 12; step++) await page.mouse.wheel(0, -200);
    await page.mouse.down();
    await page.mouse.move(box.x + 400, box.y + 300, { steps: 12 });
    await page.mouse.up();
    expect(await page.textContent('.tools-zoom')).not.toBe('100 %');
    expect(await longestTask(page)).toBeLessThan(stretch());
  });

  it('makes files for marketplaces and says how each fares, with its source', async () => {
    const page = await open();
    await page.setInputFiles(FILES, example('label'));
    await page.waitForSelector('.advice');
    await page.click('nav >> text=Marketplaces');
    await page.check('.choice:has-text("Amazon, main picture") input');
    await page.check('.choice:has-text("Shopify") input');
    expect(await page.locator('.frame').count()).toBe(2);
    expect(await page.textContent('.frame >> nth=0')).toContain('Asks for pure white');
    await page.getByRole('radio', { name: 'Remove it' }).check();
    await page.click('text=Make the files');
    await page.waitForSelector('.audit >> nth=1');
    const amazon = page.locator('.audit:has-text("Amazon, main picture")');
    expect(await amazon.locator('.state-chip').textContent()).toBe('Passes');
    expect(await amazon.getByRole('link', { name: 'own page' }).getAttribute('href')).toContain('amazon.com');
    const [saved] = await Promise.all([page.waitForEvent('download'), page.click('text=All files as ZIP')]);
    expect(saved.suggestedFilename()).toBe('label.zip');

    await page.setInputFiles('[data-testid=audit]', {
      name: 'small.jpg',
      mimeType: 'image/jpeg',
      buffer: await drawn(400, 400),
    });
    await expect.poll(() => page.textContent('.check-found')).toContain('Fails');
  });

  it('takes a catalogue, tells how far it is, and has it still after a reload', async () => {
    const page = await open('/catalogue');
    const zip = new ZipFile();
    zip.addFile(example('glass'), 'shop/glass.jpg');
    zip.addBuffer(BROKEN.buffer, 'shop/broken.jpg');
    zip.end();
    const pieces: Buffer[] = [];
    for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
    await page.setInputFiles('[data-testid=list]', {
      name: 'shop.zip',
      mimeType: 'application/zip',
      buffer: Buffer.concat(pieces),
    });
    const card = page.locator('.batch').first();
    await expect.poll(() => card.locator('.counts').textContent(), { timeout: 30_000 }).toContain('1 failed');
    await expect.poll(() => card.locator('.counts').textContent(), { timeout: 30_000 }).toContain('1 done');
    await page.reload();
    await card.getByRole('button', { name: '2 pictures' }).click();
    await card.getByRole('radio', { name: 'Failed' }).check();
    await expect.poll(() => card.locator('tbody tr').count()).toBe(1);
    expect(await card.locator('tbody').textContent()).toContain('broken.jpg');
    const [saved] = await Promise.all([page.waitForEvent('download'), card.getByText('results.csv').click()]);
    expect(saved.suggestedFilename()).toBe('results.csv');
    await card.getByRole('radio', { name: 'All', exact: true }).check();
    await card.getByRole('button', { name: 'Compare glass.jpg' }).click();
    await page.waitForSelector('.look .divider-grip', { state: 'attached' });
  });

  it.each(['light', 'dark'] as const)(
    'breaks no rule of WCAG 2.2 AA in its %s colours',
    async (colorScheme) => {
      const page = await open('', { colorScheme });
      for (const path of PATHS) {
        await page.goto(service.url + path);
        await page.waitForSelector('h1');
        await page.waitForSelector(READY[path]);
        expect([path, await accessibility(page)]).toEqual([path, []]);
      }
      await page.goto(service.url);
      await enhanced(page, ['glass']);
      expect(await accessibility(page)).toEqual([]);
    },
  );

  it('fits a screen 360 pixels wide', async () => {
    const page = await open('', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    for (const path of PATHS) {
      await page.goto(service.url + path);
      await page.waitForSelector('h1');
      await page.waitForSelector(READY[path]);
      expect([path, await scrolledAside(page)]).toEqual([path, 0]);
    }
    await page.goto(service.url);
    await enhanced(page, ['glass']);
    expect(await scrolledAside(page)).toBe(0);
  });
});

describe.skipIf(!(await browserStarts()))('the page of a service with keys', () => {
  it('asks for a key when the service does', async () => {
    const [service, browser] = await Promise.all([Service.start([]), openBrowser()]);
    try {
      const { page } = await visit(browser, `${service.url}/history`);
      await page.waitForSelector('dialog[open]');
      expect(await page.textContent('dialog[open]')).toContain('asks for a key');
    } finally {
      await browser.close();
      await service.remove();
    }
  });
});
