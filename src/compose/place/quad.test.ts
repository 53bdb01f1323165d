import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeroshotError } from '../../engine/errors.js';
import type { Point } from './point.js';
import { areaOf, clipped } from './point.js';
import { checkQuad, type Quad, quadSurface } from './quad.js';

const PHOTO = { width: 400, height: 300 };
const codeOf = (quad: unknown) => {
  try {
    checkQuad(quad as Quad, PHOTO);
    return 'fine';
  } catch (error) {
    return (error as HeroshotError).code;
  }
};

describe('a quad', () => {
  it.each<[string, string, Point[]]>([
    [
      'a plain one is fine',
      'fine',
      [
        [10, 10],
        [200, 20],
        [190, 220],
        [20, 200],
      ],
    ],
    [
      'one that leaves the photo in part is fine',
      'fine',
      [
        [-50, 10],
        [200, 20],
        [190, 220],
        [-20, 200],
      ],
    ],
    [
      'crossing itself',
      'bad_quad',
      [
        [10, 10],
        [200, 200],
        [200, 10],
        [10, 200],
      ],
    ],
    [
      'running the other way round',
      'bad_quad',
      [
        [200, 10],
        [10, 10],
        [10, 200],
        [200, 200],
      ],
    ],
    [
      'folding in at a corner',
      'bad_quad',
      [
        [10, 10],
        [200, 10],
        [60, 60],
        [10, 200],
      ],
    ],
    [
      'three corners on a line',
      'bad_quad',
      [
        [10, 10],
        [100, 10],
        [200, 10],
        [10, 200],
      ],
    ],
    [
      'all on one point',
      'bad_quad',
      [
        [10, 10],
        [10, 10],
        [10, 10],
        [10, 10],
      ],
    ],
    [
      'not numbers',
      'bad_quad',
      [
        [Number.NaN, 10],
        [200, 20],
        [190, 220],
        [20, 200],
      ],
    ],
    [
      'three points',
      'bad_quad',
      [
        [10, 10],
        [200, 20],
        [190, 220],
      ],
    ],
    [
      'beside the photo',
      'outside_photo',
      [
        [500, 10],
        [600, 10],
        [600, 200],
        [500, 200],
      ],
    ],
    [
      'far away',
      'outside_photo',
      [
        [10, 10],
        [9000, 20],
        [190, 220],
        [20, 200],
      ],
    ],
  ])('%s: %s', (_name, code, quad) => {
    expect(codeOf(quad)).toBe(code);
  });

  it('takes the corners of the design to its corners and back, whatever its perspective', () => {
    const jitter = fc.double({ min: -55, max: 55, noNaN: true });
    const corners = [60, 340].flatMap((x) =>
      [60, 240].map((y) => fc.tuple(fc.constant(x), fc.constant(y), jitter, jitter)),
    );
    const [a, d, b, c] = corners.map((corner) => corner.map(([x, y, u, v]): Point => [x + u, y + v]));
    fc.assert(
      fc.property(fc.tuple(a, b, c, d), (quad) => {
        fc.pre(codeOf(quad) === 'fine');
        const surface = quadSurface(quad);
        const find = surface.finder(0, 300, 400);
        for (const [i, [u, v]] of [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ].entries()) {
          const [x, y] = surface.at(u, v);
          expect(Math.hypot(x - quad[i][0], y - quad[i][1])).toBeLessThan(1e-6);
        }
        const [x, y] = surface.at(0.3, 0.6);
        const touch = find(x, y, 0, 0);
        expect(touch?.u).toBeCloseTo(0.3, 5);
        expect(touch?.v).toBeCloseTo(0.6, 5);
      }),
      { numRuns: 100 },
    );
  });

  it('straight lines stay straight: the middle of a diagonal lies on the other', () => {
    const quad: Quad = [
      [30, 20],
      [350, 70],
      [300, 280],
      [60, 240],
    ];
    const [a, b, c, d] = quad;
    const [x, y] = quadSurface(quad).at(0.5, 0.5);
    const off = (p: Point, q: Point) =>
      Math.abs((q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0])) /
      Math.hypot(q[0] - p[0], q[1] - p[1]);
    expect(off(a, c)).toBeLessThan(1e-9);
    expect(off(b, d)).toBeLessThan(1e-9);
  });

  it('is clipped to what a photo shows of it', () => {
    expect(
      areaOf(
        clipped(
          [
            [-10, -10],
            [10, -10],
            [10, 10],
            [-10, 10],
          ],
          PHOTO,
        ),
      ),
    ).toBeCloseTo(100);
    expect(
      clipped(
        [
          [-30, -30],
          [-10, -30],
          [-10, -10],
          [-30, -10],
        ],
        PHOTO,
      ),
    ).toEqual([]);
  });
});
