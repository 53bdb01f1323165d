import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { openBrowser } from './chromium.js';
import { Service } from './service.js';
import { PATIENCE_MS, type Visit, visit } from './visit.js';

/** A service and a browser for the tests of a `describe`. */
export interface PageSuite {
  readonly service: Service;
  readonly browser: Browser;
  /** Open the page; it is closed after the test, which fails where it asked another host or broke its policy. */
  open(path?: string, options?: Parameters<typeof visit>[2]): Promise<Page>;
}

/** Start them before the tests of the `describe` that calls this. */
export function pageSuite(options: readonly string[] = ['--open', '--rate-limit', '100000']): PageSuite {
  const visits: Visit[] = [];
  let service: Service;
  let browser: Browser;
  vi.setConfig({ testTimeout: 3 * PATIENCE_MS, hookTimeout: PATIENCE_MS });
  beforeAll(async () => {
    [service, browser] = await Promise.all([Service.start(options), openBrowser()]);
  });
  afterEach(async () => {
    for (const { context, wrongs } of visits.splice(0)) {
      await context.close();
      expect(wrongs).toEqual([]);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await service?.remove();
  });
  return {
    get service() {
      return service;
    },
    get browser() {
      return browser;
    },
    async open(path = '', how = {}) {
      const made = await visit(browser, service.url + path, how);
      visits.push(made);
      return made.page;
    },
  };
}
