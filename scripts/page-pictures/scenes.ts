import type { Page } from 'playwright-core';

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
export const SHOWN = ['enhance', 'loupe', 'marketplaces', 'welcome', 'crops', 'place', 'clip'];

/** Scenes of a telephone. */
export const NARROW = ['narrow', 'narrow-place'];

async function onMug(page: Page): Promise<void> {
  await enhance(page, 'label');
  await page.click('nav a[href="/place"]');
  await page.getByRole('button', { name: 'Mug' }).click();
  await page.waitForSelector('.place-shown img');
}

/** Each picture, and how the page gets there. Empty states come first, while there is nothing. */
export const SCENES: Record<string, (page: Page) => Promise<void>> = {
  welcome: async (page) => {
    await page.waitForSelector('.welcome-demo img');
  },
  'catalogue-empty': async (page) => {
    await page.click('nav >> text=Catalogue');
    await page.waitForSelector('.empty, .intake, h1');
  },
  'history-empty': async (page) => {
    await page.click('nav >> text=History');
    await page.waitForSelector('.empty');
  },
  'clip-empty': async (page) => {
    await page.click('nav >> text=Clip');
    await page.waitForSelector('.clip');
  },
  'place-start': async (page) => {
    await page.click('nav a[href="/place"]');
    await page.waitForSelector('h1');
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
    await page.waitForSelector('.batch, .empty');
    if ((await page.locator('.batch').count()) === 0) {
      await page.getByLabel('Recipe').selectOption('As set under Enhance');
      await page.setInputFiles('[data-testid=folder]', 'examples');
    }
    await page.waitForSelector('.batch .tone-pass');
    await page.getByRole('button', { name: /^\d+ pictures$/ }).click();
    // Small copies are made of rows in sight.
    await page.locator('.table .thumb').nth(1).scrollIntoViewIfNeeded();
    await page.locator('.table .thumb img').nth(1).waitFor();
  },
  history: async (page) => {
    await page.click('nav >> text=History');
    await page.locator('.table .thumb img').nth(1).waitFor();
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
  place: onMug,
  'place-made': async (page) => {
    await onMug(page);
    await page.getByRole('button', { name: 'Place it' }).click();
    await page.locator('.place-facts a[download]').waitFor();
    await page.waitForSelector('.place-compare .divider-grip');
  },
  clip: async (page) => {
    await enhance(page, 'label', 'glass', 'leather');
    await page.click('nav >> text=Clip');
    for (const name of ['label', 'glass', 'leather'])
      await page
        .getByRole('button', { name: `${name}.jpg`, exact: true })
        .first()
        .click();
    await page.getByRole('radio', { name: '1:1' }).check();
    await page.getByLabel('Seconds').fill('3');
    await page.getByRole('button', { name: 'Make a clip of 3' }).click();
    await page.waitForSelector('.clip-video');
    await page.waitForFunction("document.querySelector('video').readyState >= 2");
    await page.evaluate('scrollTo(0, 0)');
  },
  narrow: async (page) => {
    await enhance(page, 'leather');
  },
  'narrow-place': onMug,
};
