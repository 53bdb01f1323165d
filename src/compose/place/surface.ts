import type { Point } from './point.js';

/** A place on a surface and how the photograph moves with it. */
export interface Touch {
  u: number;
  v: number;
}

/**
 * Where a design lies in a photograph: a smooth map from the design's area (u and v from 0 to 1, left to right and top to bottom) to
 * the photograph's pixels, and back. It goes on a little beyond the area, so that an edge can be filtered from both sides.
 */
export interface Surface {
  /** Corners of the area, clockwise from the design's top left; of a mesh its border's points. */
  readonly outline: readonly Point[];
  /** Width by height of the area as it would lie flat, estimated from the lengths of its edges. */
  readonly aspect: number;
  /** The photograph's place of (u, v). */
  at(u: number, v: number): Point;
  /**
   * A finder of places on the surface, for one row after the other; `undefined` far outside. What it returns is valid until it is
   * called again.
   *
   * @param from first row that will be asked for
   * @param to row after the last
   */
  finder(from: number, to: number, width: number): Finder;
}

/** Finds the place on a surface of a point of the photograph; `column` and `row` name the pixel from which it was moved. */
export type Finder = (x: number, y: number, column: number, row: number) => Touch | undefined;
