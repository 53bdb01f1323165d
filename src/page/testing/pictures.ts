import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** Where a person's files go, on every part of the page that takes pictures. */
export const FILES = '[data-testid=files] >> nth=0';
/** The button that starts it. */
export const GO = '.panel-go .button-primary';
/** The comparison of a picture that is done. */
export const DIVIDER = '.divider-grip';

/** A file that is called a picture and is none. */
export const BROKEN = {
  name: 'broken.jpg',
  mimeType: 'image/jpeg',
  buffer: Buffer.from('this is no picture'),
};

/** One of the repository's examples. */
export const example = (name: string): string =>
  fileURLToPath(new URL(`../../../examples/${name}.jpg`, import.meta.url));

/** A drawing: brown with a blue square in its upper left. */
export const drawn = (width: number, height: number, quality = 80): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#b08860' } })
    .composite([
      { input: { create: { width: 40, height: 40, channels: 3, background: '#204060' } }, left: 20, top: 10 },
    ])
    .jpeg({ quality })
    .toBuffer();

/** Drop examples, press the button, and wait for the first comparison. */
export async function enhanced(page: Page, names: readonly string[]): Promise<void> {
  await page.setInputFiles(FILES, names.map(example));
  await page.click(GO);
  await page.waitForSelector(DIVIDER, { state: 'attached' });
}
