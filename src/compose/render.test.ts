import { describe, expect, test } from 'vitest';
import type { Frame } from './frame.js';
import { planLayout } from './layout.js';
import { renderLayout } from './render.js';
import { disc, drawn } from './testing/drawn.js';

const RED = [220, 20, 30] as const;

const frame = (background: Frame['background'], length: number): Frame => ({
  canvas: { width: length, height: length },
  mode: 'crop',
  background,
});

async function rendered(picture: ReturnType<typeof drawn>, background: Frame['background'], length: number) {
  const { rgba } = picture;
  const asked = frame(background, length);
  return (await renderLayout(rgba, undefined, planLayout(rgba, undefined, asked), asked)).canvas;
}

describe('a red disc on transparent black, reduced', () => {
  const picture = drawn(300, 300, disc(150, 150, 100, RED));

  /** How far a pixel lies off the straight line from background to red, and beyond its ends. */
  function foreign(pixel: number[], background: readonly number[]): number {
    const way = RED.map((value, c) => value - background[c]);
    const t =
      way.reduce((sum, w, c) => sum + w * (pixel[c] - background[c]), 0) / way.reduce((s, w) => s + w * w, 0);
    const clamped = Math.min(1, Math.max(0, t));
    return Math.max(...pixel.map((value, c) => Math.abs(value - background[c] - way[c] * clamped)));
  }

  test.each([
    ['white', [255, 255, 255], 97],
    ['white', [255, 255, 255], 211],
    ['#000000', [0, 0, 0], 97],
    ['#20c040', [32, 192, 64], 133],
  ] as const)('has no foreign hue on %s', async (background, colour, length) => {
    const { samples } = await rendered(picture, background, length);
    let worst = 0;
    for (let i = 0; i < samples.length; i += 3)
      worst = Math.max(worst, foreign([...samples.subarray(i, i + 3)], colour));
    // The kernel's overshoot may brighten or darken a seam by a twelfth; a fringe of black would be 100 and more.
    expect(worst).toBeLessThan(20);
  });

  test('stays red to the last trace of alpha, on transparent', async () => {
    const { samples } = await rendered(picture, 'transparent', 97);
    let edge = 0;
    for (let i = 0; i < samples.length; i += 4) {
      const alpha = samples[i + 3];
      if (alpha === 0 || alpha === 255) continue;
      edge++;
      for (let c = 0; c < 3; c++) expect((Math.abs(samples[i + c] - RED[c]) * alpha) / 255).toBeLessThan(20);
    }
    expect(edge).toBeGreaterThan(100);
  });

  test('laid on white by its alpha or rendered on white is the same picture', async () => {
    const clear = await rendered(picture, 'transparent', 97);
    const white = await rendered(picture, 'white', 97);
    for (let i = 0; i < 97 * 97; i++)
      for (let c = 0; c < 3; c++) {
        const alpha = clear.samples[i * 4 + 3] / 255;
        const laid = clear.samples[i * 4 + c] * alpha + 255 * (1 - alpha);
        expect(Math.abs(laid - white.samples[i * 3 + c])).toBeLessThan(20);
      }
  });
});

test('what a matte leaves out is the background’s colour to the last bit, whatever was there', async () => {
  const { rgb, matte } = drawn(400, 400, disc(200, 200, 120, RED), [90, 140, 60]);
  // A matte's haze must not grey the white.
  for (let i = 0; i < matte.alpha.length; i++) matte.alpha[i] = Math.max(matte.alpha[i], i % 5);
  for (const [background, value] of [
    ['white', [255, 255, 255]],
    ['#f3f4f6', [0xf3, 0xf4, 0xf6]],
  ] as const) {
    const asked = frame(background, 300);
    const { canvas } = await renderLayout(rgb, matte, planLayout(rgb, undefined, asked), asked);
    let others = 0;
    for (let y = 0; y < 300; y++)
      for (let x = 0; x < 300; x++) {
        // Two pixels of the kernel's reach beyond the disc's edge.
        if (Math.hypot(x + 0.5 - 150, y + 0.5 - 150) < 90 + 3) continue;
        if (value.some((tone, c) => canvas.samples[(y * 300 + x) * 3 + c] !== tone)) others++;
      }
    expect(others).toBe(0);
  }
});

test('pixels that need no reduction come out as they went in', async () => {
  const { rgb } = drawn(64, 48, (x, y) => ({ colour: [x * 3, y * 5, (x * y) % 256], cover: 1 }));
  const asked: Frame = { canvas: { width: 40, height: 40 }, mode: 'crop', background: 'white' };
  const small = planLayout(rgb, undefined, { ...asked, canvas: { wanted: 64 } });
  const { canvas } = await renderLayout(rgb, undefined, small, asked);
  expect(Buffer.compare(canvas.samples, rgb.samples)).toBe(0);
});

