import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PAGE_PATHS } from '../src/page/paths.js';
import { browserStarts } from '../src/page/testing/chromium.js';
import { BROKEN, DIVIDER, enhanced, example, FILES, GO } from '../src/page/testing/pictures.js';
import { pageSuite } from '../src/page/testing/suite.js';
import { accessibility, PATIENCE_MS } from '../src/page/testing/visit.js';

/** What is there once a part of the page has been told what it shows. */
const READY: Record<(typeof PAGE_PATHS)[number], string> = {
  '/': '.welcome-demo img',
  '/marketplaces': '.choice',
  '/place': '.place-outline',
  '/clip': '.clip-candidate, .empty',
  '/catalogue': '.batch, .empty',
  '/history': '.table, .empty',
  '/settings': '.config-facts',
  '/developers': '.snippet pre',
};

/** States of the page beyond its empty parts, and how one gets there. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  'a comparison': (page) => enhanced(page, ['glass']),
  'a picture that failed': async (page) => {
    await page.setInputFiles(FILES, BROKEN);
    await page.click(GO);
    await page.waitForSelector('.stage-fault');
  },
  'dials under More': async (page) => {
    await page.setInputFiles(FILES, example('glass'));
    await page.click('.dials summary');
    await page.waitForSelector('.advice');
  },
  'crops before they are made': async (page) => {
    await page.setInputFiles(FILES, example('label'));
    await page.waitForSelector('.advice');
    await page.click('nav >> text=Marketplaces');
    for (const name of ['Amazon, main picture', 'Instagram, portrait'])
      await page.check(`.choice:has-text("${name}") input`);
    await page.getByRole('radio', { name: 'Remove it' }).check();
    await page.getByRole('radio', { name: 'Colour', exact: true }).check();
    await page.getByRole('radio', { name: 'White' }).check();
    await page.waitForSelector('.frame >> nth=1');
  },
  'files that were audited': async (page) => {
    await page.setInputFiles(FILES, example('glass'));
    await page.waitForSelector('.advice');
    await page.click('nav >> text=Marketplaces');
    await page.check('.choice:has-text("Amazon, main picture") input');
    await page.check('.choice:has-text("eBay") input');
    await page.click('text=Make the files');
    await page.waitForSelector('.audit >> nth=1');
    await page.click('.audit summary >> nth=0');
  },
  'a catalogue with its table': async (page) => {
    await page.click('nav >> text=Catalogue');
    await page.setInputFiles('[data-testid=list]', {
      name: 'list.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('http://127.0.0.1:9/a.jpg\n'),
    });
    const card = page.locator('.batch').first();
    await expect
      .poll(() => card.locator('.counts').textContent(), { timeout: PATIENCE_MS })
      .toContain('1 failed');
    await card.getByRole('button', { name: '1 picture' }).click();
    await page.waitForSelector('.table-acts button');
  },
  'a comparison over the history': async (page) => {
    await enhanced(page, ['glass']);
    await page.click('nav >> text=History');
    await page.getByRole('button', { name: 'Compare glass.jpg' }).first().click();
    await page.waitForSelector(`.look ${DIVIDER}`, { state: 'attached' });
  },
  'settings with keys and webhooks': async (page) => {
    await page.click('nav >> text=Settings');
    await page.getByLabel('New key for').fill('shop');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.waitForSelector('.secret');
    await page.getByLabel('Address').fill('https://127.0.0.1/hook');
    await page.getByRole('button', { name: 'Add endpoint' }).click();
    await page.waitForSelector('.endpoint, .config .fault');
  },
};

const scrolledAside = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe.skipIf(!(await browserStarts()))('every part of the page', () => {
  const suite = pageSuite(['--open', '--allow-private', '--rate-limit', '100000']);

  it.each(['light', 'dark'] as const)(
    'breaks no rule of WCAG 2.2 AA in its %s colours',
    async (colorScheme) => {
      const page = await suite.open('', { colorScheme });
      for (const path of PAGE_PATHS) {
        await page.goto(suite.service.url + path);
        await page.waitForSelector('h1');
        await page.waitForSelector(READY[path]);
        expect([path, await accessibility(page)]).toEqual([path, []]);
      }
    },
  );

  it.each(Object.keys(STATES))('breaks no rule with %s, in both colours', async (name) => {
    const page = await suite.open();
    await STATES[name]?.(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([colorScheme, await accessibility(page)]).toEqual([colorScheme, []]);
    }
  });

  it.each([...PAGE_PATHS, ...Object.keys(STATES)])('fits a screen 360 pixels wide: %s', async (name) => {
    const page = await suite.open('', {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    const ready = READY[name as keyof typeof READY];
    if (ready) {
      await page.goto(suite.service.url + name);
      await page.waitForSelector(ready);
    } else await STATES[name]?.(page);
    expect(await scrolledAside(page)).toBe(0);
    expect(await accessibility(page)).toEqual([]);
  });

  it('shows where the focus is, on everything that takes it', async () => {
    const page = await suite.open();
    await page.setInputFiles(FILES, example('glass'));
    await page.waitForSelector('.advice');
    const seen = new Set<string>();
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      const [name, visible] = await page.evaluate<[string, boolean]>(`(() => {
        const one = document.activeElement;
        const marked = one.matches('input') ? one.parentElement.querySelector(':scope > input + span') ?? one : one;
        const look = [one, marked, one.closest('.strip-item') ?? one].map((each) => getComputedStyle(each));
        const shows = look.some(({ outlineStyle, outlineWidth, boxShadow }) =>
          (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none');
        return [one.tagName + ' ' + one.className, one === document.body || shows];
      })()`);
      expect([name, visible]).toEqual([name, true]);
      seen.add(name);
    }
    expect(seen.size).toBeGreaterThan(8);
  });
});
