import { expect, test } from 'vitest';
import { boxColours, type Plane, sizeWithin, spread } from './sampling.js';
import { drawn } from './testing/drawn.js';

test('sizes: smaller in proportion, never larger, never 0', () => {
  expect(sizeWithin({ width: 4000, height: 1000 }, 1024)).toEqual({ width: 1024, height: 256 });
  expect(sizeWithin({ width: 300, height: 200 }, 1024)).toEqual({ width: 300, height: 200 });
  expect(sizeWithin({ width: 9000, height: 2 }, 1024)).toEqual({ width: 1024, height: 1 });
});

test('the colours of a box, and its mirror image', async () => {
  const picture = drawn({ width: 40, height: 20 }, (x) => [x < 20 ? 250 : 10, 60, 90]);
  const size = { width: 4, height: 4 };
  const box = { left: 16, top: 4, width: 8, height: 8 };
  const reds = async (mirrored: boolean) => {
    const pixels = await boxColours(picture, box, size, mirrored);
    return [pixels.length, pixels[0], pixels[9]];
  };
  expect(await reds(false)).toEqual([48, 250, 10]);
  expect(await reds(true)).toEqual([48, 10, 250]);
});

test('a map is spread over its box only, bilinearly', () => {
  const map: Plane = { width: 2, height: 1, values: Float32Array.from([0, 1]) };
  const target: Plane = { width: 8, height: 2, values: new Float32Array(16).fill(9) };
  spread(map, { left: 2, top: 0, width: 4, height: 1 }, target);
  expect(Array.from(target.values)).toEqual([9, 9, 0, 0.25, 0.75, 1, 9, 9, ...Array(8).fill(9)]);
});
