import type { Fitted } from '../../../src/compose/place/fit.js';
import { homography } from '../../../src/compose/place/homography.js';
import { between, type Point } from '../../../src/compose/place/point.js';
import { checkQuad, type Quad } from '../../../src/compose/place/quad.js';
import { HeroshotError } from '../../../src/engine/errors.js';
import type { Size } from '../../../src/engine/raster.js';

/** Share of the photo's shorter side that a place takes at first. */
const FIRST = 0.4;

/** A place in the photo's middle, in the design's own shape. */
export function firstQuad({ width, height }: Size, aspect: number): Quad {
  const most = FIRST * Math.min(width, height);
  const [across, down] = aspect > 1 ? [most, most / aspect] : [most * aspect, most];
  const [left, top] = [(width - across) / 2, (height - down) / 2];
  return [
    [left, top],
    [left + across, top],
    [left + across, top + down],
    [left, top + down],
  ];
}

/** Why the service would refuse a place, in its own words; `undefined` where it wouldn't. */
export function refusal(quad: Quad, photo: Size): string | undefined {
  try {
    checkQuad(quad, photo);
    return undefined;
  } catch (error) {
    if (error instanceof HeroshotError) return error.code;
    throw error;
  }
}

const within = (value: number, most: number) => Math.min(most, Math.max(0, value));

/** A corner that was moved, no further than to the photo's edge. */
export function withCorner(quad: Quad, index: number, [x, y]: Point, { width, height }: Size): Quad {
  const moved: Point = [within(x, width), within(y, height)];
  return quad.map((corner, at) => (at === index ? moved : corner)) as unknown as Quad;
}

/** All of a place moved, no further than to the photo's edges. */
export function movedBy(quad: Quad, [dx, dy]: Point, { width, height }: Size): Quad {
  const room = (axis: 0 | 1, by: number, most: number) => {
    const [least, largest] = [
      Math.min(...quad.map((corner) => corner[axis])),
      Math.max(...quad.map((corner) => corner[axis])),
    ];
    return Math.min(Math.max(by, Math.min(0, -least)), Math.max(0, most - largest));
  };
  const by = [room(0, dx, width), room(1, dy, height)] as const;
  return quad.map(([x, y]) => [x + by[0], y + by[1]]) as unknown as Quad;
}

/** How wide by high a place looks, as the service takes it. */
export const aspectOf = ([a, b, c, d]: Quad): number =>
  (between(a, b) + between(d, c)) / (between(a, d) + between(b, c));

/** Where the corners of a design lie that is fitted into a place. */
export function designCorners(quad: Quad, { left, top, right, bottom }: Fitted): Quad {
  const m = homography(quad);
  const at = (u: number, v: number): Point => {
    const w = m[6] * u + m[7] * v + m[8];
    return [(m[0] * u + m[1] * v + m[2]) / w, (m[3] * u + m[4] * v + m[5]) / w];
  };
  return [at(left, top), at(right, top), at(right, bottom), at(left, bottom)];
}

/**
 * The transform that lays an element of `size` on a quad, both in CSS pixels, about its upper left corner.
 *
 * @returns a CSS `matrix3d()`
 */
export function cssMatrix(quad: Quad, { width: w, height: h }: Size): string {
  const [a, b, c, d, e, f, g, i] = homography(quad);
  const rows = [a / w, d / w, 0, g / w, b / h, e / h, 0, i / h, 0, 0, 1, 0, c, f, 0, 1];
  return `matrix3d(${rows.map((value) => Number(value.toPrecision(9))).join(',')})`;
}
