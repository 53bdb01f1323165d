import { expect, test } from 'vitest';
import { subjectRegion } from './region.js';
import { drawn } from './testing/drawn.js';

test('the region holds the subject and little more', async () => {
  const picture = drawn({ width: 400, height: 300 }, (x, y) =>
    Math.hypot(x - 280, y - 160) < 70 ? [40, 70, 160] : [230, 226, 220],
  );
  const box = await subjectRegion(picture);
  if (!box) throw new Error('nothing was found');
  for (const [found, there] of [
    [box.left, 210],
    [box.top, 90],
    [box.left + box.width, 350],
    [box.top + box.height, 230],
  ])
    expect(Math.abs(found - there)).toBeLessThan(12);
});

test('a blank picture has none', async () => {
  const blank = drawn({ width: 200, height: 200 }, () => [240, 240, 240]);
  expect(await subjectRegion(blank)).toBeUndefined();
});
