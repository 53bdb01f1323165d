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

test('a thin line that the network sees stays', () => {
  const mask = picture();
  dropSpurs(mask, seen(0.6), size);
  expect(mask).toEqual(picture());
});
