import { expect, test } from 'vitest';
import { dropSpurs } from './spurs.js';

const size = { width: 60, height: 40 };
/** A block with a line of two pixels that leaves it to the right. */
const picture = () =>
  Uint8Array.from({ length: 60 * 40 }, (_, i) => {
    const [x, y] = [i % 60, Math.floor(i / 60)];
    return (x < 30 && y > 5 && y < 35) || (y >= 19 && y < 21) ? 1 : 0;
  });
const seen = (line: number) => Float32Array.from(picture(), (_, i) => (i % 60 < 30 ? 0.95 : line));

test('a thin line that the network does not see is dropped, the block keeps every pixel', () => {
  const mask = picture();
  dropSpurs(mask, seen(0.05), size);
  expect(mask[20 * 60 + 50]).toBe(0);
  const block = (m: Uint8Array) => m.filter((_, i) => i % 60 < 30).reduce((a, b) => a + b, 0);
  expect(block(mask)).toBe(block(picture()));
});

test('a thin line that the network half sees is dropped where it runs out of the picture', () => {
  const [leaving, ending] = [picture(), picture()];
  for (let y = 0; y < 40; y++) ending[y * 60 + 59] = 0;
  dropSpurs(leaving, seen(0.5), size);
  dropSpurs(ending, seen(0.5), size);
  expect([leaving[20 * 60 + 50], ending[20 * 60 + 50]]).toEqual([0, 1]);
});

test('a thin line that the network sees stays', () => {
  const mask = picture();
  dropSpurs(mask, seen(0.7), size);
  expect(mask).toEqual(picture());
});
