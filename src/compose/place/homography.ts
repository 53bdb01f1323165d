import type { Quad } from './quad.js';

/** A projective map of the plane, 3×3 row by row. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/**
 * The perspective that takes the unit square's corners (0,0), (1,0), (1,1), (0,1) to a quad's
 * (P. Heckbert, "Fundamentals of texture mapping and image warping", 1989, §2.2.3).
 */
export function homography([p0, p1, p2, p3]: Quad): Matrix {
  const [sx, sy] = [p0[0] - p1[0] + p2[0] - p3[0], p0[1] - p1[1] + p2[1] - p3[1]];
  const [ax, ay] = [p1[0] - p2[0], p1[1] - p2[1]];
  const [bx, by] = [p3[0] - p2[0], p3[1] - p2[1]];
  const whole = ax * by - bx * ay;
  const g = (sx * by - bx * sy) / whole;
  const h = (ax * sy - sx * ay) / whole;
  return [
    p1[0] - p0[0] + g * p1[0],
    p3[0] - p0[0] + h * p3[0],
    p0[0],
    p1[1] - p0[1] + g * p1[1],
    p3[1] - p0[1] + h * p3[1],
    p0[1],
    g,
    h,
    1,
  ];
}

/** The inverse (adjugate), scaled so that the third row is positive on the side of the square. */
export function inverse([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const m = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const whole = a * m[0] + b * m[3] + c * m[6];
  return m.map((value) => value / whole) as unknown as Matrix;
}
