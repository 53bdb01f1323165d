/** A place in a picture, in pixels with a fraction: (0, 0) is the outer corner of the first pixel, whose centre is (0.5, 0.5). */
export type Point = readonly [x: number, y: number];

/** Twice the signed area of a triangle; positive where a, b, c turn clockwise on the screen. */
export const turn = (a: Point, b: Point, c: Point): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

export const between = (a: Point, b: Point): number => Math.hypot(b[0] - a[0], b[1] - a[1]);

/** Area of a polygon (shoelace formula); positive where it runs clockwise on the screen. */
export function areaOf(polygon: readonly Point[]): number {
  let sum = 0;
  for (const [i, [x, y]] of polygon.entries()) {
    const [u, v] = polygon[(i + 1) % polygon.length];
    sum += x * v - u * y;
  }
  return sum / 2;
}

/** The part of a polygon inside a picture (Sutherland and Hodgman 1974). */
export function clipped(
  polygon: readonly Point[],
  { width, height }: { width: number; height: number },
): Point[] {
  const sides: [axis: 0 | 1, limit: number, sign: 1 | -1][] = [
    [0, 0, 1],
    [0, width, -1],
    [1, 0, 1],
    [1, height, -1],
  ];
  let points = [...polygon];
  for (const [axis, limit, sign] of sides) {
    const inside = (p: Point) => (p[axis] - limit) * sign >= 0;
    points = points.flatMap((to, i) => {
      const from = points[(i + points.length - 1) % points.length];
      const cut = (): Point => {
        const share = (limit - from[axis]) / (to[axis] - from[axis]);
        return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
      };
      if (inside(to)) return inside(from) ? [to] : [cut(), to];
      return inside(from) ? [cut()] : [];
    });
  }
  return points;
}
