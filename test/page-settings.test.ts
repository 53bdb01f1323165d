import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserStarts } from '../src/page/testing/chromium.js';
import { enhanced, example } from '../src/page/testing/pictures.js';
import { pageSuite } from '../src/page/testing/suite.js';

const run = promisify(execFile);

/** The two programs that the developers' part shows. */
async function code(page: Page): Promise<{ curl: string; typescript: string }> {
  await page.click('nav >> text=Developers');
  await page.waitForSelector('.snippet pre');
  const [curl = '', typescript = ''] = await page.locator('.snippet pre').allTextContents();
  return { curl, typescript };
}

describe.skipIf(!(await browserStarts()))('history, settings and the developers’ part of the page', () => {
  const suite = pageSuite(['--open', '--allow-private', '--rate-limit', '100000']);
  let receiver: Server;
  beforeAll(async () => {
    receiver = createServer((request, response) => {
      response.statusCode = request.url === '/bad' ? 500 : 204;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
  });
  afterAll(() => {
    receiver.close();
  });

  it('shows past jobs with their comparison, the machine’s measured speed and the storage used', async () => {
    const page = await suite.open();
    await enhanced(page, ['glass']);
    await page.click('nav >> text=History');
    await page.getByRole('button', { name: 'Compare glass.jpg' }).click();
    await page.waitForSelector('.look .divider-grip', { state: 'attached' });
    await page.keyboard.press('Escape');
    await page.click('nav >> text=Settings');
    await expect.poll(() => page.textContent('.config-facts')).toMatch(/[\d,]+ pictures an hour/);
    expect(await page.textContent('.config-facts')).toMatch(/[\d.]+ (kB|MB) of pictures and results/);
    expect(await page.textContent('.config-facts')).toContain('1 done in the last hour');
  });

  it('makes a key, shows it once, and revokes it', async () => {
    const page = await suite.open('/settings');
    await page.getByLabel('New key for').fill('dashboard');
    await page.getByLabel('submit').uncheck();
    await page.getByRole('button', { name: 'Make a key' }).click();
    const secret = await page.textContent('.secret code');
    expect(secret).toMatch(/^hs_/);
    const asks = () =>
      fetch(`${suite.service.url}/v1/jobs`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await asks()).status).toBe(200);
    await page.reload();
    const row = page.locator('tr', { hasText: 'dashboard' });
    expect(await row.textContent()).toContain('read');
    expect(await page.locator('body').textContent()).not.toContain(secret);
    await row.getByRole('button', { name: 'Revoke dashboard' }).click();
    await expect.poll(() => row.textContent()).toContain('revoked');
    await expect.poll(async () => (await asks()).status, { timeout: 10_000 }).toBe(401);
  });

  it('adds webhook endpoints, sends a test to each, and shows what they answered', async () => {
    const { port } = receiver.address() as AddressInfo;
    const page = await suite.open('/settings');
    for (const [index, path] of ['good', 'bad'].entries()) {
      await page.getByLabel('Address').fill(`http://127.0.0.1:${port}/${path}`);
      await page.getByRole('button', { name: 'Add endpoint' }).click();
      await page.waitForSelector(`.endpoint >> nth=${index}`);
    }
    expect(await page.textContent('.secret')).toContain('whsec_');
    const log = (path: string) => page.locator('.endpoint', { hasText: `/${path}` });
    for (const path of ['good', 'bad']) await log(path).getByRole('button', { name: 'Send a test' }).click();
    await expect.poll(() => log('good').locator('tbody').textContent()).toContain('delivered204');
    await expect.poll(() => log('bad').locator('tbody').textContent()).toContain('500');
    await log('bad').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => page.locator('.endpoint').count()).toBe(1);
  });

  it('shows what was just clicked as curl that works, and as TypeScript', async () => {
    const page = await suite.open();
    await page.setInputFiles('[data-testid=files] >> nth=0', example('glass'));
    await page.waitForSelector('.advice');
    await page.getByRole('radio', { name: '2×' }).check();
    await page.click('.panel-go .button-primary');
    await page.waitForSelector('.divider-grip', { state: 'attached' });
    const { curl, typescript } = await code(page);
    expect(typescript).toContain("import { HeroshotClient } from 'heroshot/client'");
    expect(typescript).toMatch(/client\.submit\(await readFile\("glass\.jpg"\), \{\n {2}scale: 2\n\}\)/);
    const { stdout } = await run('bash', ['-c', `${curl} -sS --fail-with-body`], {
      cwd: dirname(example('glass')),
    });
    expect(JSON.parse(stdout)).toMatchObject({ state: 'succeeded', name: 'glass.jpg' });

    await page.click('nav >> text=Marketplaces');
    await page.check('.choice:has-text("Shopify") input');
    await page.setInputFiles('[data-testid=audit]', example('glass'));
    await page.waitForSelector('.check-found');
    expect((await code(page)).curl).toContain(`'options={"for":["shopify"]}'`);
  });
});

describe.skipIf(!(await browserStarts()))('the page of a service with keys', () => {
  const suite = pageSuite([]);

  it('asks for a key when the service does, and says so of a wrong one', async () => {
    const page = await suite.open('/history');
    await page.waitForSelector('dialog[open]');
    expect(await page.textContent('dialog[open]')).toContain('asks for a key');
    await page.getByLabel('Key', { exact: true }).fill(`hs_${'x'.repeat(43)}`);
    await page.getByRole('button', { name: 'Use this key' }).click();
    await expect.poll(() => page.textContent('dialog[open]')).toContain('does not know this key');
  });
});