describe('pads of a scene', () => {
  const split = drawn(300, 300, (x) => ({ colour: x < 150 ? [200, 60, 40] : [30, 90, 170], cover: 1 })).rgb;
  const wide: Frame = { canvas: { width: 320, height: 160 }, mode: 'pad', background: 'edge' };
  const at = (samples: Uint8Array, x: number, y: number) => [
    ...samples.subarray((y * 320 + x) * 3, (y * 320 + x) * 3 + 3),
  ];

  test('have the colour of the edge beside them', async () => {
    const { canvas } = await renderLayout(split, undefined, planLayout(split, undefined, wide), wide);
    expect(at(canvas.samples, 5, 80)).toEqual([200, 60, 40]);
    expect(at(canvas.samples, 315, 80)).toEqual([30, 90, 170]);
  });

  test('blurred, are logged as background, the only thing that may be enlarged', async () => {
    const stripes = drawn(300, 300, (_x, y) => ({
      colour: y % 60 < 30 ? [200, 60, 40] : [30, 90, 170],
      cover: 1,
    })).rgb;
    const asked: Frame = { ...wide, background: 'blur' };
    const { canvas, log } = await renderLayout(
      stripes,
      undefined,
      planLayout(stripes, undefined, asked),
      asked,
    );
    expect(log.at(-1)).toMatchObject({ step: 'fill', of: 'background', with: 'blur', scale: 2 });
    const tones = at(canvas.samples, 20, 80);
    expect(tones[0]).toBeGreaterThan(40);
    expect(tones[0]).toBeLessThan(190);
  });

  test('are not blurred beside a plain backdrop, over which a copy of the product would be smeared', async () => {
    const plain = drawn(300, 300, (x, y) => ({
      colour: Math.hypot(x - 150, y - 150) < 100 ? [200, 0, 0] : [240, 238, 236],
      cover: 1,
    })).rgb;
    const asked: Frame = { ...wide, background: 'blur' };
    const { canvas, log } = await renderLayout(plain, undefined, planLayout(plain, undefined, asked), asked);
    expect(log.at(-1)).toMatchObject({ with: 'edge' });
    expect(at(canvas.samples, 20, 80)).toEqual([240, 238, 236]);
  });
});

describe('a contact shadow', () => {
  const picture = drawn(400, 400, disc(200, 180, 120, RED));
  const asked: Frame = { ...frame('white', 400), shadow: 'soft' };
  const subject = { left: 80, top: 60, width: 240, height: 240 };

  test('lies below the subject, under it and nowhere else', async () => {
    const layout = planLayout(picture.rgba, subject, asked);
    const { canvas, log } = await renderLayout(picture.rgba, undefined, layout, asked);
    const tone = (x: number, y: number) => canvas.samples[(y * 400 + x) * 3 + 1];
    expect(log.map(({ step }) => step)).toContain('shadow');
    expect(tone(200, 304)).toBeLessThan(235);
    expect(tone(200, 304)).toBeGreaterThan(60);
    expect(tone(200, 390)).toBe(255);
    expect(tone(200, 20)).toBe(255);
    expect(tone(60, 180)).toBe(255);
    expect(tone(200, 180)).toBe(RED[1]);
  });

  test('on transparent is black of little alpha', async () => {
    const layout = planLayout(picture.rgba, subject, asked);
    const { canvas } = await renderLayout(picture.rgba, undefined, layout, {
      ...asked,
      background: 'transparent',
    });
    const pixel = [...canvas.samples.subarray((304 * 400 + 200) * 4, (304 * 400 + 200) * 4 + 4)];
    expect(pixel.slice(0, 3)).toEqual([0, 0, 0]);
    expect(pixel[3]).toBeGreaterThan(20);
    expect(pixel[3]).toBeLessThan(190);
  });
});

test('a layout that would enlarge is refused', async () => {
  const { rgb } = drawn(40, 40, disc(20, 20, 10, RED));
  const asked = frame('white', 40);
  const layout = planLayout(rgb, undefined, asked);
  const place = { left: 0, top: 0, width: 80, height: 80 };
  const forged = { ...layout, canvas: { width: 80, height: 80 }, place, log: [] };
  await expect(renderLayout(rgb, undefined, forged, asked)).rejects.toMatchObject({ code: 'would_enlarge' });
});
