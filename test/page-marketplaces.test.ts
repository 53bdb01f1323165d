import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { browserStarts } from '../src/page/testing/chromium.js';
import { drawn, example, FILES } from '../src/page/testing/pictures.js';
import { pageSuite } from '../src/page/testing/suite.js';

/** A wide picture of three broad stripes, without a plain backdrop: which of them a square shows is seen in its colour. */
const striped = (): Promise<Buffer> => {
  const stripe = (colour: string, left: number) => ({
    input: { create: { width: 240, height: 240, channels: 3 as const, background: colour } },
    left,
    top: 0,
  });
  return sharp({ create: { width: 720, height: 240, channels: 3, background: '#000000' } })
    .composite([stripe('#d02020', 0), stripe('#20b040', 240), stripe('#2040d0', 480)])
    .jpeg({ quality: 95 })
    .toBuffer();
};

/** Mean colour of a file that was made, as the page shows it. */
async function made(page: Page): Promise<{ red: number; blue: number }> {
  const [saved] = await Promise.all([page.waitForEvent('download'), page.click('.audit-size .link')]);
  const { channels } = await sharp(await saved.path()).stats();
  return { red: channels[0]?.mean ?? 0, blue: channels[2]?.mean ?? 0 };
}

describe.skipIf(!(await browserStarts()))('the marketplaces of the page', () => {
  const suite = pageSuite();

  it('makes files for marketplaces and says how each fares, with its source', async () => {
    const page = await suite.open();
    await page.setInputFiles(FILES, example('label'));
    await page.waitForSelector('.advice');
    await page.click('nav >> text=Marketplaces');
    await page.check('.choice:has-text("Amazon, main picture") input');
    await page.check('.choice:has-text("Shopify") input');
    await page.waitForSelector('.frame >> nth=1');
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

  it('shows each crop, lets it be dragged, clicked and moved with keys, and makes the file that was shown', async () => {
    const page = await suite.open();
    await page.setInputFiles(FILES, { name: 'stripes.jpg', mimeType: 'image/jpeg', buffer: await striped() });
    await page.waitForSelector('.advice');
    await page.click('nav >> text=Marketplaces');
    await page.check('.choice:has-text("Instagram, square") input');
    const frame = page.getByRole('group', { name: 'Crop for Instagram, square' });
    const middle = () => page.textContent('.frame-focus');
    await frame.waitFor();
    const box = await frame.boundingBox();
    if (!box) throw new Error('there is no frame');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + box.width * 2, y, { steps: 8 });
    await page.mouse.up();
    expect(await middle()).toContain('Middle: 17 % across, 50 % down');

    await page.getByRole('button', { name: 'Reset' }).click();
    await frame.focus();
    for (let step = 0; step < 8; step++) await page.keyboard.press('Shift+ArrowRight');
    expect(await middle()).toContain('Middle: 17 % across');
    await page.click('text=Make the files');
    await page.waitForSelector('.frame-made');
    const left = await made(page);
    expect(left.red).toBeGreaterThan(180);
    expect(left.blue).toBeLessThan(60);

    await page.getByRole('button', { name: 'Adjust the crop' }).click();
    expect(await middle()).toContain('Middle: 17 % across');
    await frame.focus();
    for (let step = 0; step < 12; step++) await page.keyboard.press('Shift+ArrowLeft');
    expect(await middle()).toContain('Middle: 83 % across');
    await page.click('text=Make the files');
    await page.waitForSelector('.frame-made');
    const right = await made(page);
    expect(right.blue).toBeGreaterThan(180);
    expect(right.red).toBeLessThan(60);
  });

  it('removes the background: the preview shows it at once, and the file is transparent', async () => {
    const page = await suite.open();
    await page.setInputFiles(FILES, example('glass'));
    await page.waitForSelector('.advice');
    await page.click('nav >> text=Marketplaces');
    await page.check('.choice:has-text("Shopify") input');
    await page.getByRole('radio', { name: 'Remove it' }).check();
    await page.getByRole('radio', { name: 'Colour', exact: true }).check();
    await page.getByLabel('Background colour').fill('#3060a0');
    await expect
      .poll(() => page.evaluate("document.querySelector('.frame-back')?.style.background"))
      .toBe('rgb(48, 96, 160)');
    await page.getByRole('radio', { name: 'Transparent' }).check();
    await page.click('text=Make the files');
    await page.waitForSelector('.frame-made');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Download PNG|^Download WEBP/i }).click(),
    ]);
    const { hasAlpha } = await sharp(await saved.path()).metadata();
    expect(hasAlpha).toBe(true);
    expect((await sharp(await saved.path()).stats()).isOpaque).toBe(false);
  });
});
