import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** A visit to the page, and everything that a visit must never see. */
export interface Visit {
  context: BrowserContext;
  page: Page;
  /** Requests to other hosts, words of the policy, faults of scripts. */
  wrongs: string[];
}

/** The service's worker yields to everything else on the machine: where that is busy, a picture takes its time. */
export const PATIENCE_MS = 120_000;

/** Open the page in a browser of its own. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const wrongs: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== new URL(url).origin) wrongs.push(request.url());
  });
  page.on('pageerror', (error) => wrongs.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) wrongs.push(message.text());
  });
  await page.goto(url);
  return { context, page, wrongs };
}

/** What axe-core finds against WCAG 2.2 AA, in lines. */
export async function accessibility(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  // What has scrolled half under the header is taken for a target that is too small.
  await page.evaluate('scrollTo(0, 0)');
  // A colour on its way to another is neither.
  await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))');
  return page.evaluate<string[]>(`axe
    .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => id + ' ' + target + ' ' + failureSummary)))`);
}
