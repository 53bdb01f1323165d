import { describe, expect, it } from 'vitest';
import { drawn } from '../testing/drawn.js';
import { findBackdrop } from './backdrop.js';
import type { Opaque } from './reduced.js';

type Shape = (x: number, y: number) => boolean;

const picture = (...shapes: Shape[]) =>
  findBackdrop(
    drawn(500, 500, (x, y) =>
      shapes.some((shape) => shape(x, y)) ? [30, 30, 60] : [255, 255, 255],
    ) as Opaque,
  );

const ball: Shape = (x, y) => Math.hypot(x - 250, y - 220) < 120;
/** Letters like an H, 10 px high, with a pitch of 12 px: two uprights and a bar. */
const word =
  (count: number, left: number, top: number): Shape =>
  (x, y) => {
    const [u, v] = [(x - left) % 12, y - top];
    if (x < left || x >= left + 12 * count || v < 0 || v >= 10) return false;
    return u < 2 || (u >= 6 && u < 8) || (v >= 4 && v < 6 && u < 8);
  };

describe('lettering beside the subject', () => {
  it('is found, line by line', () => {
    expect(picture(ball, word(9, 40, 440)).lettering).toBe(1);
    expect(picture(ball, word(9, 40, 440), word(12, 200, 20)).lettering).toBe(2);
  });

  it('is no part of the subject', () => {
    expect(picture(ball, word(9, 40, 440)).fill).toBe(picture(ball).fill);
  });

  it.each<[string, Shape[]]>([
    ['a product alone', [ball]],
    ['two letters', [ball, word(2, 40, 440)]],
    ['a pen beside it', [ball, (x, y) => x > 100 && x < 400 && y > 430 && y < 440]],
    ['six beads in a row', [ball, (x, y) => x > 100 && x < 244 && Math.hypot((x % 24) - 12, y - 450) < 8]],
    ['letters on the product’s own box', [ball, word(5, 135, 320)]],
    ['large shapes in a row', [ball, (x, y) => x < 480 && x % 60 < 40 && y > 400 && y < 460]],
  ])('is not %s', (_, shapes) => expect(picture(...shapes).lettering).toBe(0));
});
