import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserStarts } from '../src/page/testing/chromium.js';
import { watchMainThread } from '../src/page/testing/main-thread.js';
import { pagesMemory } from '../src/page/testing/memory.js';
import { DIVIDER, drawn, FILES, GO } from '../src/page/testing/pictures.js';
import { pageSuite } from '../src/page/testing/suite.js';
import { PATIENCE_MS } from '../src/page/testing/visit.js';

/** Milliseconds of the processor that the page's main thread may take at a stretch. */
const BLOCKED_MS = 100;
const MEBIBYTE = 2 ** 20;

describe.skipIf(!(await browserStarts()))('the page under load', () => {
  const suite = pageSuite();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-dropped-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const files = async (count: number, bytes: Buffer): Promise<string[]> => {
    const paths = Array.from({ length: count }, (_, index) => join(folder, `p${index}.jpg`));
    await Promise.all(paths.map((path) => writeFile(path, bytes)));
    return paths;
  };

  it('takes three hundred files at once without standing still, in bounded memory', async () => {
    const page = await suite.open();
    // Decoded, all of them would take 1.3 GB.
    const dropped = await files(300, await drawn(1050, 1050));
    const before = await pagesMemory(suite.browser);
    const { processor } = await watchMainThread(suite.browser, page, async () => {
      await page.setInputFiles(FILES, dropped);
      await page.waitForSelector('.strip-item >> nth=5');
      await page.evaluate("document.querySelector('.strip-list').scrollTo(0, 1e6)");
      const last = page.locator('.strip-item', { hasText: 'p299.jpg' });
      await expect.poll(() => last.locator('.thumb img').count(), { timeout: PATIENCE_MS }).toBe(1);
    });
    expect(await page.textContent('.strip-head')).toContain('300 pictures');
    expect(processor).toBeLessThan(BLOCKED_MS);
    expect((await pagesMemory(suite.browser)) - before).toBeLessThan(250 * MEBIBYTE);
  });

  it('hands sixty pictures in, follows them all and has them after a reload, without standing still', async () => {
    const page = await suite.open();
    const dropped = await files(60, await drawn(64, 64));
    const { processor } = await watchMainThread(suite.browser, page, async () => {
      await page.setInputFiles(FILES, dropped);
      await page.click(GO);
      await expect.poll(() => page.textContent('.strip-head'), { timeout: PATIENCE_MS }).toContain('60 done');
    });
    expect(processor).toBeLessThan(BLOCKED_MS);
    await page.reload();
    await expect.poll(() => page.textContent('.strip-head')).toContain('60 done');
  });

  it('compares a picture of 24 megapixels without standing still', async () => {
    const page = await suite.open();
    const [file] = await files(1, await drawn(6000, 4000, 60));
    const { processor } = await watchMainThread(suite.browser, page, async () => {
      await page.setInputFiles(FILES, file as string);
      await expect
        .poll(() => page.textContent('.advice'), { timeout: PATIENCE_MS })
        .toContain('already large');
      await page.click(GO);
      await page.waitForSelector(DIVIDER, { state: 'attached', timeout: PATIENCE_MS });
      const box = await page.locator('.stage').boundingBox();
      if (!box) throw new Error('there is no stage');
      await page.mouse.move(box.x + 200, box.y + 200);
      for (let step = 0; step < 12; step++) await page.mouse.wheel(0, -200);
      await page.mouse.down();
      await page.mouse.move(box.x + 400, box.y + 300, { steps: 12 });
      await page.mouse.up();
    });
    expect(await page.textContent('.tools-zoom')).not.toBe('100 %');
    expect(processor).toBeLessThan(BLOCKED_MS);
  });
});
