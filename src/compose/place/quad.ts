import { HeroshotError } from '../../engine/errors.js';
import type { Size } from '../../engine/raster.js';
import { homography, inverse, type Matrix } from './homography.js';
import { areaOf, between, clipped, type Point, turn } from './point.js';
import type { Surface } from './surface.js';

/** Where the design's corners lie in the photograph: top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point];

/** Corners of a quad whose sides are shorter than this, or that are nearer than this to a line, have no perspective. */
const LEAST = 2;

/** How far outside a corner may lie, in widths and heights of the photograph. */
const REACH = 4;

const named = (points: readonly Point[]) => points.map(([x, y]) => `${x},${y}`).join(' ');

/**
 * Refuse a quad that no camera can see: corners that cross, fold in or fall on a line, or a place outside of the photograph.
 *
 * @throws {HeroshotError} `bad_quad`, `outside_photo`
 */
export function checkQuad(quad: Quad, photo: Size): void {
  const refuse = (why: string) => {
    throw new HeroshotError('bad_quad', `the quad ${named(quad)} ${why}`);
  };
  if (quad.length !== 4 || quad.some((point) => point.length !== 2 || !point.every(Number.isFinite)))
    refuse('is not four points');
  const turns = quad.map((b, i) => turn(quad[(i + 3) % 4], b, quad[(i + 1) % 4]));
  const right = turns.filter((value) => value > 0).length;
  if (right === 2) refuse('crosses itself; give the corners in turn, clockwise from the top left');
  if (right === 0 && Math.abs(areaOf(quad)) >= LEAST)
    refuse(
      'runs the other way round and would mirror the design; give the corners clockwise from the top left',
    );
  const flat = quad.some((b, i) => {
    const c = quad[(i + 1) % 4];
    return between(b, c) < LEAST || Math.abs(turns[i]) < LEAST * between(quad[(i + 3) % 4], c);
  });
  if (right !== 4 || flat)
    refuse(right === 3 && !flat ? 'folds in at a corner; no flat thing looks so' : 'has no area');
  checkOutline(quad, photo);
}

/**
 * Refuse a place that the photograph doesn't show.
 *
 * @throws {HeroshotError} `outside_photo`
 */
export function checkOutline(outline: readonly Point[], { width, height }: Size): void {
  const size = `${width}×${height} pixels`;
  const far = outline.find(
    ([x, y]) => Math.abs(x - width / 2) > REACH * width || Math.abs(y - height / 2) > REACH * height,
  );
  if (far)
    throw new HeroshotError(
      'outside_photo',
      `the point ${named([far])} is far outside of the photo's ${size}`,
    );
  if (Math.abs(areaOf(clipped(outline, { width, height }))) < 1)
    throw new HeroshotError(
      'outside_photo',
      `the place ${named(outline.slice(0, 4))} lies outside of the photo, which has ${size}`,
    );
}

/** Denominators of the projection below this are beyond the horizon. */
const HORIZON = 1e-9;

/** A quad as a surface: the plane that a camera sees so. */
export function quadSurface(quad: Quad): Surface {
  const forward = homography(quad);
  const back = inverse(forward);
  const touch = { u: 0, v: 0 };
  const [a, b, c, d] = quad;
  return {
    outline: quad,
    aspect: (between(a, b) + between(d, c)) / (between(a, d) + between(b, c)),
    at: (u, v) => project(forward, u, v),
    finder: () => (x, y) => {
      const w = back[6] * x + back[7] * y + back[8];
      if (w < HORIZON) return undefined;
      touch.u = (back[0] * x + back[1] * y + back[2]) / w;
      touch.v = (back[3] * x + back[4] * y + back[5]) / w;
      return touch;
    },
  };
}

function project(m: Matrix, u: number, v: number): Point {
  const w = m[6] * u + m[7] * v + m[8];
  return [(m[0] * u + m[1] * v + m[2]) / w, (m[3] * u + m[4] * v + m[5]) / w];
}
