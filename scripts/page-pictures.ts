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
  while (!(await fetch(`${URL}/healthz`).catch(() => undefined)))
    await new Promise((done) => setTimeout(done, 100));
  await mkdir('docs/images', { recursive: true });
  for (const [name, arrive] of Object.entries(SCENES))
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
      await page.goto(URL);
      await arrive(page);
      await page.waitForTimeout(500);
      const path = `docs/images/page-${name}-${colorScheme}.jpg`;
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
