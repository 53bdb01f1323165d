import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { browserStarts } from '../src/page/testing/chromium.js';
import { BROKEN, drawn, example } from '../src/page/testing/pictures.js';
import { pageSuite } from '../src/page/testing/suite.js';
import { PATIENCE_MS } from '../src/page/testing/visit.js';

async function zipped(files: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(files)) zip.addBuffer(bytes, name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

describe.skipIf(!(await browserStarts()))('catalogues on the page', () => {
  const suite = pageSuite(['--open', '--allow-private', '--rate-limit', '100000']);
  let folder: string;
  let shop: Server;
  let there = false;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-shop-'));
    const picture = await drawn(120, 120);
    shop = createServer((_request, response) => {
      if (!there) response.statusCode = 404;
      response.end(there ? picture : '');
    }).listen(0, '127.0.0.1');
    await once(shop, 'listening');
  });
  afterAll(async () => {
    shop.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('takes a ZIP, tells how far it is, and has it still after a reload', async () => {
    const page = await suite.open('/catalogue');
    const buffer = await zipped({
      'shop/glass.jpg': await readFile(example('glass')),
      'shop/broken.jpg': BROKEN.buffer,
    });
    await page.setInputFiles('[data-testid=list]', { name: 'shop.zip', mimeType: 'application/zip', buffer });
    const card = page.locator('.batch').first();
    await expect
      .poll(() => card.locator('.counts').textContent(), { timeout: PATIENCE_MS })
      .toContain('1 failed');
    await expect
      .poll(() => card.locator('.counts').textContent(), { timeout: PATIENCE_MS })
      .toContain('1 done');
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

  it('takes a folder, and goes on with it after the service was killed in the middle', async () => {
    const pictures = join(folder, 'spring');
    await mkdir(pictures, { recursive: true });
    const bytes = await drawn(300, 300);
    for (let index = 0; index < 12; index++) await writeFile(join(pictures, `bag-${index}.jpg`), bytes);
    const page = await suite.open('/catalogue');
    await page.getByLabel('Recipe').selectOption('As set under Enhance');
    await page.setInputFiles('[data-testid=folder]', pictures);
    const card = page.locator('.batch', { hasText: 'spring.zip' });
    const counts = () => card.locator('.counts').textContent();
    await expect.poll(counts, { timeout: PATIENCE_MS, interval: 50 }).toMatch(/^[1-9]\d* done/);
    await suite.service.stop('SIGKILL');
    await expect.poll(() => page.textContent('.lost'), { timeout: PATIENCE_MS }).toContain('does not answer');
    expect(await counts()).not.toContain('12 done');
    await suite.service.start();
    await expect.poll(counts, { timeout: PATIENCE_MS }).toContain('12 done');
    await expect.poll(() => page.isVisible('.lost')).toBe(false);
    await expect.poll(counts).toContain('took');
  });

  it('takes a table of addresses, tells the rate, and tries a row again', async () => {
    const { port } = shop.address() as AddressInfo;
    const rows = ['a', 'b', 'c'].map((name) => `${name},http://127.0.0.1:${port}/${name}.jpg`);
    const page = await suite.open('/catalogue');
    await page.getByLabel('Recipe').selectOption('As set under Enhance');
    await page.setInputFiles('[data-testid=list]', {
      name: 'products.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['sku,image', ...rows].join('\n')),
    });
    const card = page.locator('.batch', { hasText: 'products.csv' }).last();
    await expect
      .poll(() => card.locator('.counts').textContent(), { timeout: PATIENCE_MS })
      .toContain('3 failed');
    there = true;
    await card.getByRole('button', { name: '3 pictures' }).click();
    await card.getByRole('button', { name: 'Try b.jpg again' }).click();
    await expect.poll(() => card.textContent()).toContain('stands above as a catalogue of its own');
    const again = page.locator('.batch').first();
    await expect
      .poll(() => again.locator('.counts').textContent(), { timeout: PATIENCE_MS })
      .toContain('1 done');
    await again.getByRole('button', { name: '1 picture' }).click();
    await again.getByRole('radio', { name: 'Too small' }).check();
    await expect.poll(() => again.locator('tbody tr').count()).toBe(1);
    await again.getByRole('button', { name: 'Compare b.jpg' }).click();
    await page.waitForSelector('.look .divider-grip', { state: 'attached' });
    await page.keyboard.press('Escape');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      again.getByRole('button', { name: 'Download b.jpg' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('b.jpg');
    const [all] = await Promise.all([page.waitForEvent('download'), again.getByText('Download all').click()]);
    expect(all.suggestedFilename()).toMatch(/\.zip$/);
  });

  it('says what to do with a table that lies beside pictures, and with a folder of none', async () => {
    const page = await suite.open('/catalogue');
    const none = join(folder, 'none');
    await mkdir(none, { recursive: true });
    await writeFile(join(none, 'notes.md'), 'nothing');
    await page.setInputFiles('[data-testid=folder]', none);
    await expect.poll(() => page.textContent('.catalogue-drop')).toContain('no pictures in what was dropped');
    const both = join(folder, 'both');
    await mkdir(both, { recursive: true });
    await writeFile(join(both, 'a.jpg'), await drawn(40, 40));
    await writeFile(join(both, 'table.csv'), 'sku,image\n1,a.jpg\n');
    await page.setInputFiles('[data-testid=folder]', both);
    await expect.poll(() => page.textContent('.catalogue-drop')).toContain('the table was left out');
  });
});
