import { expect, test } from 'vitest';
import { predict } from './passes.js';
import { drawn } from './testing/drawn.js';
import { BACKGROUNDS, laidOn, PRODUCTS, product, SIDE } from './testing/products.js';

const size = { width: 400, height: 300 };

test('a small subject is looked at more closely, and both looks agree', async () => {
  const picture = drawn(size, (x, y) => (Math.hypot(x - 300, y - 90) < 40 ? [30, 60, 160] : [225, 222, 218]));
  const { map, agreement, grain, peak } = await predict(picture, size);
  expect(map.values[90 * 400 + 300]).toBeGreaterThan(0.9);
  expect(map.values[200 * 400 + 100]).toBeLessThan(0.05);
  expect(agreement).toBeGreaterThan(0.8);
  expect(peak).toBeGreaterThan(0.9);
  // One pixel of the network covers 1.25 of the whole picture, and about a third of one in the box.
  expect(grain).toBeLessThan(0.5);
});

test('a subject that nearly fills the picture is looked at in the mirror, and turned back', async () => {
  // The handle is on the right: the mirror image covers other pixels.
  const { raster } = await product(`<g transform="translate(-32 -25) scale(1.5)">${PRODUCTS.mug}</g>`);
  const picture = laidOn(raster, BACKGROUNDS.grey);
  const { map, agreement, grain } = await predict(picture, picture);
  expect(map.values[SIDE * (SIDE / 2) + SIDE / 16]).toBeGreaterThan(0.8);
  expect(map.values[SIDE * (SIDE / 16) + SIDE - 20]).toBeLessThan(0.2);
  expect(agreement).toBeGreaterThan(0.8);
  expect(grain).toBeCloseTo(SIDE / 320);
});

test('a blank picture has a low peak', async () => {
  const { peak } = await predict(
    drawn(size, () => [255, 255, 255]),
    size,
  );
  expect(peak).toBeLessThan(0.25);
});
