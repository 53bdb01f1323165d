/** `npm run docs:page`: the pictures of the page in the docs, taken from the running page with the examples. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

const PORT = 8479;
const URL = `http://127.0.0.1:${PORT}`;
const FILES = '[data-testid=files] >> nth=0';

async function enhance(page: Page, ...names: string[]): Promise<void> {
  await page.setInputFiles(
    FILES,
    names.map((name) => `examples/${name}.jpg`),
  );
  await page.click('.panel-go .button-primary');
  await page.waitForSelector('.divider-grip', { state: 'attached' });
  await page
    .locator('.mark-pass')
    .nth(names.length - 1)
    .waitFor();
}

/** Pictures that the docs show; the others are for those who look at them. */
const SHOWN = ['enhance', 'loupe', 'marketplaces', 'welcome', 'crops', 'catalogue'];

/** Each picture, and how the page gets there. */
const SCENES: Record<string, (page: Page) => Promise<void>> = {
  welcome: async (page) => {
    await page.waitForSelector('.welcome-demo img');
  },
  enhance: async (page) => {
    await enhance(page, 'label', 'leather', 'garment');
  },
  loupe: async (page) => {
    await enhance(page, 'label');
    await page.getByRole('button', { name: '100 %' }).click();
    await page.getByRole('button', { name: 'Loupe' }).click();
    await page.mouse.move(850, 398);
    await page.mouse.move(852, 400);
  },
  marketplaces: async (page) => {
    await page.setInputFiles(FILES, 'examples/label.jpg');
    await page.waitForSelector('.advice');
    await page.click('nav >> text=Marketplaces');
    for (const name of ['Amazon, main picture', 'Shopify', 'Instagram, portrait'])
      await page.check(`.choice:has-text("${name}") input`);
    await page.getByRole('radio', { name: 'Remove it' }).check();
    await page.click('text=Make the files');
    await page.locator('.frame-made').nth(2).waitFor();
    await page.evaluate('scrollTo(0, 0)');
  },
  crops: async (page) => {
    await page.setInputFiles(FILES, 'examples/label.jpg');
    await page.waitForSelector('.advice');
    await page.click('nav >> text=Marketplaces');
    for (const name of ['Amazon, main picture', 'Instagram, square', 'TikTok, vertical'])
      await page.check(`.choice:has-text("${name}") input`);
    const frame = page.getByRole('group', { name: 'Crop for Instagram, square' });
    await frame.focus();
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowUp');
    await page.evaluate('document.activeElement.blur(); scrollTo(0, 0)');
  },
  catalogue: async (page) => {
    await page.click('nav >> text=Catalogue');
    if ((await page.locator('.batch').count()) === 0)
      await page.setInputFiles('[data-testid=folder]', 'examples');
    await page.waitForSelector('.batch .tone-pass');
    await page.getByRole('button', { name: /^\d+ pictures$/ }).click();
    await page.locator('.table .thumb img').nth(4).waitFor();
  },
  history: async (page) => {
    await page.click('nav >> text=History');
    await page.locator('.table .thumb img').nth(3).waitFor();
  },
  settings: async (page) => {
    await page.click('nav >> text=Settings');
    await page.waitForSelector('.config-facts strong');
  },
  developers: async (page) => {
    await page.setInputFiles(FILES, 'examples/glass.jpg');
    await page.waitForSelector('.advice');
    await page.getByRole('radio', { name: '2×' }).check();
    await page.click('.panel-go .button-primary');
    await page.waitForSelector('.divider-grip', { state: 'attached' });
    await page.click('nav >> text=Developers');
    await page.waitForSelector('.snippet pre');
  },
  fault: async (page) => {
    await page.setInputFiles(FILES, {
      name: 'broken.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('this is no picture'),
    });
    await page.click('.panel-go .button-primary');
    await page.waitForSelector('.stage-fault');
  },
};

const data = await mkdtemp(join(tmpdir(), 'heroshot-pictures-'));
const service = spawn(
  process.execPath,
  ['bin/heroshot.js', 'serve', '--open', '--port', String(PORT), '--data', data],
  { stdio: 'ignore' },
);
const browser = await chromium.launch({
  executablePath: process.env.HEROSHOT_TEST_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  while (
    !(await fetch(`${URL}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await new Promise((done) => setTimeout(done, 100));
  await mkdir('docs/images', { recursive: true });
  await mkdir('build/page-pictures', { recursive: true });
  for (const [name, arrive] of Object.entries(SCENES))
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
      page.setDefaultTimeout(180_000);
      await page.goto(URL);
      await arrive(page);
      await page.waitForTimeout(500);
      const folder = SHOWN.includes(name) ? 'docs/images' : 'build/page-pictures';
      const path = `${folder}/page-${name}-${colorScheme}.jpg`;
      await page.screenshot({ path, quality: 88 });
      console.log(path);
      await page.close();
    }
} finally {
  await browser.close();
  service.kill();
  await once(service, 'exit');
  await rm(data, { recursive: true, force: true });
}
