import { describe, expect, test } from 'vitest';
import type { Box, Raster } from '../engine/raster.js';
import { noisePicture } from '../engine/testing/pictures.js';
import { findSubject } from './saliency.js';
import { drawn } from './testing/drawn.js';

const [WIDTH, HEIGHT] = [640, 480];

/** An ellipse on a backdrop whose light falls off. */
function product(
  box: Box,
  colour: [number, number, number],
  backdrop: (x: number, y: number) => number,
): Raster {
  return drawn(WIDTH, HEIGHT, (x, y) => {
    const u = (x - box.left - box.width / 2) / (box.width / 2);
    const v = (y - box.top - box.height / 2) / (box.height / 2);
    const tone = backdrop(x, y);
    return { colour: u * u + v * v < 1 ? colour : [tone, tone, tone - 4], cover: 1 };
  }).rgb;
}

const box = { left: 200, top: 120, width: 180, height: 260 };

describe('the subject without a matte', () => {
  test.each([
    ['dark on white', [40, 50, 60], () => 250],
    ['light on grey', [230, 225, 220], () => 120],
    [
      'red on a backdrop that falls off by a quarter',
      [190, 40, 40],
      (x: number, y: number) => 240 - x / 16 - y / 24,
    ],
  ] as [string, [number, number, number], (x: number, y: number) => number][])(
    'is found %s, whole and no more than a few pixels larger',
    async (_, colour, backdrop) => {
      const found = await findSubject(product(box, colour, backdrop));
      if (!found) throw new Error('not found');
      expect(found.left).toBeLessThanOrEqual(box.left);
      expect(found.top).toBeLessThanOrEqual(box.top);
      expect(found.left + found.width).toBeGreaterThanOrEqual(box.left + box.width);
      expect(found.top + found.height).toBeGreaterThanOrEqual(box.top + box.height);
      expect(found.width).toBeLessThan(box.width + 24);
      expect(found.height).toBeLessThan(box.height + 24);
    },
  );

  test('is not claimed where nothing is, where all is, and where there is no plain backdrop', async () => {
    const blank = product({ ...box, width: 1, height: 1 }, [250, 250, 250], () => 250);
    expect(await findSubject(blank)).toBeUndefined();
    expect(await findSubject(noisePicture(320, 240) as Raster)).toBeUndefined();
    const halves = drawn(320, 240, (x) => ({
      colour: x < 160 ? [20, 20, 20] : [240, 240, 240],
      cover: 1,
    })).rgb;
    expect(await findSubject(halves)).toBeUndefined();
    expect(await findSubject(drawn(8, 8, () => ({ colour: [9, 9, 9], cover: 1 })).rgb)).toBeUndefined();
  });

  test('is found where it reaches the border on all sides and leaves only the corners of a white backdrop', async () => {
    const filling = product(
      { left: -2, top: -2, width: WIDTH + 4, height: HEIGHT + 4 },
      [160, 20, 40],
      () => 252,
    );
    expect(await findSubject(filling)).toEqual({ left: 0, top: 0, width: WIDTH, height: HEIGHT });
  });

  test('leaves specks aside', async () => {
    const picture = product(box, [40, 50, 60], () => 250);
    for (let y = 20; y < 28; y++)
      for (let x = 600; x < 608; x++) picture.samples.fill(0, (y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3);
    const found = await findSubject(picture);
    expect((found?.left ?? 0) + (found?.width ?? WIDTH)).toBeLessThan(420);
  });
});
