import { describe, expect, it } from 'vitest';
import type { Quad } from '../../../src/compose/place/quad.js';
import { cssMatrix, designCorners, firstQuad, movedBy, refusal, withCorner } from './corners.js';

const PHOTO = { width: 400, height: 300 };
const QUAD: Quad = [
  [50, 40],
  [210, 60],
  [190, 220],
  [40, 200],
];

/** Where CSS puts a point of an element (column by column, with the division by w). */
function laid(matrix: string, x: number, y: number): [number, number] {
  const m = (matrix.match(/-?[\d.e-]+(?=[,)])/g) ?? []).map(Number);
  const [a = 0, b = 0, , d = 0, e = 0, f = 0, , h = 0] = m;
  const [tx = 0, ty = 0] = m.slice(12);
  const w = d * x + h * y + 1;
  return [(a * x + e * y + tx) / w, (b * x + f * y + ty) / w];
}

describe('corners on the page', () => {
  it('the browser’s transform takes the corners of an element to the quad', () => {
    const matrix = cssMatrix(QUAD, { width: 600, height: 450 });
    const corners = [
      [0, 0],
      [600, 0],
      [600, 450],
      [0, 450],
    ] as const;
    for (const [index, [x, y]] of corners.entries()) {
      const [left, top] = laid(matrix, x, y);
      expect(left).toBeCloseTo(QUAD[index]?.[0] ?? 0, 4);
      expect(top).toBeCloseTo(QUAD[index]?.[1] ?? 0, 4);
    }
  });

  it('the first place is in the middle and has the design’s shape', () => {
    const [a, b, c] = firstQuad(PHOTO, 2);
    expect((b[0] - a[0]) / (c[1] - b[1])).toBeCloseTo(2, 6);
    expect((a[0] + c[0]) / 2).toBe(200);
    expect((a[1] + c[1]) / 2).toBe(150);
  });

  it('corners and places go no further than to the edges of the photo', () => {
    expect(withCorner(QUAD, 0, [-30, 500], PHOTO)[0]).toEqual([0, 300]);
    expect(movedBy(QUAD, [-500, 500], PHOTO)).toEqual([
      [10, 120],
      [170, 140],
      [150, 300],
      [0, 280],
    ]);
  });

  it('what crosses, folds in or is mirrored is refused as the service does it', () => {
    expect(refusal(QUAD, PHOTO)).toBeUndefined();
    expect(refusal(withCorner(QUAD, 0, [300, 150], PHOTO), PHOTO)).toBe('bad_quad');
    expect(refusal([QUAD[1], QUAD[0], QUAD[3], QUAD[2]], PHOTO)).toBe('bad_quad');
  });

  it('a design that fills its place has the place’s corners', () => {
    const whole = { box: { left: 0, top: 0, width: 1, height: 1 }, left: 0, top: 0, right: 1, bottom: 1 };
    for (const [index, [x, y]] of designCorners(QUAD, whole).entries()) {
      expect(x).toBeCloseTo(QUAD[index]?.[0] ?? 0, 9);
      expect(y).toBeCloseTo(QUAD[index]?.[1] ?? 0, 9);
    }
  });
});
