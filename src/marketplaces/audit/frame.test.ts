import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../../engine/testing/pictures.js';
import { drawn, product } from '../testing/drawn.js';
import { findFrame } from './frame.js';

/** A noisy scene with a line of `colour` from `inset` to `inset + thickness` pixels from the edge, a margin outside. */
function framed(inset: number, thickness: number, colour: [number, number, number], sides = 4) {
  const random = randomNumbers(5);
  const [width, height] = [300, 240];
  return drawn(width, height, (x, y) => {
    const depths = [y, height - 1 - y, x, width - 1 - x].slice(0, sides);
    const depth = Math.min(...depths);
    if (depth < inset) return [255, 255, 255];
    if (depth < inset + thickness) return colour;
    const tone = 60 + 150 * random();
    return [tone, tone, 255 - tone];
  });
}

describe('a frame', () => {
  it.each([
    [0, 1],
    [0, 6],
    [0, 12],
    [5, 2],
  ])('%i px from the edge and %i px thick is found', (inset, thickness) => {
    expect(findFrame(framed(inset, thickness, [10, 10, 10]))).toEqual({ thickness, colour: [10, 10, 10] });
  });

  it.each([
    ['a thick band of one colour', framed(0, 40, [10, 10, 10])],
    ['a white margin', framed(0, 8, [255, 255, 255])],
    ['bars above and below only', framed(0, 8, [10, 10, 10], 2)],
    ['a scene', framed(0, 0, [0, 0, 0])],
    ['a product on white', product({ width: 300, height: 240 })],
    ['a product on black', product({ width: 300, height: 240, backdrop: [0, 0, 0], fill: 0.8 })],
    ['a picture of one colour', drawn(60, 60, () => [90, 90, 90])],
    ['a single pixel', drawn(1, 1, () => [90, 90, 90])],
    [
      'a vignette',
      drawn(200, 200, (x, y) => [0, 1, 2].map(() => 240 - Math.hypot(x - 100, y - 100)) as never),
    ],
  ])('is not %s', (_, picture) => expect(findFrame(picture)).toBeUndefined());
});
