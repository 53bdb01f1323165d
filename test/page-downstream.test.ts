import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasFfmpeg } from '../src/compose/clip/testing/ffmpeg.js';
import { browserStarts } from '../src/page/testing/chromium.js';
import { enhanced, example, FILES } from '../src/page/testing/pictures.js';
import { pageSuite } from '../src/page/testing/suite.js';
import { accessibility, PATIENCE_MS } from '../src/page/testing/visit.js';

const SIDE = 400;

const flat = (background: string, width = SIDE, height = SIDE): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

/** A grey wall, and a blue label that is as wide as it is high. */
async function onWall(page: Page): Promise<void> {
  await page.setInputFiles(FILES, {
    name: 'blue.png',
    mimeType: 'image/png',
    buffer: await flat('#2040d0', 100, 100),
  });
  await page.setInputFiles('[data-testid=photo]', {
    name: 'wall.png',
    mimeType: 'image/png',
    buffer: await flat('#b0b0b0'),
  });
  await page.getByRole('button', { name: /^Bottom right corner/ }).waitFor();
  await page.click('.place-how summary');
  await page.getByLabel('Enhance first where the place needs it').uncheck();
}

const corner = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name} corner`) });

/** Where a corner says that it is, in pixels of the photo. */
async function whereIs(page: Page, name: string): Promise<[x: number, y: number]> {
  const label = await corner(page, name).getAttribute('aria-label');
  const [, x, y] = /, (\d+) across, (\d+) down/.exec(label ?? '') ?? [];
  return [Number(x), Number(y)];
}

/** Press the button and take the file home. */
async function placed(page: Page): Promise<Buffer> {
  const before = await page.locator('.place-made').count();
  await page.getByRole('button', { name: 'Place it' }).click();
  if (before > 0) await page.waitForSelector('.place-made', { state: 'detached' });
  const link = page.locator('.place-facts a[download]');
  await link.waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return sharp(await saved.path()).toBuffer();
}

/** Whether the design's blue is at a point of the photo. */
async function isBlue(file: Buffer, left: number, top: number): Promise<boolean> {
  const [red = 0, , blue = 0] = await sharp(file)
    .extract({ left, top, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer();
  return blue - red > 60;
}

const sideways = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe.skipIf(!(await browserStarts()))('placing on the page', () => {
  const suite = pageSuite();

  it('makes the file with the corners where the mouse and the keys put them', async () => {
    const page = await suite.open('/place', { reducedMotion: 'reduce' });
    await onWall(page);
    expect(await whereIs(page, 'Top left')).toEqual([120, 120]);
    expect(await whereIs(page, 'Bottom right')).toEqual([280, 280]);
    const first = await placed(page);
    expect(await isBlue(first, 200, 200)).toBe(true);
    expect(await isBlue(first, 340, 340)).toBe(false);

    await page.evaluate('scrollTo(0, 0)');
    const box = await corner(page, 'Bottom right').boundingBox();
    const board = await page.locator('.place-board').boundingBox();
    if (!box || !board) throw new Error('there is no board');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const by = (90 * board.width) / SIDE;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + by, y + by, { steps: 6 });
    await page.mouse.up();
    const [right, bottom] = await whereIs(page, 'Bottom right');
    expect(Math.abs(right - 370)).toBeLessThanOrEqual(2);
    expect(Math.abs(bottom - 370)).toBeLessThanOrEqual(2);

    await corner(page, 'Top left').focus();
    for (let presses = 0; presses < 6; presses++) await page.keyboard.press('Shift+ArrowLeft');
    for (let presses = 0; presses < 5; presses++) await page.keyboard.press('ArrowUp');
    expect(await whereIs(page, 'Top left')).toEqual([60, 115]);
    const second = await placed(page);
    expect(await isBlue(second, 340, 340)).toBe(true);
    expect(await isBlue(second, 72, 124)).toBe(true);
    expect(await isBlue(second, 50, 110)).toBe(false);
  });

  it('lets a finger drag a corner', async () => {
    const page = await suite.open('/place', {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    await onWall(page);
    const handle = corner(page, 'Bottom right');
    await handle.evaluate((one: unknown) =>
      (one as { scrollIntoView(how: object): void }).scrollIntoView({ block: 'center' }),
    );
    const box = await handle.boundingBox();
    if (!box) throw new Error('there is no corner');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const finger = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', by?: number) =>
      finger.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: by === undefined ? [] : [{ x: x + by, y: y + by }],
      });
    await touch('touchStart', 0);
    for (const by of [10, 20, 30]) await touch('touchMove', by);
    await touch('touchEnd');
    const [right, bottom] = await whereIs(page, 'Bottom right');
    expect(right).toBeGreaterThan(300);
    expect(bottom).toBeGreaterThan(300);
  });

  it('keeps a corner from crossing another side, and says why', async () => {
    const page = await suite.open('/place');
    await onWall(page);
    await corner(page, 'Top left').focus();
    for (let presses = 0; presses < 30; presses++) await page.keyboard.press('Shift+ArrowRight');
    expect(await page.locator('.place-refused[role=status]').textContent()).toContain('would cross');
    const [x, y] = await whereIs(page, 'Top left');
    expect(x + y).toBeLessThan(400);
    expect(x).toBeGreaterThan(200);
    await page.keyboard.press('Shift+ArrowLeft');
    expect(await page.locator('.place-refused[role=status]').textContent()).toBe('');
  });

  it('shows the design where it will lie, before the service is asked', async () => {
    const page = await suite.open('/place');
    await onWall(page);
    const seen = await page.locator('.place-shown img').boundingBox();
    const board = await page.locator('.place-board').boundingBox();
    if (!seen || !board) throw new Error('nothing is shown');
    const scale = board.width / SIDE;
    expect(seen.x - board.x).toBeCloseTo(120 * scale, 0);
    expect(seen.width).toBeCloseTo(160 * scale, 0);
    expect(seen.height).toBeCloseTo(160 * scale, 0);
  });

  it('places a finished picture of the session on a template', async () => {
    const page = await suite.open();
    await enhanced(page, ['label']);
    await page.click('nav a[href="/place"]');
    await page.getByRole('button', { name: 'Mug' }).click();
    await page.waitForSelector('.place-shown img');
    const { width, height } = await sharp(await placed(page)).metadata();
    expect([width, height]).toEqual([1800, 1600]);
    expect(await page.locator('.place-facts').textContent()).toContain('were composed');
    await page.waitForSelector('.place-compare .divider-grip');
    // However far one scrolls: the board stays above what was made.
    for (const down of [0, 300, 1e6]) {
      await page.evaluate(`scrollTo(0, ${down})`);
      const board = await page.locator('.place-board').boundingBox();
      const made = await page.locator('.place-made').boundingBox();
      expect((board?.y ?? 0) + (board?.height ?? 0)).toBeLessThanOrEqual(made?.y ?? 0);
    }
    await page.click('nav >> text=Developers');
    await page.getByRole('button', { name: /^Place/ }).click();
    expect(await page.textContent('.snippet pre')).toContain('"on":"mug"');
  });

  it('has the place found on a garment, and lets what was found be adjusted', async () => {
    const page = await suite.open('/place');
    await onWall(page);
    await page.setInputFiles('[data-testid=photo]', example('garment'));
    await page.getByRole('radio', { name: 'Find it' }).check();
    await page.getByLabel('Shade').fill('40');
    await placed(page);
    await page.getByRole('button', { name: 'Adjust the place that was found' }).click();
    const [left, top] = await whereIs(page, 'Top left');
    const [right, bottom] = await whereIs(page, 'Bottom right');
    // The middle of the garment's upper half, of 600 by 800 pixels.
    expect(left).toBeGreaterThan(150);
    expect(right).toBeLessThan(450);
    expect((left + right) / 2).toBeGreaterThan(270);
    expect((left + right) / 2).toBeLessThan(330);
    expect(bottom).toBeLessThan(600);
    expect(top).toBeGreaterThan(150);
    await page.click('nav >> text=Developers');
    await page.getByRole('button', { name: /^Place/ }).click();
    const sent = await page.textContent('.snippet pre');
    expect(sent).toContain('"auto":true,"shade":0.4');
    expect(sent).toContain('photo=@garment.jpg');
  });

  it('says in the service’s words why nothing was found, and keeps what was set', async () => {
    const page = await suite.open('/place');
    await onWall(page);
    await page.getByRole('radio', { name: 'Find it' }).check();
    await page.getByRole('button', { name: 'Place it' }).click();
    await expect.poll(() => page.textContent('.run-fault'), { timeout: PATIENCE_MS }).toBeTruthy();
    await page.getByRole('radio', { name: 'Four corners' }).check();
    expect(await whereIs(page, 'Top left')).toEqual([120, 120]);
  });

  it.each([1280, 360])('breaks no rule of WCAG 2.2 AA and fits a screen %i pixels wide', async (width) => {
    const page = await suite.open('/place', { viewport: { width, height: 740 }, hasTouch: width < 720 });
    await onWall(page);
    await placed(page);
    await page.waitForSelector('.place-compare .divider-grip');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([colorScheme, await accessibility(page)]).toEqual([colorScheme, []]);
    }
    expect(await sideways(page)).toBe(0);
  });
});

describe.skipIf(!(await browserStarts()) || !hasFfmpeg())('clips on the page', () => {
  const suite = pageSuite();

  it('makes a clip of two finished pictures in the order that is set, which plays and is taken home', async () => {
    const page = await suite.open('', { viewport: { width: 1280, height: 800 } });
    await enhanced(page, ['label', 'glass']);
    await expect.poll(() => page.locator('.strip-item .mark').count(), { timeout: PATIENCE_MS }).toBe(2);
    await page.click('nav >> text=Clip');
    await page.getByRole('button', { name: 'label.jpg', exact: true }).click();
    await page.getByRole('button', { name: 'glass.jpg', exact: true }).click();
    const order = () => page.locator('.clip-order .clip-name').allTextContents();
    expect(await order()).toEqual(['label.jpg', 'glass.jpg']);
    await page.getByRole('button', { name: 'Move glass.jpg earlier' }).click();
    expect(await order()).toEqual(['glass.jpg', 'label.jpg']);
    await page.getByRole('radio', { name: '1:1' }).check();
    await page.getByLabel('Motion').selectOption('zoom');
    await page.getByLabel('Seconds').fill('1');
    await page.click('.clip-side summary');
    await page.getByRole('radio', { name: '25' }).check();
    await page.getByRole('button', { name: 'Make a clip of 2' }).click();
    await page.waitForSelector('.clip-video');
    await expect
      .poll(() => page.evaluate<number>("document.querySelector('video').readyState"))
      .toBeGreaterThanOrEqual(2);
    expect(
      await page.evaluate(`(() => {
        const { videoWidth, videoHeight, duration, poster } = document.querySelector('video');
        return { videoWidth, videoHeight, duration, poster: poster.startsWith('blob:') };
      })()`),
    ).toEqual({ videoWidth: 1080, videoHeight: 1080, duration: 1, poster: true });
    await page.evaluate("document.querySelector('video').play()");
    await expect
      .poll(() => page.evaluate<number>("document.querySelector('video').currentTime"))
      .toBeGreaterThan(0.1);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.clip-files a[download]').first().click(),
    ]);
    expect(saved.suggestedFilename()).toBe('glass-clip-1080x1080.mp4');

    await page.evaluate("document.querySelector('video').pause()");
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([colorScheme, await accessibility(page)]).toEqual([colorScheme, []]);
    }
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await sideways(page)).toBe(0);
    expect(await accessibility(page)).toEqual([]);
  });
});

describe.skipIf(!(await browserStarts()))('clips on the page, without ffmpeg', () => {
  beforeAll(() => {
    vi.stubEnv('HEROSHOT_FFMPEG', '/nowhere/ffmpeg');
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });
  const suite = pageSuite();

  it('say what to install', async () => {
    const page = await suite.open();
    await enhanced(page, ['glass']);
    await page.click('nav >> text=Clip');
    await page.getByRole('button', { name: 'glass.jpg', exact: true }).click();
    await page.getByRole('button', { name: 'Make a clip' }).click();
    await page.waitForSelector('.clip-missing');
    expect(await page.textContent('.run-fault')).toContain('apt-get install ffmpeg');
  });
});
