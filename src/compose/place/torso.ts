import { HeroshotError } from '../../engine/errors.js';
import type { Box, Matte, Size } from '../../engine/raster.js';
import type { Quad } from './quad.js';
import { type Axis, SOLID, symmetryAxis } from './symmetry.js';

/** Share of the torso's width from which a row counts as shoulders, not neck, collar or head. */
const SHOULDERS = 0.75;

/** Below the shoulders' line the print begins, and it is this wide, in torso widths. */
const DROP = 0.2;
const LEAST_DROP = 0.06;
const WIDE = 0.48;

/** Height of the print's area by its width. */
const TALL = 1.25;

/** Upper part of a subject in which the torso is looked for, in box widths: a whole person is taller than wide. */
const UPPER = 1.6;

/** How far below the first wide row the torso reaches, in half widths, and the share of its rows that are narrower than it. */
const REACH = 2.4;
const NARROWER = 0.3;

/**
 * Where a print goes on a flat garment or on the person who wears it: a box below the shoulders, in the middle of the torso and as tilted as it.
 *
 * The subject's axis of symmetry is the torso's. A row is as wide as its nearer side is far from the axis, so that an arm which lies
 * apart widens nothing; the torso is as wide as its narrower rows, for sleeves make rows wider; shoulders are where rows
 * get about that wide, below neck and head.
 *
 * @param matte of the photograph's subject, at any size
 * @param box of the subject, in the photograph's pixels
 * @throws {HeroshotError} `no_subject` where no row is wide enough
 */
export function torsoQuad(matte: Matte, box: Box, photo: Size): Quad {
  const scale = photo.width / matte.width;
  const top = Math.max(0, Math.floor(box.top / scale));
  const whole = Math.min(matte.height, Math.ceil((box.top + box.height) / scale));
  const bottom = Math.min(whole, top + Math.ceil((UPPER * box.width) / scale));
  const axis = symmetryAxis(matte, top, bottom);
  const halves = Array.from({ length: Math.max(0, bottom - top) }, (_, i) =>
    axis ? halfWidth(matte, top + i, axis) : 0,
  );
  const usual = quantile(halves, 0.9);
  const first = halves.findIndex((half) => half >= usual / 2);
  const rows = halves.slice(first, first + Math.ceil(REACH * usual)).filter((half) => half > 0);
  const body = quantile(rows, NARROWER);
  const line = halves.findIndex((half) => half >= SHOULDERS * body);
  if (!axis || body < 4)
    throw new HeroshotError(
      'no_subject',
      'no torso was found in the photo; say where the design goes with --quad',
    );
  const width = 2 * body;
  const side = WIDE * width;
  const room = whole - top - line;
  // On what is short, as a cropped knit, the print moves up before it shrinks.
  const drop = Math.max(LEAST_DROP * width, Math.min(DROP * width, 0.85 * room - TALL * side));
  const start = top + line + drop;
  const height = Math.min(TALL * side, Math.max(side / 2, whole - start - 0.05 * width));
  const { slope, middle } = axis;
  const length = Math.hypot(1, slope);
  const [dx, dy] = [slope / length, 1 / length];
  const [x, y] = [middle(start), start];
  const corner = (right: number, down: number): [number, number] => [
    round((x + right * dy * side + down * dx * height) * scale),
    round((y - right * dx * side + down * dy * height) * scale),
  ];
  return [corner(-0.5, 0), corner(0.5, 0), corner(0.5, 1), corner(-0.5, 1)];
}

const round = (value: number) => Math.round(value * 10) / 10;

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;
}

/** How far the subject reaches from the axis to its nearer side in a row; 0 where the axis is outside of it. */
function halfWidth({ width, alpha }: Matte, y: number, axis: Axis): number {
  const x = Math.round(axis.middle(y));
  const solid = (column: number) => column >= 0 && column < width && alpha[y * width + column] >= SOLID;
  let half = 0;
  while (solid(x - half) && solid(x + half)) half++;
  return half;
}
