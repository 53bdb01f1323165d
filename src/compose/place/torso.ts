import { HeroshotError } from '../../engine/errors.js';
import type { Box, Matte, Size } from '../../engine/raster.js';
import type { Quad } from './quad.js';

/** Share of a row's usual width from which it counts as shoulders, not neck or head. */
const SHOULDERS = 0.62;

/** Below the shoulders' line the print begins, and it is this wide, in shoulder widths. */
const DROP = 0.2;
const WIDE = 0.46;

/** Height of the print's area by its width. */
const TALL = 1.25;

/** Upper part of a subject in which the torso is looked for, in box widths: a whole person is taller than wide. */
const UPPER = 1.6;

/** A matte from here on is subject. */
const SOLID = 128;

interface Run {
  from: number;
  to: number;
}

/**
 * Where a print goes on a flat garment or on the person who wears it: a box below the shoulders, in the middle of the torso and as tilted as it.
 *
 * Rows of the matte tell: neck and head are narrow, shoulders are where the rows get wide, and the middles of the rows below
 * give the torso's axis.
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
  const runs = Array.from({ length: Math.max(0, bottom - top) }, (_, i) => longestRun(matte, top + i));
  const widths = runs.map((run) => (run ? run.to - run.from : 0)).sort((a, b) => a - b);
  const usual = widths[Math.floor(widths.length * 0.9)] ?? 0;
  const line = runs.findIndex((run) => run && run.to - run.from >= SHOULDERS * usual);
  if (usual < 8 || line < 0)
    throw new HeroshotError(
      'no_subject',
      'no torso was found in the photo; say where the design goes with --quad',
    );
  // Sleeves and arms make rows wider than the shoulders; below them the torso is alone.
  const below = runs.slice(line, line + Math.ceil(usual * 1.1));
  const body = median(below.map((run) => (run ? run.to - run.from : 0)));
  const width = Math.min(body, usual);
  const rows = below.flatMap((run, i) =>
    run ? [{ y: top + line + i, middle: (run.from + run.to) / 2 }] : [],
  );
  const { middle, slope } = axisOf(rows);
  const side = WIDE * width;
  const start = top + line + DROP * width;
  const height = Math.min(TALL * side, Math.max(side / 2, whole - start - 0.05 * width));
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

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** The longest stretch of subject in a row. */
function longestRun({ width, alpha }: Matte, y: number): Run | undefined {
  let best: Run | undefined;
  for (let x = 0; x < width; x++) {
    if (alpha[y * width + x] < SOLID) continue;
    const from = x;
    while (x < width && alpha[y * width + x] >= SOLID) x++;
    if (!best || x - from > best.to - best.from) best = { from, to: x };
  }
  return best;
}

/** The torso's axis is never more slanted than this. */
const MOST_SLANT = 0.25;

/** Least squares through the middles of the rows. */
function axisOf(rows: { y: number; middle: number }[]) {
  const [n, my, mx] = [
    rows.length,
    rows.reduce((a, { y }) => a + y, 0) / rows.length,
    rows.reduce((a, { middle }) => a + middle, 0) / rows.length,
  ];
  let [top, bottom] = [0, 0];
  for (const { y, middle } of rows) {
    top += (y - my) * (middle - mx);
    bottom += (y - my) ** 2;
  }
  const slope = n > 8 && bottom > 0 ? Math.min(MOST_SLANT, Math.max(-MOST_SLANT, top / bottom)) : 0;
  return { slope, middle: (y: number) => mx + slope * (y - my) };
}
