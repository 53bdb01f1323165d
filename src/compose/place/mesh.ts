import { HeroshotError } from '../../engine/errors.js';
import type { Size } from '../../engine/raster.js';
import { between, type Point, turn } from './point.js';
import { checkOutline } from './quad.js';

/** A grid of points of the photograph on which the design lies, row by row from its top left. */
export interface Mesh {
  columns: number;
  rows: number;
  points: readonly Point[];
}

/** Sides of a grid. */
export const MESH_SIDES = { least: 2, most: 64 } as const;

/** Twice the area of the smallest cell's corner, in square pixels. */
const FLAT = 0.5;

/**
 * Refuse a grid that is none: too few or too many points, cells that cross, fold over or have no area, a place outside.
 *
 * @throws {HeroshotError} `bad_mesh`, `outside_photo`
 */
export function checkMesh({ columns, rows, points }: Mesh, photo: Size): void {
  const refuse = (why: string) => {
    throw new HeroshotError('bad_mesh', `the mesh ${why}`);
  };
  const { least, most } = MESH_SIDES;
  for (const side of [columns, rows])
    if (!Number.isInteger(side) || side < least || side > most)
      refuse(`has ${columns} columns and ${rows} rows of points; each can be ${least} to ${most}`);
  if (points.length !== columns * rows)
    refuse(`has ${points.length} points; ${columns} columns and ${rows} rows need ${columns * rows}`);
  if (points.some((point) => point.length !== 2 || !point.every(Number.isFinite)))
    refuse('has a point that is not two numbers');
  for (let r = 0; r + 1 < rows; r++)
    for (let c = 0; c + 1 < columns; c++) {
      const at = r * columns + c;
      const cell = [points[at], points[at + 1], points[at + columns + 1], points[at + columns]];
      if (cell.some((b, i) => turn(cell[(i + 3) % 4], b, cell[(i + 1) % 4]) < FLAT))
        refuse(`folds over or has no area in the cell of column ${c + 1}, row ${r + 1}`);
    }
  checkOutline(borderOf({ columns, rows, points }), photo);
}

/** The border's points, clockwise from the design's top left. */
export function borderOf({ columns, rows, points }: Mesh): Point[] {
  const border: Point[] = [];
  for (let c = 0; c < columns; c++) border.push(points[c]);
  for (let r = 1; r < rows; r++) border.push(points[r * columns + columns - 1]);
  for (let c = columns - 2; c >= 0; c--) border.push(points[(rows - 1) * columns + c]);
  for (let r = rows - 2; r > 0; r--) border.push(points[r * columns]);
  return border;
}

/** Width by height of the cloth: mean length of the rows by that of the columns. */
export function meshAspect({ columns, rows, points }: Mesh): number {
  let [across, down] = [0, 0];
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const at = r * columns + c;
      if (c + 1 < columns) across += between(points[at], points[at + 1]) / rows;
      if (r + 1 < rows) down += between(points[at], points[at + columns]) / columns;
    }
  return across / down;
}
