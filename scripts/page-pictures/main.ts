/** `npm run docs:page`, or `-- crops` for one: the pictures of the page in the docs, taken from the running page with the examples. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { NARROW, SCENES, SHOWN } from './scenes.js';

const PORT = 8479;
const URL = `http://127.0.0.1:${PORT}`;
/** Scenes that were named; all of them otherwise. */
const wanted = process.argv.slice(2);

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
  for (const [name, arrive] of Object.entries(SCENES).filter(
    ([name]) => wanted.length === 0 || wanted.includes(name),
  ))
    for (const colorScheme of ['light', 'dark'] as const) {
      const viewport = NARROW.includes(name) ? { width: 360, height: 760 } : { width: 1280, height: 800 };
      const page = await browser.newPage({ viewport, colorScheme });
      page.setDefaultTimeout(90_000);
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
