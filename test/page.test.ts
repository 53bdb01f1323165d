import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { browserStarts } from '../src/page/testing/chromium.js';
import { BROKEN, DIVIDER, enhanced, example, FILES, GO } from '../src/page/testing/pictures.js';
import { pageSuite } from '../src/page/testing/suite.js';
import { PATIENCE_MS } from '../src/page/testing/visit.js';

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`there is no ${selector}`);
  return box;
}

describe.skipIf(!(await browserStarts()))('the page in a browser', () => {
  const suite = pageSuite(['--open', '--allow-private', '--rate-limit', '100000']);

  it('shows before and after, with the divider, zoom and report, after one press of a button', async () => {
    const page = await suite.open();
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
    const page = await suite.open();
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
    const page = await suite.open();
    await page.setInputFiles(FILES, example('glass'));
    await page.setInputFiles(FILES, BROKEN);
    await page.click(GO);
    await page.click('.strip-choose >> nth=1');
    await expect.poll(() => page.textContent('.stage-fault')).toContain('the bytes are not a JPEG');
    await page.click('.strip-choose >> nth=0');
    await page.waitForSelector('.divider-grip', { state: 'attached' });
  });

  it('goes on by itself after the line was lost', async () => {
    const page = await suite.open();
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
    const page = await suite.open();
    await page.setInputFiles(FILES, ['leather', 'weave'].map(example));
    await page.click(GO);
    await page.waitForSelector('.state-running');
    await suite.service.stop('SIGKILL');
    await expect.poll(() => page.textContent('.lost')).toContain('does not answer');
    await suite.service.start();
    await expect
      .poll(() => page.locator('.mark-pass, .mark-review').count(), { timeout: PATIENCE_MS })
      .toBe(2);
    await page.reload();
    await expect
      .poll(() => page.locator('.mark-pass, .mark-review').count(), { timeout: PATIENCE_MS })
      .toBe(2);
    await page.waitForSelector('.divider-grip', { state: 'attached' });
  });

  it('takes pictures that are pasted or dropped, and says what was left out', async () => {
    const page = await suite.open();
    const bytes = (await readFile(example('glass'))).toString('base64');
    const bring = (type: string, field: string, names: string[]) =>
      page.evaluate(`(() => {
        const bytes = Uint8Array.from(atob('${bytes}'), (one) => one.charCodeAt(0));
        const transfer = new DataTransfer();
        for (const name of ${JSON.stringify(names)})
          transfer.items.add(new File([bytes], name, { type: name.endsWith('.jpg') ? 'image/jpeg' : 'text/plain' }));
        const Kind = '${type}' === 'paste' ? ClipboardEvent : DragEvent;
        const event = new Kind('${type}', { bubbles: true, cancelable: true, ${field}: transfer });
        document.body.dispatchEvent(event);
      })()`);
    await bring('paste', 'clipboardData', ['pasted.jpg']);
    await page.waitForSelector('.strip-item:has-text("pasted.jpg")');
    await bring('dragenter', 'dataTransfer', ['dropped.jpg']);
    await page.waitForSelector('.drop-over');
    await bring('drop', 'dataTransfer', ['dropped.jpg', 'notes.txt']);
    await page.waitForSelector('.strip-item:has-text("dropped.jpg") .thumb img');
    expect(await page.isVisible('.drop-over')).toBe(false);
    expect(await page.textContent('.note')).toContain('One file was left out');
  });

  it('takes a picture at an address, and compares it with what lies there', async () => {
    const bytes = await readFile(example('glass'));
    const shop = createServer((_request, response) => response.end(bytes)).listen(0, '127.0.0.1');
    await once(shop, 'listening');
    try {
      const page = await suite.open();
      await page.getByRole('button', { name: 'From an address' }).click();
      await page.getByLabel('Address of a picture').fill('glass.jpg');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      expect(await page.textContent('#address-wrong')).toContain('https://');
      const { port } = shop.address() as AddressInfo;
      await page.getByLabel('Address of a picture').fill(`http://127.0.0.1:${port}/a%20glass.jpg`);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.click(GO);
      await page.waitForSelector(DIVIDER, { state: 'attached' });
      expect(await page.textContent('.strip-name')).toBe('a glass.jpg');
    } finally {
      shop.close();
    }
  });

  it('zooms with two fingers, pans with one, and enlarges one spot under the loupe', async () => {
    const page = await suite.open('', { hasTouch: true });
    await enhanced(page, ['glass']);
    const box = await boxOf(page, '.stage');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const touch = await page.context().newCDPSession(page);
    const fingers = (type: string, ...points: [number, number][]) =>
      touch.send('Input.dispatchTouchEvent', {
        type: type as 'touchStart',
        touchPoints: points.map(([left, top], id) => ({ x: left, y: top, id })),
      });
    const zoom = async () => Number.parseInt((await page.textContent('.tools-zoom')) ?? '', 10);
    const before = await zoom();
    // Beside the divider, which goes with the finger that takes it.
    await fingers('touchStart', [x - 40, y], [x + 40, y]);
    for (const spread of [80, 140, 200]) await fingers('touchMove', [x - spread, y], [x + spread, y]);
    await fingers('touchEnd');
    await expect.poll(zoom).toBeGreaterThan(before * 4);

    const place = () => page.evaluate<string>("document.querySelector('.layer img').style.transform");
    const zoomed = await place();
    await fingers('touchStart', [x - 60, y]);
    await fingers('touchMove', [x - 20, y + 30]);
    await fingers('touchEnd');
    await expect.poll(place).not.toBe(zoomed);

    await page.getByRole('button', { name: 'Loupe' }).click();
    await page.mouse.move(x, y);
    await page.mouse.move(x + 2, y + 2);
    expect(await page.isVisible('.loupe')).toBe(true);
    const hold = await boxOf(page, '.tool-hold');
    await page.mouse.move(hold.x + 9, hold.y + 9);
    expect(await page.isVisible('.loupe')).toBe(false);
    await page.mouse.down();
    await expect.poll(() => page.locator('.tag-after').count()).toBe(0);
    await page.mouse.up();
    await expect.poll(() => page.locator('.tag-after').count()).toBe(1);
  });

  it('sends what was set under More, and says in words what each enlargement brings', async () => {
    const page = await suite.open();
    await page.setInputFiles(FILES, example('label'));
    await expect.poll(() => page.textContent('.advice')).toContain('600 × 800 becomes 2,400 × 3,200');
    await page.getByRole('radio', { name: '2×' }).check();
    await expect
      .poll(() => page.textContent('.advice'))
      .toContain('800 px: 2× gets you past Amazon’s zoom minimum');
    await page.click('.dials summary');
    await page.getByLabel('Clean compression and noise').fill('0');
    await page.getByLabel('Format').selectOption('webp');
    await page.click(GO);
    await page.waitForSelector(DIVIDER, { state: 'attached' });
    const report = await page.textContent('.report');
    expect(report).toContain('600 × 800 → 1,200 × 1,600');
    expect(report).toContain('WEBP');
    await page.click('nav >> text=Developers');
    await expect
      .poll(() => page.locator('.snippet pre').first().textContent())
      .toContain('{"scale":2,"restore":0,"format":"webp"}');
  });

  it('enhances again after it was loaded again, though the file is no longer in the browser', async () => {
    const page = await suite.open();
    await enhanced(page, ['glass']);
    await page.reload();
    await page.waitForSelector(DIVIDER, { state: 'attached' });
    await page.getByRole('radio', { name: '2×' }).check();
    await page.getByRole('button', { name: 'Enhance again' }).click();
    await expect.poll(() => page.textContent('.report'), { timeout: PATIENCE_MS }).toContain('2×');
  });

  it('moves nothing where less motion is asked for', async () => {
    const page = await suite.open('', { reducedMotion: 'reduce' });
    await page.setInputFiles(FILES, example('glass'));
    await page.click(GO);
    await page.waitForSelector('.bar');
    const moving = await page.evaluate<number>(
      'document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 1).length',
    );
    expect(moving).toBe(0);
  });
});
