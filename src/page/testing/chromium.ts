import { type Browser, chromium } from 'playwright-core';
import { answers } from '../../jobs/testing/services.js';

/** Where the browser is; `none` says that there is none, also in CI. */
const CHROMIUM = process.env.HEROSHOT_TEST_CHROMIUM ?? '/usr/bin/chromium';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/** @param more arguments; the graphics processor is off unless they turn it on */
export const openBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: [...ARGS, ...more] });

/**
 * Whether a browser starts. Without one the page's tests are skipped with a loud line; in CI they must run, unless
 * `HEROSHOT_TEST_CHROMIUM=none` says that the machine has none.
 */
export async function browserStarts(): Promise<boolean> {
  if (CHROMIUM === 'none') {
    console.warn('\n!!! HEROSHOT_TEST_CHROMIUM=none: THE TESTS OF THE PAGE ARE SKIPPED !!!\n');
    return false;
  }
  return answers('Chromium', async () => (await openBrowser()).close());
}
